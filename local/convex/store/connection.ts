import {
  DatabaseSync,
  type DatabaseSyncInstance,
  type StatementSyncInstance,
} from "@photostructure/sqlite";

export type SqlValue = null | number | string | Buffer;

/** One SQLite connection with its prepared statements, rows read as arrays. */
export class Connection {
  readonly #db: DatabaseSyncInstance;
  readonly #statements = new Map<string, StatementSyncInstance>();

  constructor(path: string, options: { readOnly: boolean }) {
    this.#db = new DatabaseSync(path, {
      readOnly: options.readOnly,
      timeout: 10_000,
      returnArrays: true,
    });
    if (!options.readOnly) {
      this.#db.exec("PRAGMA journal_mode=WAL");
      this.#db.exec("PRAGMA synchronous=FULL");
      this.#db.exec("PRAGMA wal_autocheckpoint=4000");
      this.#db.exec("PRAGMA journal_size_limit=67108864");
    }
    this.#db.exec("PRAGMA cache_size=-65536");
    this.#db.exec("PRAGMA temp_store=MEMORY");
  }

  exec(sql: string) {
    this.#db.exec(sql);
  }

  run(sql: string, ...values: SqlValue[]): number {
    return this.#prepare(sql).run(...values).changes;
  }

  get(sql: string, ...values: SqlValue[]): unknown[] | undefined {
    return this.#prepare(sql).get(...values) as unknown[] | undefined;
  }

  all(sql: string, ...values: SqlValue[]): unknown[][] {
    return this.#prepare(sql).all(...values) as unknown[][];
  }

  /** Forgets prepared statements, needed after a table or index was dropped. */
  forget() {
    this.#statements.clear();
  }

  close() {
    this.#statements.clear();
    if (this.#db.isOpen) this.#db.close();
  }

  #prepare(sql: string): StatementSyncInstance {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

export function asNumber(value: unknown): number {
  if (typeof value === "number") return value;
  throw new Error("The store returned a row of an unexpected shape");
}

export function asText(value: unknown): string {
  if (typeof value === "string") return value;
  throw new Error("The store returned a row of an unexpected shape");
}

export function asBytes(value: unknown): Buffer {
  if (value instanceof Uint8Array) {
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  }
  throw new Error("The store returned a row of an unexpected shape");
}
