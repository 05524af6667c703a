import { setTimeout as pause } from "node:timers/promises";
import type { Child } from "./child";
import { Failure } from "./failure";

const POLL_MS = 40;
const PROBE_TIMEOUT_MS = 60_000;

async function answers(
  url: string,
  isGood: (status: number) => boolean,
): Promise<boolean> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
      redirect: "manual",
    });
    await response.body?.cancel();
    return isGood(response.status);
  } catch {
    return false;
  }
}

export type Probe = { url: string; isGood: (status: number) => boolean };

export const anyAnswer = (): boolean => true;
export const success = (status: number): boolean =>
  status >= 200 && status < 300;

/** Waits until every probe is answered well; throws one sentence when the process ends or takes too long. */
export async function waitUntilReady(
  child: Child,
  probes: readonly Probe[],
  timeoutMs: number,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  const name = child.name.charAt(0).toUpperCase() + child.name.slice(1);
  for (const probe of probes) {
    while (!(await answers(probe.url, probe.isGood))) {
      if (child.hasEnded()) {
        const words = child.lastWords();
        const how = await child.ended;
        throw new Failure(
          words === null
            ? `${name} ${how}.`
            : `${name} did not start: ${words}`,
        );
      }
      if (performance.now() > deadline) {
        throw new Failure(
          `${name} did not answer at ${probe.url} within ${timeoutMs / 1000} seconds.`,
        );
      }
      await pause(POLL_MS);
    }
  }
}
