import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkLicences } from "../../../scripts/check-licences";
import { makeFolder } from "../../support/folder";

const locked = (packages: Record<string, object>) =>
  makeFolder({
    "package-lock.json": JSON.stringify({ packages: { "": {}, ...packages } }),
  });

test("L4 every package of the lockfile has an allowed licence", () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  expect(checkLicences(root)).toEqual([]);
});

test.each([
  ["GPL-3.0", 1],
  ["AGPL-3.0-only", 1],
  ["MIT", 0],
  ["(MIT OR GPL-3.0)", 0],
  ["MIT AND GPL-3.0", 1],
  ["(MIT AND Zlib)", 0],
  ["UNLICENSED", 1],
])("a package under %s makes %i problems", (license, problems) => {
  const folder = locked({ "node_modules/a": { version: "1.0.0", license } });
  expect(checkLicences(folder)).toHaveLength(problems);
});

test("an exception counts for its own package only", () => {
  const license = "LGPL-3.0-or-later";
  const folder = locked({
    "node_modules/@img/sharp-libvips-linux-x64": { version: "1.0.0", license },
    "node_modules/other": { version: "1.0.0", license },
  });
  expect(checkLicences(folder)).toEqual(["other 1.0.0 has LGPL-3.0-or-later"]);
});

test("a build for another platform has its sisters' licence; a package without any is named", () => {
  const folder = locked({
    "node_modules/@a/b-linux": { version: "2.0.0", license: "MIT" },
    "node_modules/@a/b-darwin": { version: "2.0.0", optional: true },
    "node_modules/@a/b-win32": { version: "3.0.0", optional: true },
    "node_modules/c": { version: "1.0.0" },
  });
  expect(checkLicences(folder)).toEqual([
    "@a/b-win32 3.0.0 has no licence",
    "c 1.0.0 has no licence",
  ]);
});
