import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { createCustomers, type Posted } from "./soak/customers";
import { createDice } from "./soak/dice";
import {
  addFault,
  clearFaults,
  type FaultCounts,
  reorderEchoes,
} from "./soak/faults";
import { watchMemory } from "./soak/memory";
import { failuresOf, type SoakReport, tableOf } from "./soak/report";
import { startTrialCloud, type TrialCloud } from "./trials/cloud";
import { countFates, judge } from "./trials/fates";
import { bookProblems, readSent, waitUntilSettled } from "./trials/settle";
import { readState, type State } from "./trials/state";

const USAGE = `Usage: npm run soak -- [--minutes N] [--rate PER_SECOND] [--seed N]

Customers write all the time (30 minutes, 5 a second) while 30 % of the
deliveries are repeated, some are late, 5 % are forged and the providers fail.
Ends with 1 when a message was lost or answered twice, a forged one was taken,
the books are wrong or memory grew.`;

const TENANTS = 5;
const CREDITS = 1_000_000;
const ENV = { GEMINI_TIMEOUT_MS: "3000" };
/** Faults for each message that is written. */
const FAULT_SHARE = 0.08;
const SETTLE_WITHIN_MS = 8 * 60_000;
const REPORT_EVERY_MS = 60_000;

function positive(text: string, name: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new Error(`--${name} takes a positive number.`);
}

type Options = { minutes: number; rate: number; seed: number };

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "30" },
      rate: { type: "string", default: "5" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  return {
    minutes: positive(values.minutes, "minutes"),
    rate: positive(values.rate, "rate"),
    seed: positive(values.seed, "seed"),
  };
}

async function soak(cloud: TrialCloud, options: Options): Promise<SoakReport> {
  const { minutes, rate, seed } = options;
  const dice = createDice(seed);
  const customers = createCustomers(cloud, dice);
  const faults: FaultCounts = {};
  const memory = watchMemory(cloud.runtimePid());
  await reorderEchoes(cloud);
  const startedAt = performance.now();
  const total = Math.round(minutes * 60 * rate);
  let toldAt = startedAt;
  for (let index = 0; index < total; index += 1) {
    const wait = startedAt + (index * 1_000) / rate - performance.now();
    if (wait > 1) await pause(wait);
    customers.write();
    if (dice.chance(FAULT_SHARE)) await addFault(cloud, dice, faults);
    if (performance.now() - toldAt >= REPORT_EVERY_MS) {
      toldAt = performance.now();
      console.error(`${index + 1} of ${total} customers have written.`);
    }
  }
  const memoryReport = memory.stop();
  await clearFaults(cloud);
  await customers.allDelivered();
  const settled = await waitUntilSettled(cloud, SETTLE_WITHIN_MS);
  const state = await readState(cloud);
  const { posted } = customers;
  const sent = await readSent(cloud, posted.asked);
  return {
    minutes,
    ratePerSecond: rate,
    seed,
    posted,
    faults,
    fates: countFates(judge(posted.asked, state, sent).values()),
    forgedAccepted: countForged(posted, state),
    settled,
    bookProblems: await bookProblems(cloud),
    memory: memoryReport,
  };
}

function countForged({ forged }: Posted, state: State): number {
  const stored = new Set(state.messages.map(({ externalId }) => externalId));
  return forged.filter(
    ({ bareId, status }) => status !== 401 || stored.has(bareId),
  ).length;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options === null) {
    console.log(USAGE);
    return 0;
  }
  const cloud = await startTrialCloud({
    tenants: TENANTS,
    credits: CREDITS,
    env: ENV,
  });
  try {
    const report = await soak(cloud, options);
    console.log(tableOf(report));
    const failures = failuresOf(report);
    for (const failure of failures) console.error(`FAILED: ${failure}`);
    return failures.length === 0 ? 0 : 1;
  } finally {
    await cloud.stop();
  }
}

process.exit(await main());
