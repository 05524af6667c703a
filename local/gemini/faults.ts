import { randomUUID } from "node:crypto";

import { z } from "zod";

export const modelFaultSchema = z.object({
  kind: z.enum([
    "timeout",
    "slow",
    "rate_limited",
    "server_error",
    "unavailable",
    "blocked_prompt",
    "blocked_answer",
    "empty",
    "garbage",
    "truncated",
    "reset",
    "answer",
    "echo_system",
  ]),
  /** How many calls it hits; null means until it is cleared. */
  times: z.number().int().positive().nullable().default(1),
  /** Calls let through first. */
  after: z.number().int().min(0).default(0),
  ms: z.number().min(0).max(600_000).default(1_000),
  /** The whole answer, for kind "answer". */
  text: z.string().default(""),
  /** Only calls whose last user message contains this. */
  match: z.string().nullable().default(null),
});

export type ModelFault = z.infer<typeof modelFaultSchema> & { id: string };

export const modelFaultSeedSchema = z.array(modelFaultSchema);

export interface ModelFaults {
  add(fault: z.infer<typeof modelFaultSchema>): ModelFault;
  take(message: string): ModelFault | null;
  list(): ModelFault[];
  clear(): void;
}

export function createModelFaults(
  seed: z.infer<typeof modelFaultSeedSchema>,
): ModelFaults {
  let faults: ModelFault[] = [];
  const add: ModelFaults["add"] = (fault) => {
    const added = { ...fault, id: randomUUID() };
    faults.push(added);
    return added;
  };
  seed.forEach(add);
  return {
    add,
    take(message) {
      const fault = faults.find(
        (each) => each.match === null || message.includes(each.match),
      );
      if (fault === undefined) return null;
      if (fault.after > 0) {
        fault.after -= 1;
        return null;
      }
      if (fault.times !== null) {
        fault.times -= 1;
        if (fault.times === 0) faults = faults.filter((each) => each !== fault);
      }
      return fault;
    },
    list: () => [...faults],
    clear() {
      faults = [];
    },
  };
}
