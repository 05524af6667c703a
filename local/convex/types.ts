import type { JSONValue } from "convex/values";

/** The identity of a verified token; `tokenIdentifier` is `issuer|subject`. */
export type Identity = {
  tokenIdentifier: string;
  issuer: string;
  subject: string;
} & Record<string, JSONValue>;

/** Who is calling. An admin may run internal functions; the system is the scheduler and the crons. */
export type Caller =
  | { kind: "anonymous" }
  | { kind: "user"; identity: Identity; expiresAt: number }
  | { kind: "admin" }
  | { kind: "system" };

export type RequestMetadata = {
  ip: string | null;
  userAgent: string | null;
  requestId: string;
};

/**
 * `path` is the wire form, such as `messages/inbound:receive`; `args` is the
 * one arguments object as Convex-encoded JSON (not the array of the wire).
 */
export type FunctionCall = {
  path: string;
  args: JSONValue;
  caller: Caller;
  request: RequestMetadata;
  /** Set by the scheduler: the row this call runs for. */
  scheduledFunctionId?: string;
};

export type FunctionFailure = {
  ok: false;
  errorMessage: string;
  errorData?: JSONValue;
  logLines: string[];
};

/** Opaque outside the engine: the intervals a query consumed. */
export type ReadSet = { readonly intervals: number };

export type QuerySuccess = {
  ok: true;
  value: JSONValue;
  journal: string | null;
  logLines: string[];
};

export type QueryOutcome = (QuerySuccess | FunctionFailure) & {
  readSet: ReadSet;
  /** True when the result depends on who called. */
  readAuth: boolean;
};

export type MutationOutcome =
  | { ok: true; value: JSONValue; ts: bigint; logLines: string[] }
  | FunctionFailure;

export type ActionOutcome =
  { ok: true; value: JSONValue; logLines: string[] } | FunctionFailure;

/**
 * Raw access to system tables inside a mutation's own transaction. Documents
 * come with `_id` and `_creationTime`; `replace` ignores those two in its
 * argument. The engine creates these tables and keeps their indexes:
 *
 * `_scheduled_functions`: { name: "a/b:c", args: [object], scheduledTime: ms,
 *   state: { kind: "pending" | "inProgress" | "success" | "failed" | "canceled",
 *   error?: string }, completedTime?: ms };
 *   `by_due` on ["state.kind", "scheduledTime"]. The engine inserts and
 *   cancels, the scheduler does the rest.
 * `_cron_runs`: { name, spec: string, nextTime: ms };
 *   `by_name` on ["name"]. Server half only.
 * `_storage`: { sha256: base64, size: bytes, contentType?: string }.
 */
export interface SystemTransaction {
  get(table: string, id: string): Record<string, JSONValue> | null;
  insert(table: string, document: Record<string, JSONValue>): string;
  replace(table: string, id: string, document: Record<string, JSONValue>): void;
  remove(table: string, id: string): void;
}

export type MutationOptions = {
  /** A resent mutation with the same pair answers the first outcome and runs nothing. */
  once?: { sessionId: string; requestId: number };
  /**
   * Runs in the same transaction after the handler; not called when the handler
   * failed. Throwing rolls the mutation back and answers a failure.
   */
  alsoCommit?: (tx: SystemTransaction, value: JSONValue) => void;
};

export interface Snapshot {
  readonly ts: bigint;
  query(call: FunctionCall, journal?: string | null): Promise<QueryOutcome>;
}

export type FunctionKind = "query" | "mutation" | "action";

/** `args` is the one arguments object; `schedule` is as `convex/server` exports it. */
export type CronSpec = {
  name: string;
  path: string;
  args: JSONValue;
  schedule: JSONValue;
};

/**
 * Where file bytes live and how they are addressed; given to `openRuntime` as
 * `files` by the server half. Bytes of a removed row are swept later.
 */
export interface FileStore {
  uploadUrl(): string;
  fileUrl(storageId: string): string;
  /** Durable on return; call it inside the transaction that inserts the row. */
  writeSync(storageId: string, bytes: Uint8Array): void;
  read(storageId: string): Promise<Uint8Array | null>;
}

export interface Runtime {
  /** Newest committed ts; strictly increasing, also across restarts. */
  readonly committedTs: bigint;
  /**
   * All queries inside `body` see one committed state: the newest one. By the
   * time it opens, `onInvalidated` of every commit it contains was called.
   */
  withSnapshot<T>(body: (snapshot: Snapshot) => Promise<T>): Promise<T>;
  /** First come, first served: calls run in the order they were made. */
  mutation(
    call: FunctionCall,
    options?: MutationOptions,
  ): Promise<MutationOutcome>;
  action(call: FunctionCall): Promise<ActionOutcome>;
  /** A thrown handler rejects. Without `caller` the caller is anonymous. */
  httpAction(
    request: Request,
    metadata: RequestMetadata,
    caller?: Caller,
  ): Promise<Response>;
  functionKind(path: string): FunctionKind | null;
  /** A transaction of the runtime itself (scheduler, storage, auth bookkeeping). */
  systemTransaction<T>(body: (tx: SystemTransaction) => T): Promise<T>;
  /**
   * Committed system rows in index order, e.g. due jobs. `from` and `to` are
   * prefixes of the index key, both inclusive: `to: ["pending", now]` ends with
   * the last pending row at `now`. `by_id` and `by_creation_time` work on every
   * table. Creation times never decrease in commit order.
   */
  systemQuery(
    table: string,
    index: string,
    range: { from?: JSONValue[]; to?: JSONValue[]; limit: number },
  ): Record<string, JSONValue>[];
  /**
   * Calls `onInvalidated` once, after the first commit later than the query's
   * own snapshot that touches the read set; soon, when that already happened.
   */
  subscribe(readSet: ReadSet, onInvalidated: () => void): () => void;
  /** After every durable commit. `tables` names every table written. */
  onCommit(listener: (ts: bigint, tables: ReadonlySet<string>) => void): void;
  /** After each successful (re)load of convex/. */
  onReload(listener: () => void): void;
  crons(): CronSpec[];
  authConfig(): JSONValue;
  close(): Promise<void>;
}
