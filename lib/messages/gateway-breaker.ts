const FAILURES_TO_ASK = 5;
const WINDOW_MS = 30_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
/** How long after its time a probe may still report before sends try for themselves. */
const PROBE_GRACE_MS = 10_000;
const SPREAD_MS = 3_000;

export interface GatewayState {
  failures: number;
  /** The first failure of the window. */
  since: number | null;
  openUntil: number | null;
}

export const CALM_GATEWAY: GatewayState = {
  failures: 0,
  since: null,
  openUntil: null,
};

/** Whether sends must wait at `now` (epoch ms). */
export function isGatewayOpen(
  state: Pick<GatewayState, "openUntil">,
  now: number,
): boolean {
  return state.openUntil !== null && now < state.openUntil;
}

/**
 * The breaker after a send that the gateway did not answer properly. Five of
 * them within 30 seconds are a reason to ask the gateway itself (`ask`), not to
 * stop: a gateway that works answers 500 to a single bad message too. Successes
 * are not counted, so that a send that goes well costs nothing.
 */
export function noteTrouble(
  state: GatewayState,
  now: number,
): { state: GatewayState; ask: boolean } {
  if (isGatewayOpen(state, now)) return { state, ask: false };
  const isOld = state.since === null || now - state.since > WINDOW_MS;
  const failures = isOld ? 1 : state.failures + 1;
  return {
    state: { failures, since: isOld ? now : state.since, openUntil: null },
    ask: failures === FAILURES_TO_ASK,
  };
}

/**
 * The breaker after the gateway itself was asked, and in how many ms to ask
 * again; null when it answered. The pause doubles from 5 seconds to a minute.
 */
export function afterProbe(
  state: GatewayState,
  isUp: boolean,
  now: number,
): { state: GatewayState; askAfterMs: number | null } {
  if (isUp) return { state: CALM_GATEWAY, askAfterMs: null };
  const failures = Math.max(state.failures, FAILURES_TO_ASK) + 1;
  const doublings = Math.min(failures - FAILURES_TO_ASK - 1, 10);
  const askAfterMs = Math.min(
    FIRST_PAUSE_MS * 2 ** doublings,
    LONGEST_PAUSE_MS,
  );
  const openUntil = now + askAfterMs + PROBE_GRACE_MS;
  return {
    state: { failures, since: state.since ?? now, openUntil },
    askAfterMs,
  };
}

/** How long work waits for an open gateway, in ms; spread, so that not all comes back at once. `random` is in [0, 1). */
export function waitMs(openUntil: number, now: number, random: number): number {
  const untilProbe = Math.max(0, openUntil - PROBE_GRACE_MS - now);
  return Math.round(Math.max(1_000, untilProbe) + random * SPREAD_MS);
}
