import { runTurnsBench } from "./bench/turns";

const USAGE =
  "Usage: npm run bench -- turns [--quick] [--stored 1000,100000,1000000] [--profile DIR] [--json]";

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

async function main(): Promise<void> {
  if (process.argv[2] !== "turns") {
    console.error(USAGE);
    process.exitCode = 1;
    return;
  }
  const quick = process.argv.includes("--quick");
  await runTurnsBench({
    quick,
    stored:
      listOption("--stored") ?? (quick ? [1_000] : [1_000, 100_000, 1_000_000]),
    profileDir: option("--profile"),
    json: process.argv.includes("--json"),
  });
}

await main();
