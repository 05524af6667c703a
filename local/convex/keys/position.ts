import type { Key } from "./encode";

/** Half-open: `low` is inside, `high` is not. `space` is an index or a table. */
export type Interval = { space: string; low: Key; high: Key };

/** One place of an index that a commit changed. */
export type Point = { space: string; key: Key };

const TWO_32 = 0x1_0000_0000;

/** Row numbers of a documents table as keys of its own order. */
export function rowKey(n: number): Key {
  const key = Buffer.allocUnsafe(8);
  key.writeUInt32BE(Math.floor(n / TWO_32), 0);
  key.writeUInt32BE(n % TWO_32, 4);
  return key;
}

/** The first row at or after a bound, which may be no row's own key. */
export function rowOfKey(key: Key): number {
  if (key.length < 8) return key.length === 0 ? 0 : Number.MAX_SAFE_INTEGER;
  const n = key.readUInt32BE(0) * TWO_32 + key.readUInt32BE(4);
  return key.length === 8 ? n : n + 1;
}

/** The first key after `key`. */
export function successor(key: Key): Key {
  const next = Buffer.alloc(key.length + 1);
  key.copy(next);
  return next;
}

/** Creation times are milliseconds with microsecond steps; rows are numbered by them. */
export function creationTimeOf(n: number): number {
  return n / 1000;
}

/** The first row created at or after (`inclusive`) or only after a time. */
export function firstRowFrom(creationTime: number, inclusive: boolean): number {
  if (creationTime <= 0) return 0;
  const limit = Number.MAX_SAFE_INTEGER - 1;
  if (!(creationTime * 1000 < limit)) return limit;
  let n = Math.max(0, Math.floor(creationTime * 1000) - 1);
  while (inclusive ? n / 1000 < creationTime : n / 1000 <= creationTime) n += 1;
  return n;
}
