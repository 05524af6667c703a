import type { JSONValue } from "convex/values";
import { LOWEST_KEY } from "../keys/encode";
import { decodeId, encodeId } from "../keys/id";
import { type Interval, type Point, rowKey, successor } from "../keys/position";
import { type Catalog, type TableDef, sql } from "../store/catalog";
import type { Connection } from "../store/connection";
import {
  insertDocument,
  removeDocument,
  storedId,
  updateDocument,
  userFields,
  withSystemFields,
} from "../store/documents";
import { fetchRows, readRow } from "../store/scan";
import type { Store } from "../store/store";
import { type JSONObject, isObject, parseObject } from "../values/json";
import { checkedSizeOf, sizeOf } from "../values/size";
import type { SchemaChecks } from "./schema-checks";
import { MAX_DOCUMENT_BYTES, Usage } from "./usage";

/** `_id` and `_creationTime` as Convex counts them. */
const SYSTEM_FIELD_BYTES = 61;

type Found = { table: TableDef; n: number; size: number; text: string };

/**
 * Reads and writes of one execution. A query stands on a reader and records
 * what it read; a mutation stands on the writer, between savepoints.
 */
export class Transaction {
  readonly points: Point[] = [];
  usage = Usage.fresh();
  /** Set when a write named a table that must be created first. */
  missingTable: string | null = null;
  #depth = 0;
  #closed = false;

  constructor(
    readonly db: Connection,
    readonly snapshotTs: bigint,
    readonly checks: SchemaChecks,
    /** Null in a mutation: nothing subscribes to what it read. */
    readonly ranges: Interval[] | null,
    /** The store in a mutation; in a query only the tables of its snapshot. */
    readonly scope: { store: Store } | { catalog: Catalog },
  ) {}

  get catalog(): Catalog {
    return "store" in this.scope
      ? this.scope.store.catalog
      : this.scope.catalog;
  }

  /** Refuses everything from now on: a function that was given up may still run. */
  close() {
    this.#closed = true;
  }

  get(id: string, table: string | undefined): string | null {
    this.usage.add("databaseQueries", 1);
    const found = this.#find(id, table, "get");
    if (found === null) return null;
    this.usage.add("documentsRead", 1);
    this.usage.add("bytesRead", found.size);
    return found.text;
  }

  insert(tableName: string, fields: JSONObject): string {
    const store = this.#writable("insert");
    const table = this.#tableForInsert(tableName);
    const size = this.#sizeOf(fields);
    this.checks.document(table, fields);
    const n = store.nextCreatedUs();
    const id = encodeId(table.number, n);
    this.#countWrite(size);
    const document = withSystemFields(id, n, fields);
    insertDocument(this.db, table, n, document, size, this.points);
    return id;
  }

  /** For the runtime's own tables: no schema, no limits. */
  insertUnchecked(tableName: string, fields: JSONObject): string {
    const store = this.#writable("insert");
    const table = this.#tableForInsert(tableName);
    const n = store.nextCreatedUs();
    const id = encodeId(table.number, n);
    const document = withSystemFields(id, n, userFields(fields));
    const size = sizeOf(document);
    insertDocument(this.db, table, n, document, size, this.points);
    return id;
  }

  getUnchecked(id: string, table: string): string | null {
    return this.#find(id, table, "get")?.text ?? null;
  }

  replaceUnchecked(id: string, tableName: string, fields: JSONObject) {
    const found = this.#required(id, tableName, "replace");
    const after = withSystemFields(id, found.n, userFields(fields));
    updateDocument(
      this.db,
      found.table,
      found.n,
      parseObject(found.text),
      after,
      sizeOf(after),
      this.points,
    );
  }

  removeUnchecked(id: string, tableName: string) {
    const { table, n, text } = this.#required(id, tableName, "delete");
    removeDocument(this.db, table, n, parseObject(text), this.points);
  }

  /** Ids of the first documents created before a time in microseconds. */
  oldestIds(tableName: string, beforeUs: number, limit: number): string[] {
    const table = this.#tableForInsert(tableName);
    const range = { table, index: null, low: LOWEST_KEY, descending: false };
    const high = rowKey(Math.max(0, Math.floor(beforeUs)));
    return fetchRows(this.db, { ...range, high }, null, limit).map((row) =>
      storedId(row.text),
    );
  }

  patch(id: string, tableName: string | undefined, changes: JSONObject) {
    const found = this.#existing(id, tableName, "patch");
    const before = parseObject(found.text);
    this.#checkSystemFields(before, changes);
    const fields: { [key: string]: JSONValue } = userFields(before);
    for (const [name, value] of Object.entries(changes)) {
      if (name === "_id" || name === "_creationTime") continue;
      if (isObject(value) && "$undefined" in value) delete fields[name];
      else fields[name] = value;
    }
    this.#update(found, before, fields);
  }

