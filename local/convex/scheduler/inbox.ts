import type { Runtime } from "../types";
import { JobHeap } from "./job-queue";
import { JOBS_TABLE, jobsCreatedFrom, pendingJobs, type Job } from "./jobs";

const PAGE = 512;
const DEFAULT_CAPACITY = 5_000;

export interface Inbox {
  /** Reads the jobs committed since the last call. */
  readNew(): void;
  /** Takes the earliest job that is due. */
  takeDue(now: number): Job | null;
  /** Gives a job back that could not be run, for a later time. */
  putBack(job: Job, at: number): void;
  /** When the earliest known job is due; null when none is known. */
  nextTime(): number | null;
  /** Forgets a taken job once it reached its end. */
  finish(id: string): void;
}

/** The creation time that everything committed so far is older than. */
function currentCreationTime(runtime: Runtime): Promise<number> {
  return runtime.systemTransaction((tx) => {
    const id = tx.insert(JOBS_TABLE, { name: "", args: [], scheduledTime: 0 });
    const time = Number(tx.get(JOBS_TABLE, id)?.["_creationTime"]);
    tx.remove(JOBS_TABLE, id);
    return time;
  });
}

/**
 * What is pending, each job read about once: new rows by creation order, at
 * start by time. Beyond `capacity` only the earliest are kept in memory, and
 * the rest is read from the store again when it comes near.
 */
export async function openInbox(
  runtime: Runtime,
  capacity: number = DEFAULT_CAPACITY,
): Promise<Inbox> {
  const heap = new JobHeap();
  /** In the heap or taken and not finished. */
  const known = new Set<string>();
  let cursor = await currentCreationTime(runtime);
  /** Every pending job before this time is known. */
  let horizon = Number.NEGATIVE_INFINITY;

  const add = (job: Job): void => {
    if (job.state !== "pending" || known.has(job.id)) return;
    known.add(job.id);
    heap.push(job);
  };

  const readEarliest = (): void => {
    const limit = known.size + capacity;
    const found = pendingJobs(runtime, Number.MAX_VALUE, limit);
    for (const job of found) add(job);
    horizon =
      found.length < limit
        ? Number.POSITIVE_INFINITY
        : (found.at(-1)?.scheduledTime ?? horizon);
  };

  const addNew = (job: Job): void => {
    if (heap.size < capacity || job.scheduledTime < horizon) add(job);
    else horizon = Math.min(horizon, job.scheduledTime);
  };

  const mayMissEarlier = (): boolean => {
    if (horizon === Number.POSITIVE_INFINITY) return false;
    const first = heap.peek();
    if (first === undefined || first.scheduledTime > horizon) return true;
    return heap.size < capacity / 2;
  };

  return {
    readNew() {
      for (;;) {
        const page = jobsCreatedFrom(runtime, cursor, PAGE);
        for (const job of page) addNew(job);
        const last = page.at(-1);
        cursor = last?.creationTime ?? cursor;
        if (page.length < PAGE) return;
      }
    },
    takeDue(now) {
      if (mayMissEarlier()) readEarliest();
      const first = heap.peek();
      if (first === undefined || first.scheduledTime > now) return null;
      heap.pop();
      return first;
    },
    putBack(job, at) {
      heap.push({ ...job, scheduledTime: at });
    },
    nextTime() {
      return heap.peek()?.scheduledTime ?? null;
    },
    finish(id) {
      known.delete(id);
    },
  };
}
