import type { Clock } from "../../shared/clock";
import type { Log } from "../log";
import type { Caller, FunctionCall, Runtime } from "../types";
import { createCompletions, type Completions } from "./completions";
import { openInbox, type Inbox } from "./inbox";
import { Fifo } from "./job-queue";
import { JOBS_TABLE, moveJob, type Job } from "./jobs";
import { failInterrupted } from "./recovery";

export interface SchedulerOptions {
  runtime: Runtime;
  clock: Clock;
  log: Log;
  maxMutations?: number;
  maxActions?: number;
}

export interface Scheduler {
  /** Takes no further job and waits for those that run, up to the given time. */
  stop(timeoutMs: number): Promise<void>;
}

const DEFAULT_MAX_MUTATIONS = 64;
const DEFAULT_MAX_ACTIONS = 256;
/** Due jobs held in memory per kind while they wait for a slot. */
const MAX_WAITING = 10_000;
/** How long to leave a job alone after the runtime itself failed, e.g. a full disk. */
const RETRY_AFTER_MS = 1_000;
const MAX_TIMER_MS = 2 ** 31 - 1;
const SYSTEM: Caller = { kind: "system" };

/** The job was canceled or finished before its transaction could commit. */
class JobGone extends Error {}

function callOf(job: Job): FunctionCall {
  return {
    path: job.path,
    args: job.args,
    caller: SYSTEM,
    request: { ip: null, userAgent: null, requestId: job.id },
  };
}

class JobRunner implements Scheduler {
  private readonly mutations = new Fifo<Job>();
  private readonly actions = new Fifo<Job>();
  private readonly completions: Completions;
  private runningMutations = 0;
  private runningActions = 0;
  private isClaiming = false;
  private isStopped = false;
  private isScheduled = false;
  private hasNews = true;
  private cancelTimer: () => void = () => undefined;
  private onIdle: (() => void) | null = null;

  constructor(
    private readonly options: SchedulerOptions,
    private readonly inbox: Inbox,
  ) {
    this.completions = createCompletions(
      options.runtime,
      options.clock,
      options.log,
    );
    options.runtime.onCommit((_ts, tables) => {
      if (!tables.has(JOBS_TABLE)) return;
      this.hasNews = true;
      this.wake();
    });
    this.wake();
  }

  private get running(): number {
    return this.runningMutations + this.runningActions;
  }

  async stop(timeoutMs: number): Promise<void> {
    this.isStopped = true;
    this.cancelTimer();
    if (this.running > 0) {
      await new Promise<void>((resolve) => {
        const cancel = this.options.clock.after(timeoutMs, resolve);
        this.onIdle = () => {
          cancel();
          resolve();
        };
      });
    }
    await this.completions.flush();
  }

