import type { Clock } from "../../../shared/clock";

export interface VirtualClock extends Clock {
  /** Moves on to an instant; timers that come due on the way fire soon. Never goes back. */
  jumpTo(instant: number): void;
}

type Timer = { dueAt: number; action: () => void; handle: NodeJS.Timeout };

/**
 * A clock that starts at `startAt` and runs `speed` times as fast as the real
 * one. Its delays shrink by as much.
 */
export function createVirtualClock(
  startAt: number,
  speed: number,
): VirtualClock {
  let anchor = { virtual: startAt, real: performance.now() };
  const timers = new Set<Timer>();
  const now = (): number =>
    Math.floor(anchor.virtual + (performance.now() - anchor.real) * speed);

  const arm = (timer: Omit<Timer, "handle">): Timer => {
    const armed: Timer = {
      ...timer,
      handle: setTimeout(
        () => {
          timers.delete(armed);
          timer.action();
        },
        Math.max(0, (timer.dueAt - now()) / speed),
      ),
    };
    timers.add(armed);
    return armed;
  };

  return {
    now,
    after(delayMs, action) {
      let isCancelled = false;
      const timer = {
        dueAt: now() + delayMs,
        action: () => {
          if (!isCancelled) action();
        },
      };
      arm(timer);
      return () => {
        isCancelled = true;
        for (const armed of timers) {
          if (armed.action !== timer.action) continue;
          clearTimeout(armed.handle);
          timers.delete(armed);
        }
      };
    },
    jumpTo(instant) {
      if (instant <= now()) return;
      anchor = { virtual: instant, real: performance.now() };
      for (const timer of [...timers]) {
        clearTimeout(timer.handle);
        timers.delete(timer);
        arm(timer);
      }
    },
  };
}
