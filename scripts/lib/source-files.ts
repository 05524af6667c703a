import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const SKIPPED = new Set([
  "node_modules",
  ".git",
  ".next",
  ".local",
  "artifacts",
  "coverage",
]);

export interface SourceFile {
  /** Relative to the root, with forward slashes. */
  file: string;
  text: string;
}

/** Every file under `root` whose repository path `wanted` accepts, sorted. */
export function readFiles(
  root: string,
  wanted: (file: string) => boolean,
): SourceFile[] {
  return walk(root, "")
    .filter(wanted)
    .sort()
    .map((file) => ({
      file,
      text: readFileSync(path.join(root, file), "utf8"),
    }));
}

function walk(root: string, folder: string): string[] {
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? walk(root, file) : [file];
  });
}

/** TypeScript that is written by hand. */
export function isSource(file: string): boolean {
  return /\.tsx?$/.test(file) && !file.startsWith("convex/_generated/");
}

/** What a deployment contains: no tests, no tools, no stand-ins. */
export function isShipped(file: string): boolean {
  return (
    isSource(file) &&
    (/^(app|components|convex|lib)\//.test(file) ||
      /^(middleware|instrumentation|instrumentation-client|next\.config)\.ts$/.test(
        file,
      ))
  );
}
