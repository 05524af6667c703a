import type { Runtime, Snapshot } from "../types";

/** As long as Convex promises to answer `query_at_ts`. */
const HOLD_MS = 30_000;
const MAX_HELD = 16;

export interface HeldSnapshots {
  /** Keeps the newest state readable for 30 seconds; answers its ts. */
  hold(): Promise<bigint>;
  /** Null when that state is no longer, or never was, held. */
  at(ts: bigint): Snapshot | null;
  releaseAll(): void;
}

type Held = { snapshot: Snapshot; release: () => void };

/** Backs `ConvexHttpClient.consistentQuery`: several requests, one state. */
export function createHeldSnapshots(runtime: Runtime): HeldSnapshots {
  const held = new Map<bigint, Held>();

  const keep = (snapshot: Snapshot): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        held.get(snapshot.ts)?.release();
      }, HOLD_MS);
      const release = (): void => {
        clearTimeout(timer);
        held.delete(snapshot.ts);
        resolve();
      };
      held.set(snapshot.ts, { snapshot, release });
    });

  return {
    hold() {
      const known = held.get(runtime.committedTs);
      if (known !== undefined) return Promise.resolve(known.snapshot.ts);
      const [oldest] = held.values();
      if (held.size >= MAX_HELD) oldest?.release();
      return new Promise((resolve, reject) => {
        runtime
          .withSnapshot(async (snapshot) => {
            resolve(snapshot.ts);
            await keep(snapshot);
          })
          .catch(reject);
      });
    },
    at: (ts) => held.get(ts)?.snapshot ?? null,
    releaseAll() {
      for (const { release } of [...held.values()]) release();
    },
  };
}
