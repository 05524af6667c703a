import { randomUUID } from "node:crypto";

import type { Clock } from "../../shared/clock";
import type { Log } from "../log";
import type { FunctionCall, Runtime } from "../types";
import { adoptCrons, moveOn, readCronRows, type CronRow } from "./cron-rows";

export interface CronOptions {
  runtime: Runtime;
  clock: Clock;
  log: Log;
}

export interface Crons {
  /** Starts nothing further and waits for what runs, up to the given time. */
  stop(timeoutMs: number): Promise<void>;
}

const MAX_TIMER_MS = 2 ** 31 - 1;
const RETRY_AFTER_MS = 1_000;

/** The cron moved on before this run could commit. */
class AlreadyRun extends Error {}

function callOf({ spec }: CronRow): FunctionCall {
  return {
    path: spec.path,
    args: spec.args,
    caller: { kind: "system" },
    request: { ip: null, userAgent: null, requestId: randomUUID() },
  };
}

class CronRunner implements Crons {
  private readonly running = new Map<string, Promise<void>>();
  private isStopped = false;
  private cancelTimer: () => void = () => undefined;
  /** Reading and moving the rows is done by one at a time. */
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly options: CronOptions) {
    options.runtime.onReload(() => {
      void this.start();
    });
  }

  start(): Promise<void> {
    const { runtime, clock, log } = this.options;
    this.enqueue(() => adoptCrons(runtime, clock.now(), log));
    this.enqueue(() => this.tick());
    return this.work;
  }

  async stop(timeoutMs: number): Promise<void> {
    this.isStopped = true;
    this.cancelTimer();
    await this.work;
    if (this.running.size === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.options.clock.after(timeoutMs, resolve);
      void Promise.all(this.running.values()).then(() => {
        cancel();
        resolve();
      });
    });
  }

  private enqueue(step: () => Promise<void>): void {
    this.work = this.work.then(async () => {
      if (this.isStopped) return;
      try {
        await step();
      } catch (error) {
        this.report(error);
        this.wakeAt(this.options.clock.now() + RETRY_AFTER_MS);
      }
    });
  }

  private wakeAt(time: number): void {
    this.cancelTimer();
    const { clock } = this.options;
    const delay = Math.min(Math.max(time - clock.now(), 0), MAX_TIMER_MS);
    this.cancelTimer = clock.after(delay, () => {
      this.enqueue(() => this.tick());
    });
  }

  private async tick(): Promise<void> {
    const { runtime, clock } = this.options;
    const rows = readCronRows(runtime);
    const due = rows.filter((row) => row.nextTime <= clock.now());
    for (const row of due) await this.fire(row);
    const times = readCronRows(runtime).map((row) => row.nextTime);
    if (times.length > 0) this.wakeAt(Math.min(...times));
  }

  private async fire(row: CronRow): Promise<void> {
    const { runtime } = this.options;
    const { name, path } = row.spec;
    if (this.running.has(name)) {
      await this.leaveOut(row);
    } else if (runtime.functionKind(path) === "mutation") {
      await this.runMutation(row);
    } else if (await this.leaveOut(row)) {
      const run = this.runAction(row).finally(() => this.running.delete(name));
      this.running.set(name, run);
    }
  }

  private leaveOut(row: CronRow): Promise<boolean> {
    const { runtime, clock } = this.options;
    return runtime.systemTransaction((tx) => moveOn(tx, row, clock.now()));
  }

  private async runMutation(row: CronRow): Promise<void> {
    const { runtime, clock } = this.options;
    const outcome = await runtime.mutation(callOf(row), {
      alsoCommit: (tx) => {
        if (!moveOn(tx, row, clock.now()))
          throw new AlreadyRun("The cron has run.");
      },
    });
    if (outcome.ok) return;
    this.report(`${row.spec.path} failed: ${outcome.errorMessage}`);
    await this.leaveOut(row);
  }

  private async runAction(row: CronRow): Promise<void> {
    try {
      const outcome = await this.options.runtime.action(callOf(row));
      if (!outcome.ok)
        this.report(`${row.spec.path} failed: ${outcome.errorMessage}`);
    } catch (error) {
      this.report(error);
    }
  }

  private report(error: unknown): void {
    this.options.log(
      `crons: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/**
 * Runs `convex/crons`: mutations exactly once per time, actions at most once.
 * Next times are durable; times missed while stopped become one run; a time is
 * left out while the run before it goes on.
 */
export async function startCrons(options: CronOptions): Promise<Crons> {
  const runner = new CronRunner(options);
  await runner.start();
  return runner;
}
