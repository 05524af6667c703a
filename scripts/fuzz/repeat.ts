export interface FuzzResult {
  rounds: number;
  /** How often each outcome came. */
  outcomes: Record<string, number>;
  /** The seeds that broke a promise, and which; the first twenty. */
  faults: string[];
}

const MOST_FAULTS = 20;

/** Does one thing with one seed after the other; whatever it throws is a fault. */
export async function repeat(
  rounds: number,
  seed: number,
  once: (seed: number) => Promise<string>,
): Promise<FuzzResult> {
  const outcomes: Record<string, number> = {};
  const faults: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const outcome = await once(seed + round).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : "no error";
      if (faults.length < MOST_FAULTS) {
        faults.push(`${String(seed + round)}: ${why}`);
      }
      return "fault";
    });
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return { rounds, outcomes, faults };
}
