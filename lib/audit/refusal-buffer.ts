import type { Refusal } from "./web-report";

export type NotedRefusal = Omit<Refusal, "count">;

/** Different callers that are kept apart until the next report. */
const MAX_OWN = 20;

export interface RefusalBuffer {
  add(refusal: NotedRefusal): void;
  /** Everything since the last time, added up; the buffer is empty then. */
  take(): Refusal[];
  readonly isEmpty: boolean;
}

/**
 * Adds up refused calls by caller, reason and area. However many callers there
 * are, a report stays small: from the 21st on they are counted together, as nobody.
 */
export function createRefusalBuffer(): RefusalBuffer {
  const counted = new Map<string, Refusal>();
  let own = 0;
  const keyOf = ({ userId, address, reason, area }: NotedRefusal) =>
    JSON.stringify([userId, address, reason, area]);
  return {
    add(refusal) {
      const known = counted.get(keyOf(refusal));
      if (known !== undefined) {
        known.count += 1;
        return;
      }
      if (own < MAX_OWN) {
        own += 1;
        counted.set(keyOf(refusal), { ...refusal, count: 1 });
        return;
      }
      const other = { ...refusal, userId: null, address: null };
      const others = counted.get(keyOf(other));
      if (others === undefined)
        counted.set(keyOf(other), { ...other, count: 1 });
      else others.count += 1;
    },
    take() {
      const all = [...counted.values()];
      counted.clear();
      own = 0;
      return all;
    },
    get isEmpty() {
      return counted.size === 0;
    },
  };
}
