#!/usr/bin/env node
// Everything that must hold, in the order in which it fails soonest.
import { rmSync } from "node:fs";
import path from "node:path";
import { ensureChromium } from "./lib/chromium.mjs";
import { install } from "./lib/install.mjs";
import { root } from "./lib/paths.mjs";
import { countTests, program, runTogether } from "./lib/steps.mjs";

const reports = path.join(root, "artifacts/reports");
const bin = "node_modules/.bin/";

/**
 * @param {string} name
 * @param {string[]} projects
 * @param {string[]} options
 */
function vitest(name, projects, options = []) {
  return {
    name,
    command: [
      `${bin}vitest`,
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      ...options,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=artifacts/reports/${name.replaceAll(" ", "-")}.json`,
    ],
  };
}

const formatting = {
  name: "format",
  command: [`${bin}prettier`, "--check", "--log-level", "warn", "."],
};
const routes = { name: "route types", command: [`${bin}next`, "typegen"] };
// By its path: two packages offer a `tsc` (docs/adr/0031).
const types = {
  name: "types",
  command: [
    process.execPath,
    "node_modules/typescript-native/bin/tsc",
    "--noEmit",
    "--singleThreaded",
  ],
};
const typedLint = {
  name: "lint with types",
  command: [`${bin}oxlint`, "--threads=1"],
};
const lint = {
  name: "lint",
  command: [`${bin}eslint`, ".", "--max-warnings", "0"],
};
const unused = { name: "unused code", command: [`${bin}knip`] };
const secrets = {
  name: "secrets",
  command: [
    process.execPath,
    "--import",
    "./scripts/lib/no-marks.mjs",
    "node_modules/secretlint/bin/secretlint.js",
    "**/*",
  ],
};
const build = {
  name: "build",
  command: [...program("local/cli.ts"), "build"],
};
const checks = [
  "imports",
  "docs",
  "standins",
  "env",
  "licences",
  "vendors",
  "generated",
].map((name) => ({
  name: `check ${name}`,
  command: program(`scripts/check-${name}.ts`),
}));
const bundle = {
  name: "check bundle",
  command: program("scripts/check-bundle.ts"),
};
const size = { name: "check size", command: program("scripts/check-size.ts") };
// Much of their time they wait, so four files share two cores well.
const browser = vitest("e2e", ["e2e"], ["--maxWorkers=4"]);

/** Each stage starts when the one before is through; inside, two at a time. */
const stages = [
  [routes],
  // The build writes the types of routes anew, so it waits for who reads them.
  [types, formatting],
  [build, lint, typedLint, ...checks, secrets, unused],
  [
    // Two of its files at a time; the runtime's tests beside them mostly wait.
    vitest("unit", ["unit", "convex", "app", "components"], ["--maxWorkers=2"]),
    vitest("local", ["local", "contract"], ["--maxWorkers=2"]),
    bundle,
    size,
  ],
];

async function main() {
  const startedAt = Date.now();
  process.chdir(root);
  install();
  rmSync(reports, { recursive: true, force: true });
  const chromium = ensureChromium();
  if (chromium !== null) stages.push([browser]);
  else if (process.env.CI !== undefined) throw new Error("CI needs Chromium.");

  let failedSteps = [];
  for (const stage of stages) {
    failedSteps = await runTogether(stage);
    if (failedSteps.length > 0) break;
  }
  if (chromium === null) {
    console.log(
      "\n*** No Chrome or Chromium: THE BROWSER TESTS DID NOT RUN. ***",
    );
  }
  const tests = countTests(reports);
  const other = failedSteps.filter((step) => !step.command.includes("run"));
  const failed = tests.failed + other.length;
  const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
  console.log(
    failedSteps.length === 0
      ? `\nAll steps passed in ${minutes} minutes.`
      : `\nFailed: ${failedSteps.map((step) => step.name).join(", ")}.`,
  );
  console.log(`${tests.passed} passed, ${failed} failed`);
  process.exitCode = failedSteps.length === 0 && failed === 0 ? 0 : 1;
}

await main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
});
