import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";

const AT_ONCE = 2;

/** @param {string} script */
export function program(script) {
  return [process.execPath, "local/run.mjs", script];
}

/**
 * Runs the steps of one stage, two at a time; after a failure it starts no
 * more. A step on its own prints as it goes, others when they are through.
 * Resolves with those that failed.
 * @param {import("./steps.mjs").Step[]} steps
 */
export async function runTogether(steps) {
  const waiting = [...steps];
  /** @type {import("./steps.mjs").Step[]} */
  const failed = [];
  const lane = async () => {
    for (;;) {
      const step = failed.length === 0 ? waiting.shift() : undefined;
      if (step === undefined) return;
      if (!(await runStep(step, steps.length === 1))) failed.push(step);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return failed;
}

/**
 * @param {import("./steps.mjs").Step} step
 * @param {boolean} alone
 * @returns {Promise<boolean>}
 */
function runStep(step, alone) {
  const startedAt = Date.now();
  const [command = "", ...options] = step.command;
  if (alone) console.log(`\n=== ${step.name}`);
  const child = spawn(command, options, {
    stdio: ["ignore", alone ? "inherit" : "pipe", alone ? "inherit" : "pipe"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => (output += text));
  }
  return new Promise((resolve) => {
    const end = (/** @type {boolean} */ passed) => {
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      const verdict = passed ? "passed" : "FAILED";
      console.log(
        `${alone ? "" : "\n"}=== ${step.name}: ${verdict} (${seconds} s)`,
      );
      if (!passed && output !== "") console.log(output.trimEnd());
      resolve(passed);
    };
    child.once("error", (error) => {
      output += error.message;
      end(false);
    });
    child.once("close", (code) => end(code === 0));
  });
}

/**
 * Sums Vitest's JSON reports in a folder.
 * @param {string} folder
 */
export function countTests(folder) {
  const sum = { passed: 0, failed: 0 };
  if (!existsSync(folder)) return sum;
  for (const file of readdirSync(folder)) {
    const report = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
    sum.passed += report.numPassedTests;
    // A file that could not be loaded has no failed tests, but did fail.
    sum.failed += Math.max(report.numFailedTests, report.success ? 0 : 1);
  }
  return sum;
}
