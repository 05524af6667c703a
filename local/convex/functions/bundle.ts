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
  directory: string;
  modules: (ModuleFile & { url: string })[];
  /** Built files of `schema` and `auth.config`, where the project has them. */
  schemaUrl: string | null;
  authUrl: string | null;
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
  const shims = path.join(outDir, "_shims.mjs");
  writeFileSync(shims, SHIMS.replace("HOST", hostExpression));
  const entryPoints = modules.map(({ name, file }) => ({
    in: file,
    out: name,
  }));
  if (schema !== null) entryPoints.push({ in: schema, out: "_schema" });
  if (auth !== null) entryPoints.push({ in: auth, out: "_auth" });
  const result = await build({
    entryPoints,
    outdir: outDir,
    outExtension: { ".js": ".mjs" },
    chunkNames: "_deps/[hash]",
    absWorkingDir: options.projectDir,
    bundle: true,
    splitting: true,
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
  const url = (name: string) =>
    pathToFileURL(path.join(outDir, `${name}.mjs`)).href;
  return {
    directory: outDir,
    modules: modules.map((module) => ({ ...module, url: url(module.name) })),
    schemaUrl: schema === null ? null : url("_schema"),
    authUrl: auth === null ? null : url("_auth"),
    inputs: Object.keys(result.metafile.inputs)
      .map((input) => path.resolve(options.projectDir, input))
      .filter((input) => !input.includes("node_modules") && input !== shims),
  };
}
