import type { JSONValue } from "convex/values";
import { indexRange } from "../engine/plan";
import type { Transaction } from "../engine/transaction";
import { fetchRows } from "../store/scan";
import type { Store } from "../store/store";
import type { MutationOptions } from "../types";
import { parseObject, stringOf } from "../values/json";

/** An outcome without what belongs to the delivery alone: ts and log lines. */
export type Settled =
  | { ok: true; value: JSONValue }
  | { ok: false; errorMessage: string; errorData?: JSONValue };

type Once = NonNullable<MutationOptions["once"]>;

/** The outcome remembered for a request, seen also before its commit. */
export function findOutcome(store: Store, once: Once): Settled | null {
  const table = store.catalog.table("_session_requests");
  const index = table?.indexes.get("by_session");
  if (table === undefined || index === undefined) return null;
  const key = [once.sessionId, once.requestId];
  const range = indexRange(table, index, key, key);
  const row = fetchRows(store.writer, range, null, 1)[0];
  if (row === undefined) return null;
  const outcome = stringOf(parseObject(row.text).outcome);
  return JSON.parse(outcome) as Settled;
}

/** Outcomes are kept for a day: a client resends within seconds, or after a long sleep. */
const KEPT_MS = 24 * 60 * 60 * 1000;

export function rememberOutcome(
  tx: Transaction,
  once: Once,
  settled: Settled,
  nowMs: number,
) {
  const table = "_session_requests";
  tx.insertUnchecked(table, {
    sessionId: once.sessionId,
    requestId: once.requestId,
    outcome: JSON.stringify(settled),
  });
  // Two at a time keep pace with one insert each and never make one call slow.
  for (const id of tx.oldestIds(table, (nowMs - KEPT_MS) * 1000, 2)) {
    tx.removeUnchecked(id, table);
  }
}
