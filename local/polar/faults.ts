import { z } from "zod";

export const polarFaultSchema = z.object({
  kind: z.enum([
    "timeout",
    "unavailable",
    "rate_limited",
    "garbage",
    "reset",
    /** The checkout is made at another price. */
    "price_changed",
  ]),
  /** How many calls it hits; null means until it is cleared. */
  times: z.number().int().positive().nullable().default(1),
});

export const polarFaultSeedSchema = z.array(polarFaultSchema);

export type PolarFault = z.infer<typeof polarFaultSchema>;

export interface PolarFaults {
  add(fault: PolarFault): void;
  take(): PolarFault["kind"] | null;
  list(): PolarFault[];
  clear(): void;
}

export function createPolarFaults(seed: readonly PolarFault[]): PolarFaults {
  let faults = seed.map((fault) => ({ ...fault }));
  return {
    add(fault) {
      faults.push({ ...fault });
    },
    take() {
      const [fault] = faults;
      if (fault === undefined) return null;
      if (fault.times !== null) {
        fault.times -= 1;
        if (fault.times === 0) faults = faults.slice(1);
      }
      return fault.kind;
    },
    list: () => faults.map((fault) => ({ ...fault })),
    clear() {
      faults = [];
    },
  };
}
