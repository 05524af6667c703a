import type { JSONValue } from "convex/values";
import { type CallScope, newFrame } from "../engine/frame";
import type { Transaction } from "../engine/transaction";
import type { Point } from "../keys/position";
import type { Changes, WriteJob } from "../store/write-queue";
import type { FunctionCall, MutationOptions, MutationOutcome } from "../types";
import { parseJson } from "../values/json";
import type { Executor } from "./executor";
import { invokeFunction, resolveFunction } from "./invoke";
import { type Settled, findOutcome, rememberOutcome } from "./once";
import { systemTransaction } from "./system-transaction";

/** One mutation on its way through the write queue. */
export class MutationJob implements WriteJob {
  /** Called by another function, so internal ones are allowed. */
  fromFunction = false;
  #settled: Settled | null = null;

  constructor(
    readonly executor: Executor,
    readonly call: FunctionCall,
    readonly scope: CallScope,
    readonly options: MutationOptions,
    readonly resolve: (outcome: MutationOutcome) => void,
    readonly reject: (error: unknown) => void,
  ) {}

  get isAwaited(): boolean {
    return this.call.caller.kind !== "system";
  }

  async run(): Promise<Changes> {
    const { once } = this.options;
    const { executor } = this;
    if (once !== undefined) {
      this.#settled = findOutcome(executor.store, once);
      if (this.#settled !== null) return NOTHING;
    }
    let attempt = await this.#attempt();
    if (attempt.missingTable !== null) {
      executor.store.createTable(attempt.missingTable);
      attempt = await this.#attempt();
    }
    const { points } = attempt;
    this.#settled = attempt.settled;
    if (once !== undefined) {
      const tx = executor.writeTransaction();
      rememberOutcome(tx, once, attempt.settled, executor.now());
      points.push(...tx.points);
    }
    return { points, wrote: points.length > 0 };
  }

  committed(ts: bigint) {
    const { logLines } = this.scope;
    const settled = this.#settled;
    if (settled === null) {
      this.reject(new Error("The job did not run"));
      return;
    }
    this.resolve(
      settled.ok ? { ...settled, ts, logLines } : { ...settled, logLines },
    );
  }

  failed(error: unknown) {
    this.reject(error);
  }

  async #attempt(): Promise<Attempt> {
    const tx = this.executor.writeTransaction();
    const savepoint = tx.savepoint();
    const { points } = tx;
    try {
      const value = await this.#invoke(tx);
      if (tx.missingTable !== null) throw new Error("A table must be created");
      this.options.alsoCommit?.(systemTransaction(tx), value);
      savepoint.release();
      return { settled: { ok: true, value }, points, missingTable: null };
    } catch (error) {
      savepoint.rollback();
      const { missingTable } = tx;
      if (missingTable !== null) {
        return { settled: NOT_RUN, points, missingTable };
      }
      return { settled: this.#failure(error), points, missingTable };
    } finally {
      tx.close();
    }
  }

  #failure(error: unknown): Settled {
    const { executor, scope, call } = this;
    const { logLines: _, ...settled } = executor.failures.answer(error, {
      kind: "mutation",
      path: call.path,
      scope,
    });
    return settled;
  }

  async #invoke(tx: Transaction): Promise<JSONValue> {
    const { executor, call, scope } = this;
    const { generation } = executor.writing();
    const caller = this.fromFunction ? "function" : call.caller;
    const found = resolveFunction(generation, call.path, "mutation", caller);
    const frame = newFrame({
      host: executor,
      kind: "mutation",
      path: found.path,
      scope,
      nowMs: executor.now(),
      tx,
    });
    return parseJson(await invokeFunction(frame, found, call.args));
  }
}

type Attempt = {
  settled: Settled;
  points: Point[];
  /** A table that must be created before the mutation can run. */
  missingTable: string | null;
};

const NOT_RUN: Settled = {
  ok: false,
  errorMessage: "The mutation did not run",
};
const NOTHING: Changes = { points: [], wrote: false };
