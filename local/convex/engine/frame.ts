import { AsyncLocalStorage } from "node:async_hooks";
import type { JSONValue } from "convex/values";
import type {
  Caller,
  FileStore,
  FunctionCall,
  FunctionKind,
  RequestMetadata,
} from "../types";
import type { DocumentStream } from "./stream";
import type { Transaction } from "./transaction";

/** What one top-level call and everything it calls share. */
export type CallScope = {
  caller: Caller;
  request: RequestMetadata;
  logLines: string[];
  readAuth: boolean;
  scheduledFunctionId: string | null;
  /** Messages of the exceptions that were passed on; see `functions/failures.ts`. */
  raised: string[];
};

export function scopeOf(
  call: Pick<FunctionCall, "caller" | "request" | "scheduledFunctionId">,
): CallScope {
  return {
    caller: call.caller,
    request: call.request,
    logLines: [],
    readAuth: false,
    scheduledFunctionId: call.scheduledFunctionId ?? null,
    raised: [],
  };
}

/** The work of the runtime that system calls hand back to it. */
export interface Host {
  /** A query or mutation inside the transaction of `parent`. */
  runNested(parent: Frame, call: NestedCall): Promise<string>;
  /** A query, mutation or action of its own, called by an action. */
  runFromAction(
    parent: Frame,
    kind: FunctionKind,
    path: string,
    args: JSONValue,
  ): Promise<string>;
  /** Runs `body` in the frame's transaction, or in one of its own for an action. */
  write<T>(frame: Frame, body: (tx: Transaction) => T): Promise<T>;
  read<T>(frame: Frame, body: (tx: Transaction) => T): T;
  /** Checks a function that is to be scheduled; throws when it cannot be. */
  schedulable(path: string): void;
  readonly files: FileStore;
  readonly env: Record<string, string>;
  now(): number;
  log(level: string, message: string, path: string): void;
}

export type NestedCall = {
  kind: "query" | "mutation";
  path: string;
  args: JSONValue;
  limits: Record<string, number>;
};

/** One running function. System calls find theirs through `frames`. */
export type Frame = {
  readonly host: Host;
  readonly kind: FunctionKind | "http";
  readonly path: string;
  readonly scope: CallScope;
  /** What `Date.now()` answers; null where time is not frozen. */
  readonly nowMs: number | null;
  readonly tx: Transaction | null;
  /** Running iterations; a stream's id is its place. */
  streams: (DocumentStream | null)[] | null;
  paginated: boolean;
  readonly givenJournal: string | null;
  journal: string | null;
  /** The running nested call; others of the same parent wait for it. */
  gate: Promise<void> | null;
  /** Set when the function has ended: later system calls are refused. */
  ended: string | null;
};

export const frames = new AsyncLocalStorage<Frame>();

export function newFrame(
  fields: Pick<Frame, "host" | "kind" | "path" | "scope" | "nowMs" | "tx"> & {
    givenJournal?: string | null;
  },
): Frame {
  // Spelled out: spreading costs more than all the rest of a call's beginning.
  return {
    host: fields.host,
    kind: fields.kind,
    path: fields.path,
    scope: fields.scope,
    nowMs: fields.nowMs,
    tx: fields.tx,
    streams: null,
    paginated: false,
    givenJournal: fields.givenJournal ?? null,
    journal: null,
    gate: null,
    ended: null,
  };
}

export function endFrame(frame: Frame, why: string) {
  for (const stream of frame.streams ?? []) stream?.close();
  frame.streams = null;
  frame.ended = why;
}
