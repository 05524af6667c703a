import type { JSONValue } from "convex/values";

import { asArray, asRecord, asString, isRecord } from "../../shared/json";
import type { Runtime, SystemTransaction } from "../types";

export const JOBS_TABLE = "_scheduled_functions";

export type JobState =
  "pending" | "inProgress" | "success" | "failed" | "canceled";

export type Job = {
  id: string;
  creationTime: number;
  path: string;
  args: JSONValue;
  scheduledTime: number;
  state: JobState;
};

type Row = Record<string, JSONValue>;

function stateOf(row: Row): JobState {
  return asString(asRecord(row["state"])["kind"]) as JobState;
}

export function toJob(row: Row): Job {
  const first = asArray(row["args"])[0];
  return {
    id: asString(row["_id"]) ?? "",
    creationTime: Number(row["_creationTime"]),
    path: asString(row["name"]) ?? "",
    args: isRecord(first) ? (first as JSONValue) : {},
    scheduledTime: Number(row["scheduledTime"]),
    state: stateOf(row),
  };
}

/** Moves a job on only from the state it must be in; false when it is in another, or gone. */
export function moveJob(
  tx: SystemTransaction,
  id: string,
  from: JobState,
  to: { kind: JobState; error?: string },
  now: number,
): boolean {
  const row = tx.get(JOBS_TABLE, id);
  if (row === null || stateOf(row) !== from) return false;
  const state =
    to.error === undefined
      ? { kind: to.kind }
      : { kind: to.kind, error: to.error };
  const isOver = to.kind !== "inProgress";
  tx.replace(JOBS_TABLE, id, {
    ...row,
    state,
    ...(isOver ? { completedTime: now } : {}),
  });
  return true;
}

/** Pending jobs in order of their time, up to and including `until`. */
export function pendingJobs(
  runtime: Runtime,
  until: number,
  limit: number,
): Job[] {
  return runtime
    .systemQuery(JOBS_TABLE, "by_due", {
      from: ["pending"],
      to: ["pending", until],
      limit,
    })
    .map(toJob);
}

/** Jobs in the order they were made, from a creation time on (inclusive). */
export function jobsCreatedFrom(
  runtime: Runtime,
  creationTime: number,
  limit: number,
): Job[] {
  return runtime
    .systemQuery(JOBS_TABLE, "by_creation_time", {
      from: [creationTime],
      limit,
    })
    .map(toJob);
}
