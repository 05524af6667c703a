import path from "node:path";
import { fileURLToPath } from "node:url";
import { mutantsOf } from "./mutate/mutants";
import { type Target, TARGETS } from "./mutate/targets";
import { openWorkshop, type Workshop } from "./mutate/workshop";

const USAGE = `Usage: npm run mutate -- [--area NAME] [--every N]

  Breaks the code in small ways, in a copy, and asks whether the tests notice.
  --every N takes each Nth mutant. Ends with 1 below a score of 85 %.`;

const LEAST_SCORE = 85;

interface Score {
  killed: number;
  survivors: string[];
}

function test(workshop: Workshop, target: Target, every: number): Score {
  const score: Score = { killed: 0, survivors: [] };
  if (!workshop.passes(target)) {
    throw new Error(`The tests of ${target.area} fail without a mutant.`);
  }
  for (const file of target.files) {
    const source = workshop.read(file);
    for (const [index, mutant] of mutantsOf(source).entries()) {
      if (index % every !== 0) continue;
      workshop.write(file, mutant.text);
      if (workshop.passes(target)) {
        score.survivors.push(`${file}:${String(mutant.line)} ${mutant.change}`);
      } else {
        score.killed += 1;
      }
    }
    workshop.write(file, source);
  }
  return score;
}

function percent({ killed, survivors }: Score): number {
  const all = killed + survivors.length;
  return all === 0 ? 100 : (100 * killed) / all;
}

function optionAfter(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

function main(): number {
  if (process.argv.includes("--help")) {
    console.log(USAGE);
    return 0;
  }
  const area = optionAfter("--area");
  const every = Number(optionAfter("--every") ?? "1");
  const targets = TARGETS.filter(
    (each) => area === undefined || each.area === area,
  );
  if (targets.length === 0 || !Number.isSafeInteger(every) || every < 1) {
    console.error(USAGE);
    return 1;
  }
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const workshop = openWorkshop(root);
  let isEnough = true;
  try {
    for (const target of targets) {
      const score = test(workshop, target, every);
      const all = score.killed + score.survivors.length;
      const reached = percent(score);
      console.log(
        `${target.area}: ${String(score.killed)} of ${String(all)} noticed, ${reached.toFixed(1)} %`,
      );
      for (const survivor of score.survivors) console.log(`  ${survivor}`);
      isEnough &&= reached >= LEAST_SCORE;
    }
  } finally {
    workshop.close();
  }
  return isEnough ? 0 : 1;
}

process.exitCode = main();
