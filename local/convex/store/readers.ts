import type { Catalog } from "./catalog";
import { Connection } from "./connection";

/** A connection standing on one committed state while `users` is above zero. */
export type Reader = Committed & { db: Connection; users: number };

export type Committed = { ts: bigint; catalog: Catalog };

/** Read-only connections; those asking at the same ts share one. */
export class ReaderPool {
  readonly #file: string;
  readonly #newest: () => Committed;
  readonly #free: Connection[] = [];
  readonly #pinned = new Set<Reader>();

  constructor(file: string, newest: () => Committed) {
    this.#file = file;
    this.#newest = newest;
  }

  /** Pins the newest committed state; give it back with `release`. */
  acquire(): Reader {
    const newest = this.#newest();
    for (const reader of this.#pinned) {
      if (reader.ts === newest.ts) {
        reader.users += 1;
        return reader;
      }
    }
    const db =
      this.#free.pop() ?? new Connection(this.#file, { readOnly: true });
    db.exec("BEGIN");
    // A deferred transaction stands on a state only once it has read.
    db.get("SELECT count(*) FROM meta");
    const reader = { ...newest, db, users: 1 };
    this.#pinned.add(reader);
    return reader;
  }

  release(reader: Reader) {
    reader.users -= 1;
    if (reader.users === 0 && reader.ts !== this.#newest().ts) {
      this.#unpin(reader);
    }
  }

  /** Lets go of unused states, so that the log can be folded into the file. */
  releaseIdle() {
    for (const reader of this.#pinned) {
      if (reader.users === 0) this.#unpin(reader);
    }
  }

  close() {
    for (const reader of this.#pinned) reader.db.close();
    for (const db of this.#free) db.close();
    this.#pinned.clear();
    this.#free.length = 0;
  }

  #unpin(reader: Reader) {
    this.#pinned.delete(reader);
    reader.db.exec("COMMIT");
    this.#free.push(reader.db);
  }
}
