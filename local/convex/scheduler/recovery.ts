import type { JSONValue } from "convex/values";
import { asString } from "../../shared/json";
import type { Clock } from "../../shared/clock";
import type { Runtime } from "../types";
import { JOBS_TABLE, moveJob } from "./jobs";

const PAGE = 500;
const RETENTION_MS = 7 * 24 * 60 * 60 * 1_000;
const OVER = ["success", "failed", "canceled"] as const;

/** An action that was running when the process ended is not run again. */
export async function failInterrupted(
  runtime: Runtime,
  clock: Clock,
): Promise<void> {
  const state = {
    kind: "failed",
    error: "The runtime stopped while the action was running.",
  } as const;
  for (;;) {
    const rows = runtime.systemQuery(JOBS_TABLE, "by_due", {
      from: ["inProgress"],
      to: ["inProgress"],
      limit: PAGE,
    });
    if (rows.length === 0) return;
    await runtime.systemTransaction((tx) => {
      for (const row of rows) {
        moveJob(
          tx,
          asString(row["_id"]) ?? "",
          "inProgress",
          state,
          clock.now(),
        );
      }
    });
  }
}

/** Removes jobs that ended more than seven days ago, as Convex does. */
export async function removeOldJobs(
  runtime: Runtime,
  clock: Clock,
): Promise<number> {
  let removed = 0;
  for (const kind of OVER) removed += await removeOld(runtime, clock, kind);
  return removed;
}

/** A job ends after it was due, so that the order of due times will do. */
async function removeOld(
  runtime: Runtime,
  clock: Clock,
  kind: (typeof OVER)[number],
): Promise<number> {
  const before = clock.now() - RETENTION_MS;
  let removed = 0;
  let from: JSONValue[] = [kind];
  for (;;) {
    const rows = runtime.systemQuery(JOBS_TABLE, "by_due", {
      from,
      to: [kind, before],
      limit: PAGE,
    });
    const old = rows.filter((row) => Number(row["completedTime"]) <= before);
    if (old.length > 0) {
      await runtime.systemTransaction((tx) => {
        for (const row of old)
          tx.remove(JOBS_TABLE, asString(row["_id"]) ?? "");
      });
      removed += old.length;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return removed;
    from = [kind, last["scheduledTime"] ?? 0, last["_creationTime"] ?? 0];
  }
}
