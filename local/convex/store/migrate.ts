import type { JSONValue, ValidatorJSON } from "convex/values";
import { isObject, stringOf } from "../values/json";
import {
  Catalog,
  type IndexDef,
  type SearchDef,
  type TableDef,
  sql,
} from "./catalog";
import { type Connection, asNumber, asText } from "./connection";
import { fillIndex, fillSearch } from "./fill";
import { SYSTEM_TABLES } from "./system-tables";

/** A schema as `schema.export()` gives it, reduced to what is supported. */
export type SchemaSpec = {
  validated: boolean;
  tables: TableSpec[];
};

export type TableSpec = {
  name: string;
  documentType: ValidatorJSON | null;
  indexes: { name: string; fields: string[] }[];
  searches: { name: string; searchField: string; filterFields: string[] }[];
};

export function createStoreTables(db: Connection) {
  db.exec(`
    CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS tables(number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, spec TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS indexes(id INTEGER PRIMARY KEY AUTOINCREMENT, tbl INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, spec TEXT NOT NULL, UNIQUE(tbl, kind, name));
  `);
}

export function systemSpecs(): TableSpec[] {
  return Object.entries(SYSTEM_TABLES).map(([name, { indexes }]) => ({
    name,
    documentType: null,
    indexes: Object.entries(indexes).map(([index, fields]) => ({
      name: index,
      fields,
    })),
    searches: [],
  }));
}

/** The tables outside the system with the indexes they have, as a schema names them. */
export function storedSpecs(db: Connection): TableSpec[] {
  return db
    .all("SELECT number, name FROM tables")
    .map(([number, name]) => ({ number: asNumber(number), name: asText(name) }))
    .filter(({ name }) => !Object.hasOwn(SYSTEM_TABLES, name))
    .map(({ number, name }) => ({
      name,
      documentType: null,
      indexes: storedOf(db, number, "index").map((index) => ({
        name: index.name,
        fields: index.spec as string[],
      })),
      searches: storedOf(db, number, "search").map(
        ({ spec }) => spec as TableSpec["searches"][number],
      ),
    }));
}

function storedOf(db: Connection, table: number, kind: "index" | "search") {
  return db
    .all("SELECT name, spec FROM indexes WHERE tbl=? AND kind=?", table, kind)
    .map(([name, spec]) => ({
      name: asText(name),
      spec: JSON.parse(asText(spec)) as unknown,
    }));
}

/**
 * Makes the stored tables and indexes those of `specs`, inside the caller's
 * transaction. Tables outside `specs` keep their documents and lose their indexes.
 */
export function migrate(
  db: Connection,
  specs: TableSpec[],
  open: boolean,
): Catalog {
  const wanted = new Map(specs.map((spec) => [spec.name, spec]));
  for (const row of db.all("SELECT name FROM tables")) {
    const name = asText(row[0]);
    if (!wanted.has(name)) {
      wanted.set(name, { name, documentType: null, indexes: [], searches: [] });
    }
  }
  const tables = [...wanted.values()].map((spec) => migrateTable(db, spec));
  return new Catalog(tables, open);
}

function migrateTable(db: Connection, spec: TableSpec): TableDef {
  const number = ensureTable(db, spec.name);
  const indexes = new Map<string, IndexDef>();
  const searches = new Map<string, SearchDef>();
  const keep = new Set<number>();
  for (const index of spec.indexes) {
    const id = ensureIndex(db, number, "index", index.name, index.fields);
    indexes.set(index.name, indexDef(id, index.name, index.fields));
    keep.add(id);
  }
  for (const search of spec.searches) {
    const id = ensureIndex(db, number, "search", search.name, search);
    searches.set(search.name, searchDef(id, search));
    keep.add(id);
  }
  for (const row of db.all("SELECT id FROM indexes WHERE tbl=?", number)) {
    const id = asNumber(row[0]);
    if (!keep.has(id)) dropIndex(db, id);
  }
  return {
    number,
    name: spec.name,
    documentType: spec.documentType,
    indexes,
    searches,
  };
}

/** Creates the documents table when missing; answers its number. */
export function ensureTable(db: Connection, name: string): number {
  const known = db.get("SELECT number FROM tables WHERE name=?", name);
  if (known !== undefined) return asNumber(known[0]);
  const number = freeNumber(db, 0);
  db.run(
    "INSERT INTO tables(number, name, spec) VALUES(?, ?, '')",
    number,
    name,
  );
  db.exec(
    `CREATE TABLE ${sql.documents(number)}(n INTEGER PRIMARY KEY, s INTEGER NOT NULL, v TEXT NOT NULL)`,
  );
  return number;
}

/** A number that no table has, greater than `above`. */
export function freeNumber(db: Connection, above: number): number {
  const last = db.get("SELECT coalesce(max(number), 0) FROM tables");
  return Math.max(asNumber(last?.[0]), above) + 1;
}

export function moveTable(db: Connection, from: number, to: number) {
  db.exec(`ALTER TABLE ${sql.documents(from)} RENAME TO ${sql.documents(to)}`);
  db.run("UPDATE tables SET number=? WHERE number=?", to, from);
  db.run("UPDATE indexes SET tbl=? WHERE tbl=?", to, from);
}

export function indexDef(id: number, name: string, fields: string[]): IndexDef {
  return { id, name, fields, paths: fields.map((field) => field.split(".")) };
}

function ensureIndex(
  db: Connection,
  table: number,
  kind: "index" | "search",
  name: string,
  spec: JSONValue,
): number {
  const text = JSON.stringify(spec);
  const known = db.get(
    "SELECT id, spec FROM indexes WHERE tbl=? AND kind=? AND name=?",
    table,
    kind,
    name,
  );
  if (known !== undefined) {
    if (asText(known[1]) === text) return asNumber(known[0]);
    dropIndex(db, asNumber(known[0]));
  }
  const created = db.get(
    "INSERT INTO indexes(tbl, kind, name, spec) VALUES(?, ?, ?, ?) RETURNING id",
    table,
    kind,
    name,
    text,
  );
  const id = asNumber(created?.[0]);
  if (kind === "index") {
    db.exec(
      `CREATE TABLE ${sql.index(id)}(key BLOB PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID`,
    );
    fillIndex(db, table, indexDef(id, name, spec as string[]));
  } else {
    db.exec(
      `CREATE VIRTUAL TABLE ${sql.search(id)} USING fts5(body, filters, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')`,
    );
    fillSearch(db, table, searchDef(id, spec));
  }
  return id;
}

function searchDef(id: number, spec: JSONValue): SearchDef {
  if (!isObject(spec)) throw new Error("Malformed search index");
  const filters = Array.isArray(spec.filterFields) ? spec.filterFields : [];
  const searchField = stringOf(spec.searchField);
  const filterFields = filters.map(stringOf);
  return {
    id,
    name: stringOf(spec.name),
    searchField,
    filterFields,
    paths: [searchField, ...filterFields].map((field) => field.split(".")),
  };
}

function dropIndex(db: Connection, id: number) {
  const row = db.get("SELECT kind FROM indexes WHERE id=?", id);
  const name = row?.[0] === "search" ? sql.search(id) : sql.index(id);
  db.forget();
  db.exec(`DROP TABLE ${name}`);
  db.run("DELETE FROM indexes WHERE id=?", id);
}
