import type { JSONValue } from "convex/values";

import { asString } from "../../shared/json";
import type { Log } from "../log";
import type { CronSpec, Runtime, SystemTransaction } from "../types";
import { firstRun, nextRun } from "./schedule";

const TABLE = "_cron_runs";
const MAX_CRONS = 1_000;

export type CronRow = { id: string; spec: CronSpec; nextTime: number };

function toFields(spec: CronSpec, nextTime: number): Record<string, JSONValue> {
  return { name: spec.name, spec: JSON.stringify(spec), nextTime };
}

export function readCronRows(runtime: Runtime): CronRow[] {
  return runtime
    .systemQuery(TABLE, "by_name", { limit: MAX_CRONS })
    .map((row) => ({
      id: asString(row["_id"]) ?? "",
      spec: JSON.parse(asString(row["spec"]) ?? "") as CronSpec,
      nextTime: Number(row["nextTime"]),
    }));
}

/** Moves a cron to its next time; false when that has happened already. */
export function moveOn(
  tx: SystemTransaction,
  row: CronRow,
  now: number,
): boolean {
  if (tx.get(TABLE, row.id)?.["nextTime"] !== row.nextTime) return false;
  const { name, schedule } = row.spec;
  const nextTime = nextRun(name, schedule, row.nextTime, now);
  tx.replace(TABLE, row.id, toFields(row.spec, nextTime));
  return true;
}

/** A cron whose schedule did not change keeps its next time. */
function nextTimeFor(
  spec: CronSpec,
  known: CronRow | undefined,
  now: number,
): number {
  const isSame =
    known !== undefined &&
    JSON.stringify(known.spec.schedule) === JSON.stringify(spec.schedule);
  return isSame ? known.nextTime : firstRun(spec.name, spec.schedule, now);
}

/** Makes the stored crons those of the code. One that never runs is logged and left out. */
export async function adoptCrons(
  runtime: Runtime,
  now: number,
  log: Log,
): Promise<void> {
  const known = new Map(
    readCronRows(runtime).map((row) => [row.spec.name, row]),
  );
  const wanted = runtime.crons().flatMap((spec) => {
    try {
      return [{ spec, nextTime: nextTimeFor(spec, known.get(spec.name), now) }];
    } catch (error) {
      log(`crons: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  });
  await runtime.systemTransaction((tx) => {
    for (const { spec, nextTime } of wanted) {
      const before = known.get(spec.name);
      known.delete(spec.name);
      const fields = toFields(spec, nextTime);
      if (before === undefined) tx.insert(TABLE, fields);
      else tx.replace(TABLE, before.id, fields);
    }
    for (const gone of known.values()) tx.remove(TABLE, gone.id);
  });
}
