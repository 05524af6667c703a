import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 25;

/** Reads until the value is as wanted; throws with the last value when it never is. */
export async function until<T>(
  what: string,
  read: () => Promise<T> | T,
  isWanted: (value: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (isWanted(value)) return value;
    if (performance.now() > deadline) {
      throw new Error(
        `${what} did not come about within ${withinMs} ms; last seen: ${JSON.stringify(value)}`,
      );
    }
    await pause(POLL_MS);
  }
}
