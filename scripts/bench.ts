import { runInboxBench } from "./bench/inbox";
import { runLiveBench } from "./bench/live";
import { runTurnsBench } from "./bench/turns";

const USAGE = `Usage:
  npm run bench -- turns [--quick] [--stored 1000,100000,1000000] [--profile DIR] [--json]
  npm run bench -- live [--times 100] [--app http://127.0.0.1:3000] [--json]
  npm run bench -- inbox [--conversations 10000] [--thread 100000] [--json]`;

function option(name: string): string | null {
  const index = process.argv.indexOf(name);
  return index === -1 ? null : (process.argv[index + 1] ?? null);
}

function listOption(name: string): number[] | null {
  const text = option(name);
  if (text === null) return null;
  const values = text.split(",").map(Number);
  if (values.some((value) => !Number.isInteger(value) || value < 0)) {
    throw new Error(`${name} takes whole numbers, such as 1000,100000.`);
  }
  return values;
}

function wholeOption(name: string, otherwise: number): number {
  const value = Number(option(name) ?? otherwise);
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`${name} takes a whole number.`);
  }
  return value;
}

async function main(): Promise<void> {
  const quick = process.argv.includes("--quick");
  const json = process.argv.includes("--json");
  switch (process.argv[2]) {
    case "turns":
      return runTurnsBench({
        quick,
        stored:
          listOption("--stored") ??
          (quick ? [1_000] : [1_000, 100_000, 1_000_000]),
        profileDir: option("--profile"),
        json,
      });
    case "live":
      return runLiveBench({
        times: wholeOption("--times", 100),
        json,
        appUrl: option("--app"),
      });
    case "inbox":
      return runInboxBench({
        size: {
          conversations: wholeOption("--conversations", 10_000),
          thread: wholeOption("--thread", 100_000),
        },
        json,
      });
    default:
      console.error(USAGE);
      process.exitCode = 1;
  }
}

await main();