  replace(id: string, tableName: string | undefined, value: JSONObject) {
    const found = this.#existing(id, tableName, "replace");
    const before = parseObject(found.text);
    this.#checkSystemFields(before, value);
    this.#update(found, before, userFields(value));
  }

  remove(id: string, tableName: string | undefined) {
    const found = this.#existing(id, tableName, "delete");
    this.#countWrite(0);
    const before = parseObject(found.text);
    removeDocument(this.db, found.table, found.n, before, this.points);
  }

  /** Everything until `release` or `rollback` can be undone as one. */
  savepoint(): { release(): void; rollback(): void } {
    this.requireOpen();
    const name = `s${this.#depth}`;
    const mark = this.points.length;
    this.#depth += 1;
    this.db.run(`SAVEPOINT ${name}`);
    const end = () => {
      if (this.#closed) return;
      this.#depth -= 1;
      this.db.run(`RELEASE ${name}`);
    };
    return {
      release: end,
      rollback: () => {
        if (this.#closed) return;
        this.db.run(`ROLLBACK TO ${name}`);
        this.points.length = mark;
        end();
      },
    };
  }

  requireOpen() {
    if (this.#closed) throw new Error("This transaction has already ended");
  }

  noteRange(interval: Interval) {
    this.ranges?.push(interval);
  }

  #update(found: Found, before: JSONObject, fields: JSONObject) {
    const size = this.#sizeOf(fields);
    this.checks.document(found.table, fields);
    this.#countWrite(size);
    const id = storedId(found.text);
    const after = withSystemFields(id, found.n, fields);
    updateDocument(
      this.db,
      found.table,
      found.n,
      before,
      after,
      size,
      this.points,
    );
  }

  #find(id: string, wanted: string | undefined, method: string): Found | null {
    this.requireOpen();
    const decoded = decodeId(id);
    const table = decoded === null ? undefined : this.catalog.tableOfId(id);
    if (decoded === null || table === undefined) {
      throw new Error(
        `Invalid argument \`id\` for \`db.${method}\`: Unable to decode ID: '${id}' is not an ID of a table in this deployment`,
      );
    }
    if (wanted !== undefined && wanted !== table.name) {
      throw new Error(
        `Invalid argument \`id\` for \`db.${method}\`: expected ID in table '${wanted}' but got ID in table '${table.name}'`,
      );
    }
    const n = decoded.createdUs;
    if (this.ranges !== null) {
      const key = rowKey(n);
      const space = sql.documents(table.number);
      this.ranges.push({ space, low: key, high: successor(key) });
    }
    const row = readRow(this.db, table, n);
    if (row === null || storedId(row.text) !== id) return null;
    return { table, n, ...row };
  }

  #existing(id: string, tableName: string | undefined, method: string): Found {
    this.usage.add("databaseQueries", 1);
    const found = this.#required(id, tableName, method);
    this.usage.add("documentsRead", 1);
    this.usage.add("bytesRead", found.size);
    return found;
  }

  #required(id: string, tableName: string | undefined, method: string): Found {
    this.#writable(method);
    const found = this.#find(id, tableName, method);
    if (found !== null) return found;
    const verb = `${method.charAt(0).toUpperCase()}${method.slice(1)}`;
    throw new Error(`${verb} on nonexistent document ID ${id}`);
  }

  #writable(method: string): Store {
    if ("store" in this.scope) return this.scope.store;
    throw new Error(`\`db.${method}\` is not available in a query`);
  }

  #tableForInsert(name: string): TableDef {
    this.requireOpen();
    const table = this.catalog.table(name);
    if (table !== undefined) return table;
    if (!/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/.test(name)) {
      throw new Error(`Invalid table name '${name}'`);
    }
    if (!this.catalog.open) {
      throw new Error(`Table '${name}' is not in the schema`);
    }
    this.missingTable = name;
    throw new Error(`Table '${name}' does not exist yet`);
  }

  #sizeOf(fields: JSONObject): number {
    const size = checkedSizeOf(fields) + SYSTEM_FIELD_BYTES;
    if (size > MAX_DOCUMENT_BYTES) {
      throw new Error(
        `Value is too large (${(size / MAX_DOCUMENT_BYTES).toFixed(2)} MiB > maximum size 1 MiB)`,
      );
    }
    return size;
  }

  #countWrite(bytes: number) {
    this.usage.add("documentsWritten", 1);
    this.usage.add("bytesWritten", bytes);
  }

  #checkSystemFields(before: JSONObject, changes: JSONObject) {
    for (const name of ["_id", "_creationTime"] as const) {
      const given = changes[name];
      if (given === undefined || given === before[name]) continue;
      throw new Error(
        `Provided \`${name}\` field value ${JSON.stringify(given)} does not match the document's own ${JSON.stringify(before[name])}`,
      );
    }
  }
}
