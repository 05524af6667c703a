import type { JSONValue } from "convex/values";
import {
  HIGHEST_KEY,
  type Key,
  LOWEST_KEY,
  afterPrefix,
  encodeKey,
} from "../keys/encode";
import { decodeId } from "../keys/id";
import { firstRowFrom, rowKey } from "../keys/position";
import type { Catalog, IndexDef, SearchDef, TableDef } from "../store/catalog";
import type { Range } from "../store/scan";
import {
  type JSONObject,
  decodedNumber,
  isObject,
  stringOf,
} from "../values/json";
import { compileFilter } from "./filter";

export type Plan = {
  source:
    | { kind: "empty" }
    | { kind: "range"; range: Range }
    | {
        kind: "search";
        table: TableDef;
        search: SearchDef;
        filters: JSONObject[];
      };
  filters: ((document: JSONObject) => boolean)[];
  limit: number | null;
  /** What was asked for; tells cursors of different queries apart. */
  asked: readonly JSONValue[];
};

type Bound = { type: string; field: string; value: JSONValue | undefined };

/** Turns a serialized query into what to read. Throws as Convex does on misuse. */
export function planQuery(query: JSONObject, catalog: Catalog): Plan {
  const source = query.source;
  if (!isObject(source)) throw new Error("Malformed query");
  const operators = Array.isArray(query.operators) ? query.operators : [];
  let limit: number | null = null;
  const filters: Plan["filters"] = [];
  for (const operator of operators.filter(isObject)) {
    if ("filter" in operator)
      filters.push(compileFilter(operator.filter ?? null));
    if (typeof operator.limit === "number") {
      limit = Math.min(limit ?? Infinity, operator.limit);
    }
  }
  return {
    source: planSource(source, catalog),
    filters,
    limit,
    asked: [source, operators],
  };
}

function planSource(source: JSONObject, catalog: Catalog): Plan["source"] {
  if (source.type === "FullTableScan") {
    const table = catalog.table(stringOf(source.tableName));
    if (table === undefined) return unknownTable(source.tableName, catalog);
    return whole(table, source.order === "desc");
  }
  const [tableName = "", indexName = ""] = stringOf(source.indexName).split(
    ".",
  );
  const table = catalog.table(tableName);
  if (table === undefined) return unknownTable(tableName, catalog);
  if (source.type === "Search") return planSearch(table, indexName, source);
  if (source.type !== "IndexRange") {
    throw new Error(`Unsupported query source '${stringOf(source.type)}'`);
  }
  const descending = source.order === "desc";
  const bounds = readBounds(source.range);
  if (indexName === "by_creation_time" || indexName === "by_id") {
    return planBuiltin(table, indexName, bounds, descending);
  }
  const index = table.indexes.get(indexName);
  if (index === undefined) {
    throw new Error(`Index ${tableName}.${indexName} not found.`);
  }
  const [low, high] = keyRange(index.fields, bounds);
  return { kind: "range", range: { table, index, low, high, descending } };
}

function unknownTable(name: JSONValue | undefined, catalog: Catalog) {
  if (!catalog.open) {
    throw new Error(`Table '${stringOf(name)}' is not in the schema`);
  }
  return { kind: "empty" } as const;
}

function whole(table: TableDef, descending: boolean): Plan["source"] {
  return {
    kind: "range",
    range: {
      table,
      index: null,
      low: LOWEST_KEY,
      high: HIGHEST_KEY,
      descending,
    },
  };
}

function planSearch(
  table: TableDef,
  name: string,
  source: JSONObject,
): Plan["source"] {
  const search = table.searches.get(name);
  if (search === undefined) {
    throw new Error(`Search index ${table.name}.${name} not found.`);
  }
  const filters = Array.isArray(source.filters) ? source.filters : [];
  return { kind: "search", table, search, filters: filters.filter(isObject) };
}

function readBounds(range: JSONValue | undefined): Bound[] {
  return (Array.isArray(range) ? range : []).filter(isObject).map((entry) => ({
    type: stringOf(entry.type),
    field: stringOf(entry.fieldPath),
    value:
      isObject(entry.value) && "$undefined" in entry.value
        ? undefined
        : (entry.value ?? null),
  }));
}

