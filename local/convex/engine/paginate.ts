import { createHash } from "node:crypto";
import type { JSONValue } from "convex/values";
import type { Key } from "../keys/encode";
import { rowKey } from "../keys/position";
import type { Row } from "../store/scan";
import { type JSONObject, isObject, parseJson, stringOf } from "../values/json";
import type { Plan } from "./plan";
import { consume, openSource } from "./stream";
import type { Transaction } from "./transaction";

/** Where a page ends: after a key, or at the very end of the range. */
type Cursor = { at: Key } | { at: "end" };

export type PageRequest = {
  cursor: string | null;
  endCursor: string | null;
  pageSize: number;
  maximumRowsRead: number | null;
  maximumBytesRead: number | null;
};

export type Page = {
  documents: string[];
  isDone: boolean;
  continueCursor: string;
  splitCursor: string | null;
  pageStatus: "SplitRecommended" | "SplitRequired" | null;
};

/** Reads one page. With an end cursor the page is the stretch up to it, however long. */
export function readPage(
  tx: Transaction,
  plan: Plan,
  request: PageRequest,
): Page {
  tx.usage.add("databaseQueries", 1);
  const from = decodeCursor(request.cursor, plan);
  const until = decodeCursor(request.endCursor, plan);
  if (from?.at === "end") {
    const continueCursor = encodeCursor({ at: "end" }, plan);
    return { ...EMPTY, continueCursor };
  }
  const bounded = boundedBy(plan, until);
  return collectPage(tx, bounded, plan, request, from?.at ?? null, until);
}

const EMPTY: Omit<Page, "continueCursor"> = {
  documents: [],
  isDone: true,
  splitCursor: null,
  pageStatus: null,
};

function collectPage(
  tx: Transaction,
  bounded: Plan,
  plan: Plan,
  request: PageRequest,
  after: Key | null,
  until: Cursor | null,
): Page {
  const { pageSize, maximumRowsRead, maximumBytesRead } = request;
  const wanted = until === null ? pageSize : Infinity;
  const expected =
    bounded.filters.length === 0 && Number.isFinite(wanted) ? wanted + 1 : null;
  const source = openPageSource(tx, bounded, expected, after);
  const documents: string[] = [];
  const keys: Key[] = [];
  let bytes = 0;
  let full = false;
  let exhausted = false;
  for (;;) {
    const row = source.next();
    if (row === null) {
      exhausted = true;
      break;
    }
    // The row after a full page is only looked at: it tells whether more follow.
    if (documents.length >= wanted) break;
    keys.push(row.key);
    bytes += row.size;
    if (consume(tx, bounded, row)) documents.push(row.text);
    full =
      (maximumRowsRead !== null && keys.length >= maximumRowsRead) ||
      (maximumBytesRead !== null && bytes >= maximumBytesRead);
    if (full) break;
  }
  source.finish();
  const end: Cursor = exhausted
    ? (until ?? { at: "end" })
    : { at: keys.at(-1) ?? after ?? startOf(plan) };
  const middle = keys[Math.floor((keys.length - 1) / 2)];
  const long =
    until === null ? keys.length > pageSize + 1 : keys.length > pageSize * 2;
  return {
    documents,
    isDone: end.at === "end",
    continueCursor: encodeCursor(end, plan),
    splitCursor:
      middle === undefined || keys.length < 2
        ? null
        : encodeCursor({ at: middle }, plan),
    pageStatus: full ? "SplitRequired" : long ? "SplitRecommended" : null,
  };
}

function startOf(plan: Plan): Key {
  if (plan.source.kind !== "range") return rowKey(0);
  const { range } = plan.source;
  return range.descending ? range.high : range.low;
}

/** Search results have no key order: their cursor is how many came before. */
function openPageSource(
  tx: Transaction,
  plan: Plan,
  expected: number | null,
  after: Key | null,
) {
  if (plan.source.kind !== "search") {
    return openSource(tx, plan, expected, after);
  }
  const source = openSource(tx, plan, null, null);
  let position = 0;
  const skip = after === null ? 0 : after.readUInt32BE(4);
  for (; position < skip; position += 1) source.next();
  return {
    next(): Row | null {
      const row = source.next();
      if (row === null) return null;
      position += 1;
      return { ...row, key: rowKey(position) };
    },
    finish: () => source.finish(),
  };
}

function boundedBy(plan: Plan, until: Cursor | null): Plan {
  if (until === null || until.at === "end" || plan.source.kind !== "range") {
    return plan;
  }
  const { range } = plan.source;
  const key = until.at;
  const bounded = range.descending
    ? { ...range, low: key }
    : { ...range, high: Buffer.concat([key, Buffer.alloc(1)]) };
  return { ...plan, source: { kind: "range", range: bounded } };
}

function fingerprint(plan: Plan): string {
  return createHash("sha1")
    .update(JSON.stringify(plan.asked))
    .digest("base64url")
    .slice(0, 12);
}

function encodeCursor(cursor: Cursor, plan: Plan): string {
  const at = cursor.at === "end" ? null : cursor.at.toString("base64url");
  const body = JSON.stringify({ q: fingerprint(plan), at });
  return Buffer.from(body).toString("base64url");
}

function decodeCursor(text: string | null, plan: Plan): Cursor | null {
  if (text === null) return null;
  const body = parseCursor(text);
  if (body === null || body.q !== fingerprint(plan)) {
    throw new Error(
      "InvalidCursor: Tried to run a query starting from a cursor, but it looks like this cursor is from a different query.",
    );
  }
  return {
    at: body.at === null ? "end" : Buffer.from(stringOf(body.at), "base64url"),
  };
}

function parseCursor(text: string): JSONObject | null {
  try {
    const value: JSONValue = parseJson(
      Buffer.from(text, "base64url").toString("utf8"),
    );
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
