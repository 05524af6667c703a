import { setImmediate } from "node:timers/promises";

import type { Runtime } from "../types";
import type { SyncSession } from "./session";

export interface Pump {
  schedule(session: SyncSession): void;
  /** Resolves once the round in progress has ended; no further round starts. */
  stop(): Promise<void>;
}

/**
 * Brings sockets forward in rounds: all that asked since the last round, at one
 * snapshot. So bursts of commits become one Transition, and a query shared by
 * many sockets runs once.
 */
export function createPump(runtime: Runtime): Pump {
  let waiting = new Set<SyncSession>();
  let running: Promise<void> | null = null;
  let isStopped = false;

  const advanceOne = async (
    session: SyncSession,
    advance: () => Promise<void>,
  ): Promise<void> => {
    try {
      await advance();
    } catch (error) {
      session.breakOff(error);
    }
  };

  const round = async (): Promise<void> => {
    const sessions = [...waiting].filter((session) => session.canAdvance());
    waiting = new Set();
    if (sessions.length === 0) return;
    try {
      await runtime.withSnapshot(async (snapshot) => {
        // Answers of mutations this snapshot contains go out before it, or a
        // client would show a row twice: as sent and as optimistic.
        await setImmediate();
        for (const session of sessions) {
          await advanceOne(session, () => session.advance(snapshot));
        }
      });
    } catch (error) {
      for (const session of sessions) session.breakOff(error);
    }
  };

  const run = async (): Promise<void> => {
    while (waiting.size > 0 && !isStopped) await round();
    running = null;
  };

  return {
    schedule(session) {
      if (isStopped) return;
      waiting.add(session);
      running ??= run();
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}