/** Equalities on a prefix of the fields, then at most one lower and one upper bound. */
function keyRange(indexFields: readonly string[], bounds: Bound[]): [Key, Key] {
  const fields = [...indexFields, "_creationTime", "_id"];
  const prefix = splitEqualities(fields, bounds);
  const equal = prefix.map((bound) => bound.value);
  const base = encodeKey(equal);
  let low = base;
  let high = equal.length === 0 ? HIGHEST_KEY : afterPrefix(base);
  for (const bound of bounds.slice(prefix.length)) {
    const key = encodeKey([...equal, bound.value]);
    if (bound.type === "Gt") low = afterPrefix(key);
    if (bound.type === "Gte") low = key;
    if (bound.type === "Lt") high = key;
    if (bound.type === "Lte") high = afterPrefix(key);
  }
  return [low, high];
}

function splitEqualities(fields: readonly string[], bounds: Bound[]): Bound[] {
  const isEqual = (bound: Bound) => bound.type === "Eq";
  const first = bounds.findIndex((bound) => !isEqual(bound));
  const prefix = first === -1 ? bounds : bounds.slice(0, first);
  const rest = first === -1 ? [] : bounds.slice(first);
  prefix.forEach((bound, i) => expectField(fields[i], bound.field));
  const lower = rest.filter((bound) => bound.type.startsWith("Gt"));
  const upper = rest.filter((bound) => bound.type.startsWith("Lt"));
  if (rest.some(isEqual) || lower.length > 1 || upper.length > 1) {
    throw new Error(
      "Invalid index range: use `.eq` on the first fields, then at most one of `.gt`/`.gte` and one of `.lt`/`.lte`",
    );
  }
  for (const bound of rest) expectField(fields[prefix.length], bound.field);
  return prefix;
}

function expectField(expected: string | undefined, given: string) {
  if (expected === given) return;
  throw new Error(
    `Invalid index range: expected field "${expected ?? "none"}", got "${given}". Index fields must be queried in order.`,
  );
}

function planBuiltin(
  table: TableDef,
  name: string,
  bounds: Bound[],
  descending: boolean,
): Plan["source"] {
  const byId = name === "by_id";
  splitEqualities(byId ? ["_id"] : ["_creationTime", "_id"], bounds);
  let low = 0;
  let high = Number.MAX_SAFE_INTEGER;
  for (const bound of bounds) {
    if (bound.field === "_id" && !byId) continue;
    const at = (inclusive: boolean) =>
      byId
        ? rowOfId(table, bound.value, inclusive)
        : rowOfTime(bound.value, inclusive);
    if (bound.type === "Eq" || bound.type === "Gte")
      low = Math.max(low, at(true));
    if (bound.type === "Gt") low = Math.max(low, at(false));
    if (bound.type === "Eq" || bound.type === "Lte")
      high = Math.min(high, at(false));
    if (bound.type === "Lt") high = Math.min(high, at(true));
  }
  const range = {
    table,
    index: null,
    low: rowKey(low),
    high: rowKey(high),
    descending,
  };
  return { kind: "range", range };
}

/** The first row at or after (`inclusive`), or only after, a bound on creation time. */
function rowOfTime(value: JSONValue | undefined, inclusive: boolean): number {
  const time = decodedNumber(value);
  if (time !== null) return firstRowFrom(time, inclusive);
  const belowNumbers =
    value === undefined ||
    value === null ||
    (isObject(value) && "$integer" in value);
  return belowNumbers ? 0 : Number.MAX_SAFE_INTEGER;
}

function rowOfId(
  table: TableDef,
  value: JSONValue | undefined,
  inclusive: boolean,
): number {
  const decoded = typeof value === "string" ? decodeId(value) : null;
  if (decoded === null) {
    throw new Error("A range on `by_id` needs an ID of a table");
  }
  if (decoded.table < table.number) return 0;
  if (decoded.table > table.number) return Number.MAX_SAFE_INTEGER;
  return inclusive ? decoded.createdUs : decoded.createdUs + 1;
}

export function indexRange(
  table: TableDef,
  index: IndexDef,
  from: readonly JSONValue[],
  to: readonly JSONValue[],
): Range {
  return {
    table,
    index,
    low: from.length === 0 ? LOWEST_KEY : encodeKey(from),
    high: to.length === 0 ? HIGHEST_KEY : afterPrefix(encodeKey(to)),
    descending: false,
  };
}