  /** Once per turn of the event loop, however many commits and ends it brings. */
  private wake(): void {
    if (this.isScheduled || this.isStopped) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.turn();
    });
  }

  private turn(): void {
    if (this.isStopped) return;
    try {
      if (this.hasNews) {
        this.hasNews = false;
        this.inbox.readNew();
      }
      this.sortDue();
    } catch (error) {
      this.hasNews = true;
      this.report("jobs cannot be read", error);
      this.wakeAt(this.options.clock.now() + RETRY_AFTER_MS);
      return;
    }
    this.startMutations();
    void this.startActions();
    const next = this.inbox.nextTime();
    if (next !== null) this.wakeAt(next);
  }

  private wakeAt(time: number): void {
    this.cancelTimer();
    const delay = time - this.options.clock.now();
    // A job that is due and still in the inbox waits for room, not for time.
    if (delay <= 0) return;
    this.cancelTimer = this.options.clock.after(
      Math.min(Math.ceil(delay), MAX_TIMER_MS),
      () => {
        this.wake();
      },
    );
  }

  private sortDue(): void {
    const now = this.options.clock.now();
    while (
      this.mutations.size < MAX_WAITING &&
      this.actions.size < MAX_WAITING
    ) {
      const job = this.inbox.takeDue(now);
      if (job === null) return;
      const kind = this.options.runtime.functionKind(job.path);
      if (kind === "action") this.actions.push(job);
      else this.mutations.push(job);
    }
  }

  private startMutations(): void {
    const slots = this.options.maxMutations ?? DEFAULT_MAX_MUTATIONS;
    while (this.runningMutations < slots) {
      const job = this.mutations.shift();
      if (job === undefined) return;
      this.runningMutations += 1;
      void this.runMutation(job).finally(() => {
        this.runningMutations -= 1;
        this.afterRun();
      });
    }
  }

  /** Exactly once: the job is marked done in the mutation's own transaction. */
  private async runMutation(job: Job): Promise<void> {
    const { runtime, clock } = this.options;
    let isGone = false;
    try {
      const outcome = await runtime.mutation(callOf(job), {
        alsoCommit: (tx) => {
          isGone = !moveJob(
            tx,
            job.id,
            "pending",
            { kind: "success" },
            clock.now(),
          );
          if (isGone) throw new JobGone("The job is no longer pending.");
        },
      });
      if (!outcome.ok && !isGone) {
        await this.completions.add(job, "pending", outcome.errorMessage);
      }
      this.inbox.finish(job.id);
    } catch (error) {
      this.retry(job, error);
    }
  }

  /** At most once: the job is durably in progress before the action begins. */
  private async startActions(): Promise<void> {
    const slots = this.options.maxActions ?? DEFAULT_MAX_ACTIONS;
    if (this.isClaiming || this.actions.size === 0) return;
    this.isClaiming = true;
    const jobs: Job[] = [];
    while (this.runningActions < slots) {
      const job = this.actions.shift();
      if (job === undefined) break;
      this.runningActions += 1;
      jobs.push(job);
    }
    const claimed = jobs.length === 0 ? [] : await this.claim(jobs);
    this.isClaiming = false;
    this.runningActions -= jobs.length - claimed.length;
    for (const job of claimed) {
      void this.runAction(job).finally(() => {
        this.runningActions -= 1;
        this.afterRun();
      });
    }
    if (jobs.length > 0) this.afterRun();
  }

  private async claim(jobs: Job[]): Promise<Job[]> {
    const { runtime, clock } = this.options;
    try {
      const claimed = await runtime.systemTransaction((tx) =>
        jobs.filter((job) =>
          moveJob(tx, job.id, "pending", { kind: "inProgress" }, clock.now()),
        ),
      );
      const isClaimed = new Set(claimed);
      for (const job of jobs) {
        if (!isClaimed.has(job)) this.inbox.finish(job.id);
      }
      return claimed;
    } catch (error) {
      for (const job of jobs) this.retry(job, error);
      return [];
    }
  }

  private async runAction(job: Job): Promise<void> {
    let failure: string | null;
    try {
      const outcome = await this.options.runtime.action(callOf(job));
      failure = outcome.ok ? null : outcome.errorMessage;
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    await this.completions.add(job, "inProgress", failure);
    this.inbox.finish(job.id);
  }

  private retry(job: Job, error: unknown): void {
    this.report(`${job.path} could not be run and will be tried again`, error);
    this.inbox.putBack(job, this.options.clock.now() + RETRY_AFTER_MS);
  }

  private afterRun(): void {
    if (this.running === 0) this.onIdle?.();
    this.wake();
  }

  private report(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.options.log(`scheduler: ${what}: ${reason}`);
  }
}

/**
 * Runs what functions scheduled. Mutations run exactly once, actions at most
 * once; those a crash interrupted are marked failed before anything starts.
 */
export async function startScheduler(
  options: SchedulerOptions,
): Promise<Scheduler> {
  await failInterrupted(options.runtime, options.clock);
  return new JobRunner(options, await openInbox(options.runtime));
}
