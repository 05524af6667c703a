import type { Transaction } from "../engine/transaction";
import { parseObject } from "../values/json";
import type { SystemTransaction } from "../types";
import type { WriteQueue } from "../store/write-queue";
import type { Executor } from "./executor";

/** The runtime's own view of a transaction: system tables, no schema, no limits. */
export function systemTransaction(tx: Transaction): SystemTransaction {
  return {
    get: (table, id) => {
      const text = tx.getUnchecked(id, table);
      return text === null ? null : parseObject(text);
    },
    insert: (table, document) => tx.insertUnchecked(table, document),
    replace: (table, id, document) => tx.replaceUnchecked(id, table, document),
    remove: (table, id) => tx.removeUnchecked(id, table),
  };
}

/** Runs `body` as a write of its own; its promise settles after the commit. */
export function queueWrite<T>(
  executor: Executor,
  body: (tx: Transaction) => T,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let value: T;
    executor.queue.push({
      isAwaited: false,
      run: () => {
        const tx = executor.writeTransaction();
        const savepoint = tx.savepoint();
        try {
          value = body(tx);
        } catch (error) {
          savepoint.rollback();
          throw error;
        }
        savepoint.release();
        const wrote = tx.points.length > 0;
        return Promise.resolve({ points: tx.points, wrote });
      },
      committed: () => resolve(value),
      failed: reject,
    });
  });
}

/** Runs `body` between writes; its promise settles when what it saw is durable. */
export function queueRead<T>(
  queue: WriteQueue,
  isAwaited: boolean,
  body: () => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let value: T;
    queue.push({
      isAwaited,
      run: async () => {
        value = await body();
        return { points: [], wrote: false };
      },
      committed: () => resolve(value),
      failed: reject,
    });
  });
}
