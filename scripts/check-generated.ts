import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCheck } from "./lib/run-check";
import { readFiles } from "./lib/source-files";

const GENERATED = "convex/_generated";
const INPUTS = ["convex", "lib", "package.json", "tsconfig.json"];

/**
 * Whether convex/_generated is what its sources give: it is made again in a
 * copy, so a difference is reported and not repaired.
 */
export function checkGenerated(root: string): string[] {
  const copy = mkdtempSync(path.join(tmpdir(), "aibud-codegen-"));
  try {
    for (const input of INPUTS) {
      if (existsSync(path.join(root, input))) {
        cpSync(path.join(root, input), path.join(copy, input), {
          recursive: true,
        });
      }
    }
    symlinkSync(
      path.join(root, "node_modules"),
      path.join(copy, "node_modules"),
    );
    const failure = generate(copy);
    return failure ?? differences(root, copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function generate(folder: string): string[] | null {
  const bin = path.join(folder, "node_modules/convex/bin/main.js");
  const options = ["codegen", "--system-udfs", "--typecheck", "disable"];
  const run = spawnSync(process.execPath, [bin, ...options], {
    cwd: folder,
    encoding: "utf8",
    timeout: 120_000,
  });
  return run.status === 0
    ? null
    : [`codegen failed: ${`${run.stdout}${run.stderr}`.trim()}`];
}

function differences(root: string, copy: string): string[] {
  const read = (from: string) =>
    new Map(
      readFiles(from, (file) => file.startsWith(`${GENERATED}/`)).map(
        ({ file, text }) => [file, text],
      ),
    );
  const committed = read(root);
  const made = read(copy);
  return [...new Set([...committed.keys(), ...made.keys()])]
    .filter((file) => committed.get(file) !== made.get(file))
    .map((file) => `${file} is stale: run npm run codegen and commit it`);
}

runCheck(import.meta.url, "generated", checkGenerated);
