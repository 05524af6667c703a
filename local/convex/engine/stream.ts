import type { Key } from "../keys/encode";
import { successor } from "../keys/position";
import { type Range, type Row, fetchRows, spaceOf } from "../store/scan";
import { parseObject } from "../values/json";
import type { Plan } from "./plan";
import { searchRows } from "./search";
import type { Transaction } from "./transaction";

const FIRST_CHUNK = 64;
const MIN_CHUNK = 8;
const MAX_CHUNK = 1024;
const CHUNK_BYTES = 2 << 20;

/** Rows of one source in order, fetched ahead in chunks but counted when consumed. */
interface Source {
  next(): Row | null;
  /** Records what was consumed. Called once, when reading ends. */
  finish(): void;
}

class RangeSource implements Source {
  #chunk: Row[] = [];
  #at = 0;
  #fetchedAll = false;
  #last: Key | null = null;
  #exhausted = false;
  #size: number;

  constructor(
    readonly tx: Transaction,
    readonly range: Range,
    /** How many rows will be asked for, when that is known. */
    expected: number | null,
    readonly after: Key | null,
  ) {
    this.#size = Math.max(1, Math.min(expected ?? FIRST_CHUNK, MAX_CHUNK));
  }

  next(): Row | null {
    if (this.#at >= this.#chunk.length && !this.#fetchedAll) this.#fetch();
    const row = this.#chunk[this.#at];
    if (row === undefined) {
      this.#exhausted = true;
      return null;
    }
    this.#at += 1;
    this.#last = row.key;
    return row;
  }

  finish() {
    const { range, after, tx } = this;
    if (tx.ranges === null || (this.#last === null && !this.#exhausted)) return;
    let { low, high } = range;
    if (after !== null && range.descending) high = after;
    if (after !== null && !range.descending) low = successor(after);
    if (!this.#exhausted && this.#last !== null) {
      if (range.descending) low = this.#last;
      else high = successor(this.#last);
    }
    tx.noteRange({ space: spaceOf(range), low, high });
  }

  #fetch() {
    this.tx.requireOpen();
    const after = this.#last ?? this.after;
    this.#chunk = fetchRows(this.tx.db, this.range, after, this.#size);
    this.#at = 0;
    this.#fetchedAll = this.#chunk.length < this.#size;
    let bytes = 1;
    for (const row of this.#chunk) bytes += row.size;
    const fitting = Math.floor((CHUNK_BYTES * this.#chunk.length) / bytes);
    this.#size = Math.max(
      MIN_CHUNK,
      Math.min(this.#size * 4, fitting, MAX_CHUNK),
    );
  }
}

class ListSource implements Source {
  #at = 0;

  constructor(readonly rows: readonly Row[]) {}

  next(): Row | null {
    const row = this.rows[this.#at];
    this.#at += 1;
    return row ?? null;
  }

  finish() {}
}

export function openSource(
  tx: Transaction,
  plan: Plan,
  expected: number | null,
  after: Key | null,
): Source {
  const { source } = plan;
  if (source.kind === "empty") return new ListSource([]);
  if (source.kind === "range") {
    return new RangeSource(tx, source.range, expected, after);
  }
  return new ListSource(searchRows(tx, source));
}

/** Charges a consumed row and answers whether it passes the filters. */
export function consume(tx: Transaction, plan: Plan, row: Row): boolean {
  tx.usage.add("documentsRead", 1);
  tx.usage.add("bytesRead", row.size);
  if (plan.filters.length === 0) return true;
  const document = parseObject(row.text);
  return plan.filters.every((filter) => filter(document));
}

/** A running `for await` or `collect`: one document's JSON text at a time. */
export class DocumentStream {
  readonly #source: Source;
  #left: number;
  #finished = false;

  constructor(
    readonly tx: Transaction,
    readonly plan: Plan,
  ) {
    tx.usage.add("databaseQueries", 1);
    const known = plan.filters.length === 0 ? plan.limit : null;
    this.#source = openSource(tx, plan, known, null);
    this.#left = plan.limit ?? Infinity;
  }

  next(): string | null {
    while (this.#left > 0 && !this.#finished) {
      const row = this.#source.next();
      if (row === null) break;
      if (!consume(this.tx, this.plan, row)) continue;
      this.#left -= 1;
      return row.text;
    }
    this.close();
    return null;
  }

  close() {
    if (this.#finished) return;
    this.#finished = true;
    this.#source.finish();
  }
}
