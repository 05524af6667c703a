import type { JSONValue } from "convex/values";
import { HIGHEST_KEY, LOWEST_KEY } from "../keys/encode";
import { decodeId } from "../keys/id";
import { firstRowFrom, rowKey } from "../keys/position";
import type { TableDef } from "../store/catalog";
import { type Range, fetchRows } from "../store/scan";
import type { Store } from "../store/store";
import type { Runtime } from "../types";
import { decodedNumber, parseObject } from "../values/json";
import { indexRange } from "./plan";

type Bounds = Parameters<Runtime["systemQuery"]>[2];

/** Committed rows of any table in index order; both bounds are inclusive prefixes. */
export function systemQuery(
  store: Store,
  tableName: string,
  indexName: string,
  bounds: Bounds,
): Record<string, JSONValue>[] {
  const reader = store.readers.acquire();
  try {
    const table = reader.catalog.table(tableName);
    if (table === undefined) throw new Error(`No table ${tableName}`);
    const range = rangeOf(table, indexName, bounds);
    return fetchRows(reader.db, range, null, bounds.limit).map((row) =>
      parseObject(row.text),
    );
  } finally {
    store.readers.release(reader);
  }
}

function rangeOf(table: TableDef, name: string, bounds: Bounds): Range {
  const from = bounds.from ?? [];
  const to = bounds.to ?? [];
  if (name !== "by_id" && name !== "by_creation_time") {
    const index = table.indexes.get(name);
    if (index === undefined) throw new Error(`No index ${table.name}.${name}`);
    return indexRange(table, index, from, to);
  }
  const low = from.length === 0 ? LOWEST_KEY : rowKey(rowOf(from[0], true));
  const high = to.length === 0 ? HIGHEST_KEY : rowKey(rowOf(to[0], false));
  return { table, index: null, low, high, descending: false };
}

function rowOf(bound: JSONValue | undefined, inclusive: boolean): number {
  const time = decodedNumber(bound);
  if (time !== null) return firstRowFrom(time, inclusive);
  const decoded = typeof bound === "string" ? decodeId(bound) : null;
  if (decoded === null) throw new Error("Not a creation time or an ID");
  return inclusive ? decoded.createdUs : decoded.createdUs + 1;
}
