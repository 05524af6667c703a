import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import {
  directArguments,
  fastCollect,
  packagesOutside,
} from "./bundle-plugins";
import { type ModuleFile, findModules, findSpecial } from "./modules";
import { SHIMS } from "./shims";

export type Bundle = {
  /** The built file; it exports what each module exports, under its `key`. */
  url: string;
  modules: (ModuleFile & { key: string })[];
  /** Keys of `schema` and `auth.config`, where the project has them. */
  schemaKey: string | null;
  authKey: string | null;
  /** Every source file that went in, packages excluded. */
  inputs: string[];
};

export type BundleOptions = {
  projectDir: string;
  functionsDir: string;
  outDir: string;
  /** A JavaScript expression that finds the runtime's host object. */
  hostExpression: string;
};

/** Bundles the functions into a fresh directory. Throws with esbuild's messages. */
export async function bundleFunctions(options: BundleOptions): Promise<Bundle> {
  const { functionsDir, outDir, hostExpression } = options;
  const modules = findModules(functionsDir);
  const schema = findSpecial(functionsDir, "schema");
  const auth = findSpecial(functionsDir, "auth.config");
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const outfile = path.join(outDir, "functions.mjs");
  const shims = path.join(outDir, "_shims.mjs");
  writeFileSync(shims, SHIMS.replace("HOST", hostExpression));
  const entry: string[] = [];
  const reExport = (file: string): string => {
    const key = `m${entry.length}`;
    entry.push(`export * as ${key} from ${JSON.stringify(file)};`);
    return key;
  };
  const keyed = modules.map((found) => ({
    ...found,
    key: reExport(found.file),
  }));
  const schemaKey = schema === null ? null : reExport(schema);
  const authKey = auth === null ? null : reExport(auth);
  const result = await build({
    // One file: thousands of small ones take seconds to import.
    stdin: { contents: entry.join("\n"), resolveDir: functionsDir },
    outfile,
    absWorkingDir: options.projectDir,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["convex", "module"],
    sourcemap: "linked",
    metafile: true,
    inject: [shims],
    define: { Convex: `${hostExpression}.convex` },
    plugins: [packagesOutside(), fastCollect(), directArguments()],
    logLevel: "silent",
  });
  return {
    url: pathToFileURL(outfile).href,
    modules: keyed,
    schemaKey,
    authKey,
    inputs: Object.keys(result.metafile.inputs)
      // What the build made up is no file.
      .filter((input) => !/^(?:<stdin>$|empty:)/.test(input))
      .map((input) => path.resolve(options.projectDir, input))
      .filter((input) => !input.includes("node_modules") && input !== shims),
  };
}
