import path from "node:path";
import { fileURLToPath } from "node:url";
import { fuzzBodies, fuzzSignatures } from "./fuzz/intake";
import { fuzzFunctions, fuzzWebhook, type LiveTarget } from "./fuzz/live";
import type { FuzzResult } from "./fuzz/repeat";
import { publicFunctions } from "./security/surface";

const USAGE = `Usage: npm run fuzz -- [--rounds N] [--seed N] [--live N]

  Sends N (1000000) strange bodies through the webhook's reading and parsing, and
  N signatures with something changed through its check. --live N also sends N
  strange requests to the running local cloud's webhook and functions. Ends with 1
  when something broke a promise; a seed is named with each fault.`;

const MB = 1_048_576;

function numberAfter(name: string, fallback: number): number {
  const at = process.argv.indexOf(name);
  const value = at === -1 ? fallback : Number(process.argv[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(USAGE);
  return value;
}

async function report(
  name: string,
  run: () => Promise<FuzzResult>,
): Promise<number> {
  const startedAt = performance.now();
  const { rounds, outcomes, faults } = await run();
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  const memory = Math.round(process.memoryUsage().rss / MB);
  console.log(
    `${name}: ${String(rounds)} rounds in ${seconds} s, ${String(memory)} MB, ${String(faults.length)} faults`,
  );
  console.log(`  ${JSON.stringify(outcomes)}`);
  for (const fault of faults) console.log(`  FAULT seed ${fault}`);
  return faults.length;
}

async function main(): Promise<number> {
  if (process.argv.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  const rounds = numberAfter("--rounds", 1_000_000);
  const seed = numberAfter("--seed", 1);
  const live = numberAfter("--live", 0);
  let faults = await report("bodies", () => fuzzBodies(rounds, seed));
  faults += await report("signatures", () => fuzzSignatures(rounds, seed));
  if (live > 0) {
    const target: LiveTarget = {
      siteUrl: "http://127.0.0.1:3211",
      convexUrl: "http://127.0.0.1:3210",
      functions: publicFunctions(
        path.dirname(path.dirname(fileURLToPath(import.meta.url))),
      ),
    };
    faults += await report("webhook", () => fuzzWebhook(target, live, seed));
    faults += await report("functions", () =>
      fuzzFunctions(target, live, seed),
    );
  }
  return faults === 0 ? 0 : 1;
}

process.exitCode = await main();
