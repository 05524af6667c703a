import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makeFolder } from "../../support/folder";

const root = fileURLToPath(new URL("../../..", import.meta.url));

test.each([
  ["18.19.1", "start"],
  ["20.8.1", "start"],
  ["18.19.1", "local"],
])(
  "on Node %s the %s script says what it needs and ends",
  (version, script) => {
    const folder = makeFolder({
      "old.cjs": `Object.defineProperty(process.versions, "node", { value: "${version}" });`,
    });
    const run = spawnSync(
      process.execPath,
      [
        "-r",
        path.join(folder, "old.cjs"),
        path.join(root, `scripts/${script}.mjs`),
      ],
      { encoding: "utf8" },
    );
    expect(run.status).toBe(1);
    expect(run.stderr).toBe(
      `My Aibud needs Node.js 20.9 or newer; this is ${version}.\n`,
    );
  },
);
