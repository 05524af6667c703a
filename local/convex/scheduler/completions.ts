import { wait, type Clock } from "../../shared/clock";
import type { Log } from "../log";
import type { Runtime } from "../types";
import { moveJob, type Job, type JobState } from "./jobs";

export interface Completions {
  /**
   * Records how a job ended: failed with the message, or well when it is null.
   * Resolves when that is durable; never rejects.
   */
  add(job: Job, from: JobState, failure: string | null): Promise<void>;
  /** Resolves when nothing is left to write. */
  flush(): Promise<void>;
}

type Ending = {
  job: Job;
  from: JobState;
  failure: string | null;
  done: () => void;
};

/** After that a job keeps its state until the next start. */
const MAX_ATTEMPTS = 5;
const RETRY_AFTER_MS = 1_000;

/** Ends that come while a write is under way share the next one. */
export function createCompletions(
  runtime: Runtime,
  clock: Clock,
  log: Log,
): Completions {
  let waiting: Ending[] = [];
  let writing: Promise<void> | null = null;

  const record = (batch: Ending[]): Promise<void> =>
    runtime.systemTransaction((tx) => {
      for (const { job, from, failure } of batch) {
        const to =
          failure === null
            ? { kind: "success" as const }
            : { kind: "failed" as const, error: failure };
        moveJob(tx, job.id, from, to, clock.now());
      }
    });

  const writeBatch = async (batch: Ending[]): Promise<void> => {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      try {
        await record(batch);
        break;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log(
          `scheduler: the end of ${batch.length} jobs is not recorded: ${reason}`,
        );
        await wait(clock, RETRY_AFTER_MS);
      }
    }
    for (const { done } of batch) done();
  };

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await writeBatch(batch);
    }
    writing = null;
  };

  return {
    add(job, from, failure) {
      if (failure !== null) log(`scheduler: ${job.path} failed: ${failure}`);
      return new Promise((done) => {
        waiting.push({ job, from, failure, done });
        writing ??= write();
      });
    },
    async flush() {
      await writing;
    },
  };
}
