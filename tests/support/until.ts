import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 25;
const SHOWN_CHARS = 1_500;

/** Reads until the value is as wanted; throws with the last value when it never is. */
export async function until<T>(
  what: string,
  read: () => Promise<T> | T,
  isWanted: (value: T) => boolean,
  withinMs = 20_000,
  pollMs = POLL_MS,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (isWanted(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(
        `${what} did not come about within ${withinMs} ms; last seen: ${JSON.stringify(value).slice(0, SHOWN_CHARS)}`,
      );
    }
    await pause(pollMs);
  }
}
