import type { JSONValue } from "convex/values";
import { randomUUID } from "node:crypto";

import { identityKey } from "../auth/callers";
import type {
  Caller,
  QueryOutcome,
  RequestMetadata,
  Runtime,
  Snapshot,
} from "../types";

export type QueryRequest = {
  path: string;
  args: JSONValue;
  /** Path and arguments as one string. */
  key: string;
  journal: string | null;
};

/** A result that stays valid until `isStale`; shared by every holder that may see it. */
export interface CachedQuery {
  /** A StateModification without its opening `{"queryId":n`. */
  readonly fragment: string;
  readonly journal: string | null;
  readonly readAuth: boolean;
  readonly isStale: boolean;
}

export interface QueryHolder {
  /** Called once, when a commit made the result stale. */
  onStale(): void;
}

type Entry = {
  -readonly [K in keyof CachedQuery]: CachedQuery[K];
} & { slot: string; holders: Set<QueryHolder>; stop: () => void };

export interface QueryCache {
  /** The result at the snapshot, from the cache where one is valid; held until released. */
  hold(
    snapshot: Snapshot,
    query: QueryRequest,
    caller: Caller,
    request: RequestMetadata,
    holder: QueryHolder,
  ): Promise<CachedQuery>;
  release(cached: CachedQuery, holder: QueryHolder): void;
  /** Makes everything stale, e.g. after new code was loaded. */
  invalidateAll(): void;
  readonly size: number;
}

/** JSON keeps the parts apart: a journal comes from the client and may hold anything. */
function slotOf(query: QueryRequest, identity: string | null): string {
  return JSON.stringify([identity, query.journal, query.key]);
}

function toFragment(outcome: QueryOutcome): string {
  const logLines = JSON.stringify(outcome.logLines);
  if (outcome.ok) {
    return `,"type":"QueryUpdated","value":${JSON.stringify(outcome.value)},"logLines":${logLines},"journal":${JSON.stringify(outcome.journal)}}`;
  }
  const { errorMessage, errorData } = outcome;
  const data =
    errorData === undefined ? "" : `,"errorData":${JSON.stringify(errorData)}`;
  return `,"type":"QueryFailed","errorMessage":${JSON.stringify(errorMessage)}${data},"logLines":${logLines},"journal":null}`;
}

/**
 * Keyed by path, arguments and journal, and by identity where the result
 * depends on who asked. Must be used for one snapshot at a time, in ts order.
 */
export function createQueryCache(runtime: Runtime): QueryCache {
  const entries = new Map<string, Entry>();

  const drop = (entry: Entry): void => {
    entry.isStale = true;
    entry.stop();
    if (entries.get(entry.slot) === entry) entries.delete(entry.slot);
  };

  const invalidate = (entry: Entry): void => {
    if (entry.isStale) return;
    drop(entry);
    const holders = [...entry.holders];
    entry.holders.clear();
    for (const holder of holders) holder.onStale();
  };

  const run = async (
    snapshot: Snapshot,
    query: QueryRequest,
    caller: Caller,
    request: RequestMetadata,
  ): Promise<Entry> => {
    const { path, args, journal } = query;
    const call = {
      path,
      args,
      caller,
      request: { ...request, requestId: randomUUID() },
    };
    const outcome = await snapshot.query(call, journal);
    const entry: Entry = {
      fragment: toFragment(outcome),
      journal: outcome.ok ? outcome.journal : journal,
      readAuth: outcome.readAuth,
      isStale: false,
      slot: slotOf(query, outcome.readAuth ? identityKey(caller) : null),
      holders: new Set(),
      stop: () => undefined,
    };
    entry.stop = runtime.subscribe(outcome.readSet, () => {
      invalidate(entry);
    });
    if (!entry.isStale) entries.set(entry.slot, entry);
    return entry;
  };

  return {
    async hold(snapshot, query, caller, request, holder) {
      const entry =
        entries.get(slotOf(query, null)) ??
        entries.get(slotOf(query, identityKey(caller))) ??
        (await run(snapshot, query, caller, request));
      if (!entry.isStale) entry.holders.add(holder);
      return entry;
    },
    release(cached, holder) {
      const entry = cached as Entry;
      entry.holders.delete(holder);
      if (entry.holders.size === 0 && !entry.isStale) drop(entry);
    },
    invalidateAll() {
      for (const entry of [...entries.values()]) invalidate(entry);
    },
    get size() {
      return entries.size;
    },
  };
}
