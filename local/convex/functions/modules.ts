import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const EXTENSIONS = /\.(?:[cm]?[jt]s|[jt]sx)$/;

export type ModuleFile = {
  /** `messages/inbound`, as function paths name it. */
  name: string;
  file: string;
  usesNode: boolean;
};

/**
 * The modules of a functions directory by the rules of Convex's own bundler:
 * no `_generated`, no `schema` file, no name with two dots, no dot files.
 */
export function findModules(directory: string): ModuleFile[] {
  const found: ModuleFile[] = [];
  walk(directory, "", found);
  return found;
}

function walk(root: string, under: string, found: ModuleFile[]) {
  const entries = readdirSync(path.join(root, under), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const relative = under === "" ? entry.name : `${under}/${entry.name}`;
    const file = path.join(root, relative);
    if (entry.isDirectory()) {
      if (relative === "_generated") continue;
      if (existsSync(path.join(file, "convex.config.ts"))) {
        throw new Error(
          `${relative}: Convex components are not supported by the local runtime`,
        );
      }
      walk(root, relative, found);
    } else if (entry.isFile() && isEntryPoint(entry.name, relative)) {
      const source = readFileSync(file, "utf8");
      if (/\.tsx?$/.test(file) && !/^\s{0,100}(import|export)/m.test(source)) {
        continue;
      }
      const name = relative.replace(EXTENSIONS, "");
      const usesNode = /^\s*(["'])use node\1;?\s*$/m.test(source);
      found.push({ name, file, usesNode });
    }
  }
}

function isEntryPoint(base: string, relative: string): boolean {
  if (!EXTENSIONS.test(base) || base.startsWith(".") || base.startsWith("#")) {
    return false;
  }
  if (base === "schema.ts" || base === "schema.js") return false;
  return base.split(".").length === 2 && !relative.includes(" ");
}

/** The first of the given names that exists with a source extension. */
export function findSpecial(directory: string, name: string): string | null {
  for (const extension of [".ts", ".js"]) {
    const file = path.join(directory, `${name}${extension}`);
    if (existsSync(file)) return file;
  }
  return null;
}
