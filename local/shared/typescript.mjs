import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { stop } from "esbuild";
import { buildOnce, keptFolder } from "./build-cache.mjs";

const ITSELF = fileURLToPath(import.meta.url);
const root = fileURLToPath(new URL("../..", import.meta.url));
/** Packages of hundreds of small files, which take longer to load than to run. */
const INSIDE = /^(?:convex|jose|zod)(?:\/|$)/;

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

const packagesOutside = {
  name: "packages-outside",
  /** @param {import("esbuild").PluginBuild} esbuild */
  setup(esbuild) {
    esbuild.onResolve({ filter: /^[^./]/ }, (args) =>
      args.kind === "entry-point" || INSIDE.test(args.path)
        ? undefined
        : { path: args.path, external: true },
    );
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
  const folder = keptFolder(file);
  const outfile = "program.mjs";
  await buildOnce(
    folder,
    {
      entryPoints: [file],
      outfile,
      absWorkingDir: root,
      platform: "node",
      target: "node20",
      format: "esm",
      plugins: [packagesOutside, sourceAddresses],
    },
    [ITSELF],
  );
  await stop();
  process.setSourceMapsEnabled(true);
  return pathToFileURL(path.join(folder, outfile)).href;
}
