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
  for (const kind of OVER) {
    for (;;) {
      const rows = runtime.systemQuery(JOBS_TABLE, "by_completion", {
        from: [kind],
        to: [kind, clock.now() - RETENTION_MS],
        limit: PAGE,
      });
      if (rows.length === 0) break;
      await runtime.systemTransaction((tx) => {
        for (const row of rows)
          tx.remove(JOBS_TABLE, asString(row["_id"]) ?? "");
      });
      removed += rows.length;
    }
  }
  return removed;
}
