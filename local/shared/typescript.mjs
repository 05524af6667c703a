import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, stop } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAMS = path.join(root, ".local/programs");

/** A module in a bundle still finds the files beside its source. */
const sourceAddresses = {
  name: "source-addresses",
  /** @param {import("esbuild").PluginBuild} esbuild */
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.(ts|mjs)$/ }, (args) => {
      const source = readFileSync(args.path, "utf8");
      if (!source.includes("import.meta.url")) return undefined;
      const address = JSON.stringify(pathToFileURL(args.path).href);
      return {
        contents: source.replaceAll("import.meta.url", address),
        loader: args.path.endsWith(".ts") ? "ts" : "js",
      };
    });
  },
};

/**
 * Builds a TypeScript file of this repository into one file that can be imported,
 * and answers its address. A loader for each of its modules, as tsx brings, costs
 * seconds of every start.
 * @param {string} file
 * @returns {Promise<string>}
 */
export async function buildProgram(file) {
  const name = path.relative(root, file).replaceAll(path.sep, "-");
  const outfile = path.join(PROGRAMS, name.replace(/\.ts$/, ".mjs"));
  const { outputFiles } = await build({
    entryPoints: [file],
    outfile,
    absWorkingDir: root,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "linked",
    plugins: [sourceAddresses],
    write: false,
    logLevel: "silent",
  });
  await stop();
  mkdirSync(PROGRAMS, { recursive: true });
  for (const output of outputFiles) {
    // Another process may read it at this moment.
    const draft = `${output.path}.${randomUUID()}`;
    writeFileSync(draft, output.contents);
    renameSync(draft, output.path);
  }
  process.setSourceMapsEnabled(true);
  return pathToFileURL(outfile).href;
}
