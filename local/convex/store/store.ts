import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Point } from "../keys/position";
import type { Catalog, TableDef } from "./catalog";
import { CommitLog } from "./commit-log";
import { Connection, asText } from "./connection";
import { countDocuments } from "./fill";
import {
  createStoreTables,
  ensureTable,
  freeNumber,
  migrate,
  moveTable,
  storedSpecs,
  systemSpecs,
} from "./migrate";
import { ReaderPool } from "./readers";

/** Raised when a state written before can no longer be read. */
const FORMAT = "1";

export type CommitListener = (ts: bigint, tables: ReadonlySet<string>) => void;

/**
 * The durable state: one connection that writes, and readers that see only
 * what was committed. `ts` and creation times never go back, also across restarts.
 */
export class Store {
  readonly writer: Connection;
  readonly log: CommitLog;
  readonly readers: ReaderPool;
  /** The tables as the running write transaction sees them. */
  catalog: Catalog;
  readonly #listeners: CommitListener[] = [];
  readonly #now: () => number;
  #committedTs: bigint;
  #lastCreatedUs: number;
  #committedCatalog: Catalog;

  constructor(stateDir: string, now: () => number) {
    mkdirSync(stateDir, { recursive: true });
    const file = path.join(stateDir, "data.sqlite");
    this.#now = now;
    this.writer = new Connection(file, { readOnly: false });
    this.writer.exec("BEGIN IMMEDIATE");
    createStoreTables(this.writer);
    this.#requireFormat();
    // Until functions are loaded, what was there stays: indexes of many documents take long to fill.
    const specs = [...systemSpecs(), ...storedSpecs(this.writer)];
    this.catalog = migrate(this.writer, specs, true);
    this.#committedCatalog = this.catalog;
    this.#committedTs = BigInt(this.#meta("ts") ?? "0");
    this.#lastCreatedUs = Number(this.#meta("created") ?? "0");
    this.writer.exec("COMMIT");
    this.readers = new ReaderPool(file, () => ({
      ts: this.#committedTs,
      catalog: this.#committedCatalog,
    }));
    this.log = new CommitLog(this.#committedTs);
  }

  get committedTs(): bigint {
    return this.#committedTs;
  }

  onCommit(listener: CommitListener) {
    this.#listeners.push(listener);
  }

  /** The next creation time in microseconds: the clock, or one more than the last. */
  nextCreatedUs(): number {
    const now = Math.floor(this.#now() * 1000);
    this.#lastCreatedUs = Math.max(now, this.#lastCreatedUs + 1);
    return this.#lastCreatedUs;
  }

  /** Keeps creation times ahead of one that was restored from elsewhere. */
  noteCreatedUs(createdUs: number) {
    this.#lastCreatedUs = Math.max(this.#lastCreatedUs, createdUs);
  }

  begin() {
    this.writer.exec("BEGIN IMMEDIATE");
  }

  /** Undoes everything since `begin`, tables created meanwhile included. */
  rollback() {
    this.catalog = this.#committedCatalog;
    this.writer.exec("ROLLBACK");
  }

  /** Adds a table that no schema names, inside the running transaction. */
  createTable(name: string) {
    const number = ensureTable(this.writer, name);
    this.catalog = this.catalog.with({
      number,
      name,
      documentType: null,
      indexes: new Map(),
      searches: new Map(),
    });
  }

  /**
   * Gives an emptied table the number that imported ids carry, inside the
   * running transaction. Throws when a table with documents holds that number.
   */
  renumberTable(table: TableDef, number: number): TableDef {
    const holder = this.catalog.byNumber(number);
    if (holder !== undefined) {
      if (countDocuments(this.writer, number) > 0) {
        throw new Error(
          `Cannot import "${table.name}": its IDs belong to the table "${holder.name}" here. Import into an empty deployment.`,
        );
      }
      this.#moveTable(holder, freeNumber(this.writer, number));
    }
    return this.#moveTable(table, number);
  }

  #moveTable(table: TableDef, number: number): TableDef {
    moveTable(this.writer, table.number, number);
    const moved = { ...table, number };
    this.catalog = this.catalog.with(moved);
    return moved;
  }

  /** Makes everything since `begin` durable; answers the ts it is visible at. */
  commit(changed: boolean): bigint {
    if (!changed) {
      this.writer.exec("COMMIT");
      return this.#committedTs;
    }
    const wall = BigInt(Math.floor(this.#now() * 1000)) * 1000n;
    const ts = wall > this.#committedTs ? wall : this.#committedTs + 1n;
    this.#setMeta("ts", ts.toString());
    this.#setMeta("created", this.#lastCreatedUs.toString());
    this.readers.releaseIdle();
    this.writer.exec("COMMIT");
    this.#committedTs = ts;
    this.#committedCatalog = this.catalog;
    return ts;
  }

  /** Tells subscribers and listeners of a commit. */
  announce(ts: bigint, points: readonly Point[], tables: Set<string>) {
    this.log.record(ts, points);
    const names = new Map<string, string>();
    for (const table of this.catalog.tables()) {
      names.set(`d${table.number}`, table.name);
    }
    for (const { space } of points) {
      const name = names.get(space);
      if (name !== undefined) tables.add(name);
    }
    for (const listener of this.#listeners) listener(ts, tables);
  }

  close() {
    this.readers.close();
    this.writer.close();
  }

  #requireFormat() {
    const format = this.#meta("format");
    if (format === null) this.#setMeta("format", FORMAT);
    else if (format !== FORMAT) {
      throw new Error(
        `The stored state has format ${format}, this runtime reads ${FORMAT}`,
      );
    }
  }

  #meta(key: string): string | null {
    const row = this.writer.get("SELECT value FROM meta WHERE key=?", key);
    return row === undefined ? null : asText(row[0]);
  }

  #setMeta(key: string, value: string) {
    this.writer.run(
      "INSERT INTO meta(key, value) VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value=excluded.value",
      key,
      value,
    );
  }
}
