import { randomUUID } from "node:crypto";
import { z } from "zod";

export const clerkFaultSchema = z.object({
  /** "status" answers with it, "slow" waits first, "reset" drops the connection. */
  kind: z.enum(["status", "slow", "reset"]),
  /** Only calls whose "METHOD /path" contains this. */
  match: z.string().nullable().default(null),
  status: z.number().int().min(400).max(599).default(500),
  ms: z.number().min(0).max(600_000).default(1_000),
  /** How many calls it hits; null means until it is cleared. */
  times: z.number().int().positive().nullable().default(1),
});

export const clerkFaultSeedSchema = z.array(clerkFaultSchema);

export type ClerkFault = z.infer<typeof clerkFaultSchema> & { id: string };

export interface ClerkFaults {
  add(fault: z.infer<typeof clerkFaultSchema>): ClerkFault;
  take(call: string): ClerkFault | null;
  list(): ClerkFault[];
  clear(): void;
}

/** The faults to come, first match first. */
export function createClerkFaults(
  seed: z.infer<typeof clerkFaultSeedSchema>,
): ClerkFaults {
  let faults: ClerkFault[] = [];
  const add: ClerkFaults["add"] = (fault) => {
    const added = { ...fault, id: randomUUID() };
    faults.push(added);
    return added;
  };
  seed.forEach(add);
  return {
    add,
    take(call) {
      const fault = faults.find(
        ({ match }) => match === null || call.includes(match),
      );
      if (fault === undefined) return null;
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
