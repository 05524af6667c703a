import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";

/** Held by the one process that may write a state; freed by the kernel when it dies. */
export interface StateLock {
  release(): void;
}

/**
 * Takes the state directory for this process; null when another process has it.
 * A SQLite lock is a kernel lock, so a crash leaves nothing behind.
 */
export function tryLock(stateDir: string): StateLock | null {
  mkdirSync(stateDir, { recursive: true });
  const database = new DatabaseSync(join(stateDir, "lock.sqlite"), {
    timeout: 0,
  });
  try {
    database.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    const reason = error instanceof Error ? error.message : String(error);
    if (!/locked|busy/i.test(reason)) throw error;
    return null;
  }
  return {
    release() {
      database.close();
    },
  };
}

/** As `tryLock`, but throws one sentence when another process has the state. */
export function lockState(stateDir: string): StateLock {
  const lock = tryLock(stateDir);
  if (lock !== null) return lock;
  throw new Error(
    `The state in ${stateDir} is in use by another Convex runtime; stop that one first.`,
  );
}
