import { setTimeout as pause } from "node:timers/promises";

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;
const GROWTH = 1.3;
const SHOWN_CHARS = 1_500;

/**
 * Reads until the value is as wanted; throws with the last value when it never
 * is. What has taken long is looked at less often, unless `everyMs` is given.
 */
export async function until<T>(
  what: string,
  read: () => Promise<T> | T,
  isWanted: (value: T) => boolean,
  withinMs = 20_000,
  everyMs?: number,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  let pauseMs = everyMs ?? FIRST_PAUSE_MS;
  for (;;) {
    const value = await read();
    if (isWanted(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(
        `${what} did not come about within ${withinMs} ms; last seen: ${JSON.stringify(value).slice(0, SHOWN_CHARS)}`,
      );
    }
    await pause(pauseMs);
    if (everyMs === undefined) {
      pauseMs = Math.min(pauseMs * GROWTH, LONGEST_PAUSE_MS);
    }
  }
}
