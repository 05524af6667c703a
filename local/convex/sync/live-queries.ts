import type { Caller, RequestMetadata, Snapshot } from "../types";
import { canonicalPath } from "../udf-path";
import { ProtocolError, type QueryModification } from "./protocol";
import type { CachedQuery, QueryCache, QueryHolder } from "./query-cache";

type LiveQuery = QueryHolder & {
  id: number;
  path: string;
  args: Extract<QueryModification, { type: "Add" }>["args"];
  key: string;
  journal: string | null;
  held: CachedQuery | null;
  sentFragment: string | null;
  isRemoved: boolean;
};

/** The queries one socket follows, and which of them its client has to hear about. */
export interface LiveQueries {
  modify(modifications: QueryModification[]): void;
  /** After the caller changed: results that depend on who asks are made again. */
  forgetPersonal(): void;
  /**
   * Brings every query to the snapshot; returns the modifications as JSON.
   * Must not run twice at once.
   */
  advance(
    snapshot: Snapshot,
    caller: Caller,
    request: RequestMetadata,
  ): Promise<string[]>;
  releaseAll(): void;
}

export function createLiveQueries(
  cache: QueryCache,
  onDirty: () => void,
): LiveQueries {
  const queries = new Map<number, LiveQuery>();
  let removedIds: number[] = [];
  let identityGeneration = 0;

  const release = (query: LiveQuery): void => {
    if (query.held !== null) cache.release(query.held, query);
    query.held = null;
  };

  const add = (
    modification: Extract<QueryModification, { type: "Add" }>,
  ): void => {
    const { queryId, args, journal } = modification;
    if (queries.has(queryId)) {
      throw new ProtocolError(`query ${queryId} is added twice`);
    }
    const path = canonicalPath(modification.udfPath);
    const query: LiveQuery = {
      id: queryId,
      path,
      args,
      key: `${path}\n${JSON.stringify(args)}`,
      journal,
      held: null,
      sentFragment: null,
      isRemoved: false,
      onStale() {
        query.held = null;
        onDirty();
      },
    };
    queries.set(queryId, query);
  };

  const remove = (queryId: number): void => {
    const query = queries.get(queryId);
    if (query === undefined) {
      throw new ProtocolError(`query ${queryId} is removed but was not added`);
    }
    queries.delete(queryId);
    query.isRemoved = true;
    release(query);
    removedIds.push(queryId);
  };

  const refresh = async (
    query: LiveQuery,
    snapshot: Snapshot,
    caller: Caller,
    request: RequestMetadata,
  ): Promise<string | null> => {
    const generation = identityGeneration;
    const result = await cache.hold(snapshot, query, caller, request, query);
    query.journal = result.journal;
    const isOtherPerson = result.readAuth && generation !== identityGeneration;
    if (query.isRemoved || isOtherPerson) cache.release(result, query);
    else if (result.isStale) onDirty();
    else query.held = result;
    if (query.sentFragment === result.fragment) return null;
    query.sentFragment = result.fragment;
    return `{"queryId":${query.id}${result.fragment}`;
  };

  return {
    modify(modifications) {
      for (const modification of modifications) {
        if (modification.type === "Add") add(modification);
        else remove(modification.queryId);
      }
    },
    forgetPersonal() {
      identityGeneration += 1;
      for (const query of queries.values()) {
        if (query.held?.readAuth === true) release(query);
      }
    },
    async advance(snapshot, caller, request) {
      const parts = removedIds.map(
        (queryId) => `{"type":"QueryRemoved","queryId":${queryId}}`,
      );
      removedIds = [];
      for (const query of [...queries.values()]) {
        if (query.held !== null) continue;
        const part = await refresh(query, snapshot, caller, request);
        if (part !== null) parts.push(part);
      }
      return parts;
    },
    releaseAll() {
      for (const query of queries.values()) {
        query.isRemoved = true;
        release(query);
      }
      queries.clear();
    },
  };
}
