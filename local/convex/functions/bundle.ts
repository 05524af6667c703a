import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  buildAnew,
  buildOnce,
  type Recipe,
} from "../../shared/build-cache.mjs";
import { convexPatches, virtual } from "./bundle-plugins";
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
  /** Where what was built stays for the next process; nowhere without it. */
  keptDir: string | null;
  /** A JavaScript expression that finds the runtime's host object. */
  hostExpression: string;
};

const OUTFILE = "functions.mjs";
const SHIMS_NAME = "convex-shims";
/** What decides on the output besides the files that go in. */
const MAKERS = ["bundle.ts", "bundle-plugins.ts", "shims.ts"].map((name) =>
  fileURLToPath(new URL(name, import.meta.url)),
);

/** Bundles the functions into a fresh directory. Throws with esbuild's messages. */
export async function bundleFunctions(options: BundleOptions): Promise<Bundle> {
  const { functionsDir, projectDir, outDir, keptDir, hostExpression } = options;
  const modules = findModules(functionsDir);
  const schema = findSpecial(functionsDir, "schema");
  const auth = findSpecial(functionsDir, "auth.config");
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
  const recipe: Recipe = {
    // One file: thousands of small ones take seconds to import.
    stdin: { contents: entry.join("\n"), resolveDir: functionsDir },
    outfile: OUTFILE,
    absWorkingDir: projectDir,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["convex", "module"],
    inject: [SHIMS_NAME],
    define: { Convex: `${hostExpression}.convex` },
    plugins: [
      virtual(SHIMS_NAME, SHIMS.replace("HOST", hostExpression)),
      // Next's marker, which means nothing here.
      virtual("server-only", ""),
      ...convexPatches(),
    ],
  };
  const { outputs, inputs } =
    keptDir === null
      ? await buildAnew(outDir, recipe)
      : await buildOnce(keptDir, recipe, MAKERS);
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  for (const { name, contents } of outputs) {
    writeFileSync(path.join(outDir, name), contents);
  }
  return {
    url: pathToFileURL(path.join(outDir, OUTFILE)).href,
    modules: keyed,
    schemaKey,
    authKey,
    inputs: inputs.filter((input) => !input.includes("node_modules")),
  };
}
