import type { JSONValue } from "convex/values";
import {
  type CallScope,
  type Frame,
  type Host,
  type NestedCall,
  newFrame,
  scopeOf,
} from "../engine/frame";
import { Transaction } from "../engine/transaction";
import { ReadSetRecord } from "../store/commit-log";
import type { Reader } from "../store/readers";
import type { Store } from "../store/store";
import type { WriteQueue } from "../store/write-queue";
import type {
  ActionOutcome,
  FileStore,
  FunctionCall,
  FunctionKind,
  MutationOptions,
  MutationOutcome,
  QueryOutcome,
} from "../types";
import { canonicalPath } from "../udf-path";
import { parseJson } from "../values/json";
import type { ActionThread } from "../actions/thread";
import { CallError } from "./errors";
import { Failures, type OnException } from "./failures";
import type { Live } from "./generation";
import { invokeFunction, resolveFunction } from "./invoke";
import { MutationJob } from "./mutation-job";
import { queueRead, queueWrite } from "./system-transaction";

export type ExecutorOptions = {
  store: Store;
  queue: WriteQueue;
  files: FileStore;
  env: Record<string, string>;
  now: () => number;
  log: (level: string, message: string, path: string) => void;
  redactErrors: boolean;
  onException: OnException | null;
  /** Where actions run; null: in this thread. */
  actions: ActionThread | null;
};

/** Runs functions; also what running functions call back into. */
export class Executor implements Host {
  readonly store: Store;
  readonly queue: WriteQueue;
  readonly files: FileStore;
  readonly env: Record<string, string>;
  readonly now: () => number;
  readonly log: ExecutorOptions["log"];
  readonly failures: Failures;
  readonly #actions: ActionThread | null;

  constructor(
    options: ExecutorOptions,
    /** The functions of the newest commit, which queries and actions run. */
    readonly committed: () => Live,
    /** The functions of the running write transaction, which mutations run. */
    readonly writing: () => Live,
  ) {
    this.store = options.store;
    this.queue = options.queue;
    this.files = options.files;
    this.env = options.env;
    this.now = options.now;
    this.log = options.log;
    this.failures = new Failures({
      ...options,
      usesNode: (path) =>
        this.committed().generation.functions.get(canonicalPath(path))
          ?.usesNode ?? false,
    });
    this.#actions = options.actions;
  }

  async query(
    reader: Reader,
    live: Live,
    call: FunctionCall,
    journal: string | null,
  ): Promise<QueryOutcome> {
    const scope = scopeOf(call);
    const tx = this.readTransaction(reader, live);
    const frame = this.#frame("query", call.path, scope, tx, journal);
    let outcome;
    try {
      const { generation } = live;
      const found = resolveFunction(
        generation,
        call.path,
        "query",
        call.caller,
      );
      const text = await invokeFunction(frame, found, call.args);
      const value = parseJson(text);
      const { logLines } = scope;
      outcome = { ok: true, value, journal: frame.journal, logLines } as const;
    } catch (error) {
      const { path } = call;
      outcome = this.failures.answer(error, { kind: "query", path, scope });
    } finally {
      tx.close();
    }
    const readSet = new ReadSetRecord(reader.ts, tx.ranges ?? []);
    return { ...outcome, readSet, readAuth: scope.readAuth };
  }

  mutation(
    call: FunctionCall,
    options: MutationOptions,
  ): Promise<MutationOutcome> {
    return this.#queueMutation(call, scopeOf(call), options, false);
  }

