import { setImmediate } from "node:timers/promises";
import type { Point } from "../keys/position";
import type { Store } from "./store";

const MAX_BATCH_MS = 12;
const MAX_BATCH_JOBS = 512;
/** Under load a batch stays open a little for what is about to arrive. */
const LINGER_MS = 4;
const BUSY_JOBS = 3;
/** So often a batch hears who called meanwhile: they may still join it. */
const HEAR_EVERY_MS = 2;

/** What a job changed; empty when it rolled itself back. */
export type Changes = {
  points: readonly Point[];
  wrote: boolean;
  /** Tables that changed as a whole, without points. */
  tables?: Iterable<string>;
};

/** A unit of writing. Exactly one of `committed` and `failed` is called. */
export type WriteJob = {
  /** Somebody waits for the answer: it goes before work that was scheduled. */
  readonly isAwaited: boolean;
  run(): Promise<Changes>;
  committed(ts: bigint): void;
  failed(error: unknown): void;
};

/** Jobs in order of arrival, taken without moving the rest. */
class Lane {
  #jobs: WriteJob[] = [];
  #next = 0;

  push(job: WriteJob) {
    this.#jobs.push(job);
  }

  get isEmpty(): boolean {
    return this.#next >= this.#jobs.length;
  }

  take(): WriteJob | undefined {
    const job = this.#jobs[this.#next];
    if (job === undefined) {
      this.#jobs = [];
      this.#next = 0;
      return undefined;
    }
    this.#next += 1;
    return job;
  }
}

/**
 * Runs jobs one after another, those somebody waits for first, else in order.
 * Jobs that wait together share one SQLite transaction and one fsync; nobody
 * hears of a job before its commit.
 */
export class WriteQueue {
  readonly #store: Store;
  readonly #awaited = new Lane();
  readonly #scheduled = new Lane();
  #running = false;
  #lastBatchJobs = 0;
  #heardAt = 0;
  #idle: (() => void)[] = [];

  constructor(store: Store) {
    this.#store = store;
  }

  push(job: WriteJob) {
    (job.isAwaited ? this.#awaited : this.#scheduled).push(job);
    if (this.#running) return;
    this.#running = true;
    void setImmediate().then(() => this.#drain());
  }

  /** Resolves when nothing is waiting or running. */
  idle(): Promise<void> {
    if (!this.#running) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #take(): WriteJob | undefined {
    return this.#awaited.take() ?? this.#scheduled.take();
  }

  async #drain() {
    for (let job = this.#take(); job !== undefined; job = this.#take()) {
      await this.#batch(job);
      if (this.#awaited.isEmpty && this.#scheduled.isEmpty) continue;
      // Jobs run without leaving the event loop a turn: whoever called
      // meanwhile is heard here, before the next batch is chosen.
      await setImmediate();
    }
    this.#running = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #batch(first: WriteJob) {
    const done: WriteJob[] = [];
    const points: Point[] = [];
    const whole = new Set<string>();
    let wrote = false;
    try {
      this.#store.begin();
    } catch (error) {
      first.failed(error);
      return;
    }
    const started = performance.now();
    this.#heardAt = started;
    const lingerUntil =
      this.#lastBatchJobs >= BUSY_JOBS ? started + LINGER_MS : started;
    let job: WriteJob | undefined = first;
    while (job !== undefined) {
      try {
        const changes = await job.run();
        for (const point of changes.points) points.push(point);
        for (const name of changes.tables ?? []) whole.add(name);
        wrote ||= changes.wrote;
        done.push(job);
      } catch (error) {
        job.failed(error);
      }
      const full =
        done.length >= MAX_BATCH_JOBS ||
        performance.now() - started > MAX_BATCH_MS;
      job = full ? undefined : await this.#nextOrWait(lingerUntil);
    }
    this.#lastBatchJobs = done.length;
    this.#finish(done, points, wrote, whole);
  }

  /** Requests that have already arrived at the sockets may join the batch. */
  async #nextOrWait(until: number): Promise<WriteJob | undefined> {
    if (performance.now() - this.#heardAt > HEAR_EVERY_MS) {
      await setImmediate();
      this.#heardAt = performance.now();
    }
    let job = this.#take();
    if (job !== undefined) return job;
    do {
      await setImmediate();
      job = this.#take();
    } while (job === undefined && performance.now() < until);
    return job;
  }

  #finish(
    done: WriteJob[],
    points: Point[],
    wrote: boolean,
    tables: Set<string>,
  ) {
    let ts: bigint;
    try {
      ts = this.#store.commit(wrote);
    } catch (error) {
      try {
        this.#store.rollback();
      } catch {
        // SQLite already rolled back; the commit's own error is the cause.
      }
      for (const job of done) job.failed(error);
      return;
    }
    if (wrote) this.#store.announce(ts, points, tables);
    for (const job of done) job.committed(ts);
  }
}
