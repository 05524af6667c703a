import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkGenerated } from "../../../scripts/check-generated";
import { makeFolder } from "../../support/folder";

const root = fileURLToPath(new URL("../../..", import.meta.url));

function makeProject(): string {
  const folder = makeFolder({
    "package.json": '{"type":"module","dependencies":{"convex":"*"}}',
  });
  cpSync(path.join(root, "convex"), path.join(folder, "convex"), {
    recursive: true,
  });
  cpSync(path.join(root, "lib"), path.join(folder, "lib"), { recursive: true });
  symlinkSync(
    path.join(root, "node_modules"),
    path.join(folder, "node_modules"),
  );
  return folder;
}

test("notices a function that codegen has not seen", () => {
  const folder = makeProject();
  writeFileSync(
    path.join(folder, "convex/newcomer.ts"),
    "export const nothing = 1;\n",
  );
  expect(checkGenerated(folder).join("\n")).toMatch(
    /convex\/_generated\/api\.d\.ts is stale/,
  );
});

test("notices a generated file that was edited", () => {
  const folder = makeProject();
  writeFileSync(path.join(folder, "convex/_generated/api.js"), "export {};\n");
  expect(checkGenerated(folder).join("\n")).toContain(
    "convex/_generated/api.js is stale",
  );
});
