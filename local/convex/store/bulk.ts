import type { JSONValue } from "convex/values";
import { indexKey } from "../keys/document-keys";
import { decodeId, encodeId } from "../keys/id";
import { creationTimeOf } from "../keys/position";
import type { SchemaChecks } from "../engine/schema-checks";
import { type JSONObject, parseObject } from "../values/json";
import { sizeOf } from "../values/size";
import { type TableDef, sql } from "./catalog";
import type { Connection } from "./connection";
import { addToSearch, scanTable } from "./fill";
import { checkDocuments } from "./stored-documents";
import type { Store } from "./store";
import type { WriteQueue } from "./write-queue";

/** A table on its way out or in. Documents carry `_id` and `_creationTime`, or neither. */
export type BulkTable = {
  table: string;
  documents: Iterable<Record<string, JSONValue>>;
};

/** Every table of one committed state, system tables included. Read it to its end. */
export function* exportTables(store: Store): Generator<BulkTable> {
  const reader = store.readers.acquire();
  try {
    for (const table of reader.catalog.tables()) {
      yield { table: table.name, documents: documentsOf(reader.db, table) };
    }
  } finally {
    store.readers.release(reader);
  }
}

function* documentsOf(
  db: Connection,
  table: TableDef,
): Generator<Record<string, JSONValue>> {
  for (const { text } of scanTable(db, table.number)) yield parseObject(text);
}

/** Replaces the named tables in one transaction, rebuilding their indexes. */
export function importTables(
  store: Store,
  queue: WriteQueue,
  tables: Iterable<BulkTable>,
  checks: () => SchemaChecks,
): Promise<void> {
  const names = new Set<string>();
  return new Promise((resolve, reject) => {
    queue.push({
      isAwaited: true,
      run: () => {
        store.writer.exec("SAVEPOINT bulk");
        try {
          for (const bulk of tables) {
            importTable(store, bulk);
            names.add(bulk.table);
          }
          checkDocuments(store.writer, store.catalog, checks(), names);
        } catch (error) {
          store.writer.exec("ROLLBACK TO bulk");
          store.writer.exec("RELEASE bulk");
          throw error;
        }
        store.writer.exec("RELEASE bulk");
        return Promise.resolve({ points: [], wrote: true, tables: names });
      },
      committed: (ts) => {
        store.log.invalidateAll(ts);
        resolve();
      },
      failed: (error) =>
        reject(error instanceof Error ? error : new Error(String(error))),
    });
  });
}

function importTable(store: Store, bulk: BulkTable) {
  let table = store.catalog.table(bulk.table);
  if (table === undefined) {
    store.createTable(bulk.table);
    table = store.catalog.table(bulk.table);
  }
  if (table === undefined) throw new Error(`No table ${bulk.table}`);
  clear(store.writer, table);
  const entries = new Map(
    [...table.indexes.values()].map((index) => [
      index,
      [] as { key: Buffer; n: number }[],
    ]),
  );
  let target = table;
  let first = true;
  const rows: { n: number; size: number; text: string }[] = [];
  for (const given of bulk.documents) {
    if (first) target = adoptNumber(store, target, given);
    first = false;
    const { n, document } = identified(store, target, given);
    rows.push({ n, size: sizeOf(document), text: JSON.stringify(document) });
    for (const [index, list] of entries) {
      list.push({ key: indexKey(index, document), n });
    }
    for (const search of target.searches.values()) {
      addToSearch(store.writer, search, n, document);
    }
    if (rows.length >= 5_000) writeRows(store.writer, target, rows);
  }
  writeRows(store.writer, target, rows);
  for (const [index, list] of entries) {
    list.sort((a, b) => Buffer.compare(a.key, b.key));
    const insert = `INSERT INTO ${sql.index(index.id)}(key, n) VALUES(?, ?)`;
    for (const { key, n } of list) store.writer.run(insert, key, n);
  }
}

function clear(db: Connection, table: TableDef) {
  db.run(`DELETE FROM ${sql.documents(table.number)}`);
  for (const index of table.indexes.values()) {
    db.run(`DELETE FROM ${sql.index(index.id)}`);
  }
  for (const search of table.searches.values()) {
    db.run(`DELETE FROM ${sql.search(search.id)}`);
  }
}

function writeRows(
  db: Connection,
  table: TableDef,
  rows: { n: number; size: number; text: string }[],
) {
  const insert = `INSERT INTO ${sql.documents(table.number)}(n, s, v) VALUES(?, ?, ?)`;
  for (const { n, size, text } of rows) db.run(insert, n, size, text);
  rows.length = 0;
}

/** Ids carry the number of their table: an imported table takes the one of its ids. */
function adoptNumber(
  store: Store,
  table: TableDef,
  document: Record<string, JSONValue>,
): TableDef {
  const { _id } = document;
  const decoded = typeof _id === "string" ? decodeId(_id) : null;
  if (decoded === null || decoded.table === table.number) return table;
  return store.renumberTable(table, decoded.table);
}

function identified(
  store: Store,
  table: TableDef,
  given: Record<string, JSONValue>,
): { n: number; document: JSONObject } {
  const { _id, _creationTime, ...fields } = given;
  if (_id === undefined) {
    const n = store.nextCreatedUs();
    const id = encodeId(table.number, n);
    return {
      n,
      document: { _id: id, _creationTime: creationTimeOf(n), ...fields },
    };
  }
  const decoded = typeof _id === "string" ? decodeId(_id) : null;
  if (decoded === null || decoded.table !== table.number) {
    throw new Error(
      `${JSON.stringify(_id)} is not an ID of table "${table.name}" made by this runtime`,
    );
  }
  const n = decoded.createdUs;
  if (_creationTime !== undefined && _creationTime !== creationTimeOf(n)) {
    throw new Error(
      `${JSON.stringify(_id)} was not created at ${JSON.stringify(_creationTime)}`,
    );
  }
  store.noteCreatedUs(n);
  return { n, document: { _id, _creationTime: creationTimeOf(n), ...fields } };
}
