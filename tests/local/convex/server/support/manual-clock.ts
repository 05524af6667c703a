import type { Clock } from "../../../../../local/shared/clock";

export interface ManualClock extends Clock {
  /** Moves time on and runs what fell due, in order. */
  advance(ms: number): void;
}

export function manualClock(start: string): ManualClock {
  let now = Date.parse(start);
  let timers: { at: number; action: () => void }[] = [];
  return {
    now: () => now,
    after(delayMs, action) {
      const timer = { at: now + delayMs, action };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const next = timers
          .filter((timer) => timer.at <= end)
          .sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.action();
      }
      now = end;
    },
  };
}
