import type { Key } from "../keys/encode";
import { rowKey, rowOfKey } from "../keys/position";
import { type IndexDef, type TableDef, sql } from "./catalog";
import { type Connection, asBytes, asNumber, asText } from "./connection";

export type Row = { n: number; size: number; text: string; key: Key };

/** A stretch of an index (of creation order when `index` is null). */
export type Range = {
  table: TableDef;
  index: IndexDef | null;
  low: Key;
  high: Key;
  descending: boolean;
};

/** SQLite prepares a statement anew whenever a bare `LIMIT ?` is bound. */
const LIMIT = "LIMIT CAST(? AS INTEGER)";

export function spaceOf(range: Range): string {
  return range.index === null
    ? sql.documents(range.table.number)
    : sql.index(range.index.id);
}

/** Up to `limit` rows of the range that come after the key `after`. */
export function fetchRows(
  db: Connection,
  range: Range,
  after: Key | null,
  limit: number,
): Row[] {
  return range.index === null
    ? fetchByCreation(db, range, after, limit)
    : fetchByIndex(db, range, range.index, after, limit);
}

function fetchByCreation(
  db: Connection,
  range: Range,
  after: Key | null,
  limit: number,
): Row[] {
  let low = rowOfKey(range.low);
  let high = rowOfKey(range.high);
  if (after !== null) {
    if (range.descending) high = rowOfKey(after);
    else low = rowOfKey(after) + 1;
  }
  const rows = db.all(
    `SELECT n, s, v FROM ${sql.documents(range.table.number)} WHERE n>=? AND n<? ORDER BY n ${range.descending ? "DESC" : "ASC"} ${LIMIT}`,
    low,
    high,
    limit,
  );
  return rows.map((row) => {
    const n = asNumber(row[0]);
    return { n, size: asNumber(row[1]), text: asText(row[2]), key: rowKey(n) };
  });
}

function fetchByIndex(
  db: Connection,
  range: Range,
  index: IndexDef,
  after: Key | null,
  limit: number,
): Row[] {
  const up = !range.descending;
  const lowTest = after !== null && up ? "i.key>?" : "i.key>=?";
  const rows = db.all(
    `SELECT d.n, d.s, d.v, i.key FROM ${sql.index(index.id)} i CROSS JOIN ${sql.documents(range.table.number)} d ON d.n=i.n WHERE ${lowTest} AND i.key<? ORDER BY i.key ${up ? "ASC" : "DESC"} ${LIMIT}`,
    after !== null && up ? after : range.low,
    after !== null && !up ? after : range.high,
    limit,
  );
  return rows.map((row) => ({
    n: asNumber(row[0]),
    size: asNumber(row[1]),
    text: asText(row[2]),
    key: asBytes(row[3]),
  }));
}

export function readRow(
  db: Connection,
  table: TableDef,
  n: number,
): { size: number; text: string } | null {
  const row = db.get(
    `SELECT s, v FROM ${sql.documents(table.number)} WHERE n=?`,
    n,
  );
  if (row === undefined) return null;
  return { size: asNumber(row[0]), text: asText(row[1]) };
}
