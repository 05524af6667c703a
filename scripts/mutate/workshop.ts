import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Target } from "./targets";

const COPIED = ["convex", "lib", "scripts", "tests", "local"];
const FILES = ["package.json", "vitest.config.ts", "tsconfig.json"];
const TIMEOUT_MS = 120_000;

/** A copy of the code in which files are broken; the repository stays as it is. */
export interface Workshop {
  read(file: string): string;
  write(file: string, text: string): void;
  /** Whether the target's tests pass on the copy as it is now. */
  passes(target: Target): boolean;
  close(): void;
}

export function openWorkshop(root: string): Workshop {
  const folder = mkdtempSync(path.join(tmpdir(), "mutants-"));
  for (const name of COPIED) {
    mkdirSync(path.join(folder, name));
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  for (const name of FILES) {
    cpSync(path.join(root, name), path.join(folder, name));
  }
  symlinkSync(
    path.join(root, "node_modules"),
    path.join(folder, "node_modules"),
  );
  return {
    read: (file) => readFileSync(path.join(folder, file), "utf8"),
    write: (file, text) => writeFileSync(path.join(folder, file), text),
    passes: ({ project, tests }) =>
      spawnSync(
        path.join(root, "node_modules/.bin/vitest"),
        ["run", "--project", project, "--bail", "1", ...tests],
        { cwd: folder, stdio: "ignore", timeout: TIMEOUT_MS },
      ).status === 0,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
