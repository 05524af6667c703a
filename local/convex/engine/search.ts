import { HIGHEST_KEY, LOWEST_KEY } from "../keys/encode";
import { filterToken } from "../keys/document-keys";
import { rowKey } from "../keys/position";
import { sql } from "../store/catalog";
import { asNumber, asText } from "../store/connection";
import type { Row } from "../store/scan";
import { isObject, stringOf } from "../values/json";
import type { Plan } from "./plan";
import type { Transaction } from "./transaction";

const MAX_RESULTS = 1024;
const MAX_TERMS = 16;

type SearchSource = Extract<Plan["source"], { kind: "search" }>;

/**
 * The best 1024 matches by BM25 that hold one of the words, the last one also
 * as a prefix, and equal every filter field. Any write to the index invalidates.
 */
export function searchRows(tx: Transaction, source: SearchSource): Row[] {
  tx.requireOpen();
  const { table, search } = source;
  const space = sql.search(search.id);
  tx.noteRange({ space, low: LOWEST_KEY, high: HIGHEST_KEY });
  const match = matchExpression(source);
  if (match === null) return [];
  const documents = sql.documents(table.number);
  const rows = tx.db.all(
    `SELECT d.n, d.s, d.v FROM ${space} f JOIN ${documents} d ON d.n=f.rowid WHERE f.${space} MATCH ? ORDER BY bm25(${space}, 1.0, 0.0), d.n DESC LIMIT ${MAX_RESULTS}`,
    match,
  );
  return rows.map((row) => {
    const n = asNumber(row[0]);
    return { n, size: asNumber(row[1]), text: asText(row[2]), key: rowKey(n) };
  });
}

function matchExpression({ search, filters }: SearchSource): string | null {
  let terms: string[] | null = null;
  const tokens: string[] = [];
  for (const filter of filters) {
    const field = stringOf(filter.fieldPath);
    if (filter.type === "Search") {
      if (field !== search.searchField) {
        throw new Error(
          `Search index ${search.name} searches "${search.searchField}", not "${field}"`,
        );
      }
      terms = searchTerms(stringOf(filter.value));
    } else {
      if (!search.filterFields.includes(field)) {
        throw new Error(
          `Field "${field}" is not a filter field of search index ${search.name}`,
        );
      }
      const value = filter.value;
      const missing = isObject(value) && "$undefined" in value;
      tokens.push(filterToken(field, missing ? undefined : value));
    }
  }
  if (terms === null) {
    throw new Error("Search query must contain exactly one search expression");
  }
  if (terms.length === 0) return null;
  const words = terms.map((term, i) =>
    i === (terms?.length ?? 0) - 1 ? `"${term}" *` : `"${term}"`,
  );
  return [
    `body : (${words.join(" OR ")})`,
    ...tokens.map((token) => `filters : "${token}"`),
  ].join(" AND ");
}

function searchTerms(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.slice(0, MAX_TERMS);
}
