import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

import type { Clock } from "./clock";

/** Replaces the file in one step: a reader sees the old content or the new, never half. */
export function writeFileAtomically(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.tmp`;
  const handle = openSync(temporary, "w", 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
}

/** Reads a state file; a missing one is null, an unreadable one an error that names the file. */
export function readStateFile<T>(
  file: string,
  parse: (value: unknown) => T,
): T | null {
  if (!existsSync(file)) return null;
  try {
    return parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The state file ${file} cannot be read (${reason}). Move it away or repair it; it is not replaced.`,
      { cause: error },
    );
  }
}

export interface Saver {
  /** Writes soon; several calls in a row are one write. */
  request(): void;
  /** Writes before it returns. */
  now(): void;
  /** Writes what was requested and is not written yet. */
  flush(): void;
}

const MIN_PAUSE_MS = 500;
/** The pause grows with the cost of a write, so saving stays under about 2 % of the time. */
const PAUSE_PER_WRITE_MS = 50;

/** Saves `snapshot()` to a file, at most once per pause. */
export function createSaver(options: {
  file: string | null;
  clock: Clock;
  snapshot: () => unknown;
}): Saver {
  const { file, clock, snapshot } = options;
  let cancel: (() => void) | null = null;
  let pauseMs = MIN_PAUSE_MS;
  const write = (): void => {
    cancel = null;
    if (file === null) return;
    const startedAt = performance.now();
    writeFileAtomically(file, JSON.stringify(snapshot()));
    const costMs = performance.now() - startedAt;
    pauseMs = Math.max(MIN_PAUSE_MS, costMs * PAUSE_PER_WRITE_MS);
  };
  return {
    request() {
      if (file !== null) cancel ??= clock.after(pauseMs, write);
    },
    now() {
      cancel?.();
      write();
    },
    flush() {
      if (cancel === null) return;
      cancel();
      write();
    },
  };
}
