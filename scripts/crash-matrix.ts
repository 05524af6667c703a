import { parseArgs } from "node:util";
import { type Boundary, BOUNDARIES } from "./crash-matrix/boundaries";
import { killAt, type KillReport } from "./crash-matrix/kill";
import { isGreen, rowOf, tableOf, type Row } from "./crash-matrix/report";
import { startTrialCloud, type TrialCloud } from "./trials/cloud";

const USAGE = `Usage: npm run crash-matrix -- [--turns N] [--park N] [--only NAME,NAME]

Kills the Convex runtime with SIGKILL at every step of a turn. --turns turns per
boundary (200), --park of them per kill (25). Ends with 1 when a message was
lost or answered twice, a hold stayed open or the books are wrong.`;

const TENANTS = 5;
const CREDITS = 100_000;
/** No model call may give up while its turn is parked. */
const ENV = { GEMINI_TIMEOUT_MS: "90000" };
/** The clock jumps at every kill; a fresh cloud now and then keeps the world young. */
const KILLS_PER_CLOUD = 20;

function wholeNumber(text: string, name: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${name} takes a positive whole number.`);
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      turns: { type: "string", default: "200" },
      park: { type: "string", default: "25" },
      only: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const only = values.only?.split(",").map((name) => name.trim());
  const wanted = BOUNDARIES.filter(
    ({ name }) => only === undefined || only.includes(name),
  );
  if (wanted.length === 0) throw new Error("No boundary has such a name.");
  return {
    help: values.help,
    turns: wholeNumber(values.turns, "turns"),
    park: wholeNumber(values.park, "park"),
    boundaries: wanted,
  };
}

async function main(): Promise<number> {
  const { help, turns, park, boundaries } = readOptions();
  if (help) {
    console.log(USAGE);
    return 0;
  }
  const rows: Row[] = [];
  let cloud: TrialCloud | null = null;
  let pacing: Boundary["pacing"] | null = null;
  let kills = 0;
  try {
    for (const boundary of boundaries) {
      const reports: KillReport[] = [];
      for (let done = 0; done < turns; done += park) {
        const isOld = kills % KILLS_PER_CLOUD === 0;
        if (cloud === null || isOld || pacing !== boundary.pacing) {
          await cloud?.stop();
          ({ pacing } = boundary);
          cloud = await startTrialCloud({
            tenants: TENANTS,
            credits: CREDITS,
            pacing,
            env: ENV,
          });
        }
        kills += 1;
        const report = await killAt(
          cloud,
          boundary,
          Math.min(park, turns - done),
        );
        console.error(
          `Kill ${kills}, ${boundary.name}: ${report.parked} parked.`,
        );
        reports.push(report);
      }
      const row = rowOf(boundary, reports);
      rows.push(row);
      console.error(describe(row));
    }
  } finally {
    await cloud?.stop();
  }
  console.log(tableOf(rows));
  return rows.every(isGreen) ? 0 : 1;
}

function describe(row: Row): string {
  const verdict = isGreen(row) ? "ok" : "NOT OK";
  return `${row.boundary.name}: ${verdict}; ${row.parked} of ${row.turns} parked, ${row.answered} answered, ${row.handedOver} handed over, ${row.lost} lost, ${row.doubled} doubled, ${row.unsettled} kills unsettled, ${row.problems.length} book problems${row.problems
    .slice(0, 3)
    .map((problem) => `\n  ${problem}`)
    .join("")}`;
}

process.exit(await main());