  async action(call: FunctionCall): Promise<ActionOutcome> {
    const scope = scopeOf(call);
    try {
      const text = await this.#runAction(
        call.path,
        call.args,
        scope,
        call.caller,
      );
      return { ok: true, value: parseJson(text), logLines: scope.logLines };
    } catch (error) {
      const { path } = call;
      return this.failures.answer(error, { kind: "action", path, scope });
    }
  }

  async runNested(parent: Frame, call: NestedCall): Promise<string> {
    const { tx } = parent;
    if (tx === null) throw new Error("Actions have no transaction");
    const { generation } =
      parent.kind === "query" ? this.committed() : this.writing();
    const found = resolveFunction(generation, call.path, call.kind, "function");
    if (call.kind === "mutation" && parent.kind !== "mutation") {
      throw new CallError("A query cannot run a mutation");
    }
    const outer = tx.usage;
    tx.usage = outer.nested(call.limits);
    const savepoint = call.kind === "mutation" ? tx.savepoint() : null;
    const frame = newFrame({
      host: this,
      kind: call.kind,
      path: found.path,
      scope: parent.scope,
      nowMs: parent.nowMs,
      tx,
    });
    let kept = false;
    try {
      const text = await invokeFunction(frame, found, call.args);
      savepoint?.release();
      kept = true;
      return text;
    } finally {
      if (!kept) savepoint?.rollback();
      outer.absorb(tx.usage, kept);
      tx.usage = outer;
    }
  }

  async runFromAction(
    parent: Frame,
    kind: FunctionKind,
    path: string,
    args: JSONValue,
  ): Promise<string> {
    if (kind === "mutation")
      return this.#mutationFromAction(parent, path, args);
    const { scope } = parent;
    try {
      return kind === "query"
        ? await this.#queryFromAction(parent, path, args)
        : await this.#runAction(path, args, scope, "function");
    } catch (error) {
      this.failures.raise(error, { kind, path, scope });
      throw error;
    }
  }

  async #mutationFromAction(parent: Frame, path: string, args: JSONValue) {
    const { caller, request } = parent.scope;
    const call = { path, args, caller, request };
    const outcome = await this.#queueMutation(call, parent.scope, {}, true);
    if (outcome.ok) return JSON.stringify(outcome.value);
    throw new CallError(outcome.errorMessage, outcome.errorData);
  }

  #queueMutation(
    call: FunctionCall,
    scope: CallScope,
    options: MutationOptions,
    fromFunction: boolean,
  ): Promise<MutationOutcome> {
    return new Promise((resolve, reject) => {
      const job = new MutationJob(this, call, scope, options, resolve, reject);
      job.fromFunction = fromFunction;
      this.queue.push(job);
    });
  }

  write<T>(frame: Frame, body: (tx: Transaction) => T): Promise<T> {
    if (frame.tx === null) return queueWrite(this, body);
    return Promise.resolve(body(frame.tx));
  }

  read<T>(frame: Frame, body: (tx: Transaction) => T): T {
    if (frame.tx !== null) return body(frame.tx);
    const reader = this.store.readers.acquire();
    try {
      return body(this.readTransaction(reader, this.committed()));
    } finally {
      this.store.readers.release(reader);
    }
  }

  schedulable(path: string) {
    const { generation } = this.committed();
    const found = resolveFunction(generation, path, null, "function");
    if (found.kind === "query") {
      throw new CallError(
        `${path} is a query; only mutations and actions can be scheduled`,
      );
    }
  }

  readTransaction(reader: Reader, live: Live): Transaction {
    const { catalog } = reader;
    return new Transaction(reader.db, reader.ts, live.checks, [], { catalog });
  }

  writeTransaction(): Transaction {
    const { store } = this;
    const { checks } = this.writing();
    return new Transaction(store.writer, store.committedTs, checks, null, {
      store,
    });
  }

  /**
   * Of an action: in the write queue, where the pages of the last commit are at
   * hand. A reader would have to fetch each of them anew after every commit.
   */
  #queryFromAction(parent: Frame, path: string, args: JSONValue) {
    const { store, queue } = this;
    const isAwaited = parent.scope.caller.kind !== "system";
    return queueRead(queue, isAwaited, () => {
      const { generation, checks } = this.writing();
      const found = resolveFunction(generation, path, "query", "function");
      const { writer, committedTs, catalog } = store;
      const tx = new Transaction(writer, committedTs, checks, null, {
        catalog,
      });
      const frame = this.#frame("query", path, parent.scope, tx, null);
      return invokeFunction(frame, found, args);
    });
  }

  async #runAction(
    path: string,
    args: JSONValue,
    scope: CallScope,
    caller: FunctionCall["caller"] | "function",
  ): Promise<string> {
    const { generation } = this.committed();
    const found = resolveFunction(generation, path, "action", caller);
    const frame = newFrame({
      host: this,
      kind: "action",
      path: found.path,
      scope,
      nowMs: null,
      tx: null,
    });
    const thread = this.#actions;
    if (thread === null) return invokeFunction(frame, found, args);
    return invokeFunction(frame, found, args, (json) =>
      thread.run(frame, generation.number, json),
    );
  }

  #frame(
    kind: "query",
    path: string,
    scope: CallScope,
    tx: Transaction,
    givenJournal: string | null,
  ): Frame {
    const nowMs = this.now();
    return newFrame({ host: this, kind, path, scope, nowMs, tx, givenJournal });
  }
}
