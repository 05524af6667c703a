#!/usr/bin/env node
// Run after every `npm install`: see scripts/lib/lockfile.mjs.
import { readFileSync, writeFileSync } from "node:fs";
import { markInstalled } from "./lib/install.mjs";
import { restorePlatformPackages } from "./lib/lockfile.mjs";

const file = new URL("../package-lock.json", import.meta.url);
const before = readFileSync(file, "utf8");
const { lock, added } = restorePlatformPackages(JSON.parse(before));
const after = `${JSON.stringify(lock, null, 2)}\n`;

if (after === before) {
  console.log("package-lock.json is complete.");
} else {
  writeFileSync(file, after);
  console.log(
    added.length === 0
      ? "package-lock.json: put into order."
      : `package-lock.json: ${added.length} platform packages restored.`,
  );
}
markInstalled();
