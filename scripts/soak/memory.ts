import { memoryMiB } from "../bench/processes";

export type Sample = { atMs: number; mib: number };

export type Memory = {
  samples: Sample[];
  /** MiB more in the last quarter than in the second; null when the run was too short to tell. */
  growthMib: number | null;
  isFlat: boolean;
};

const EVERY_MS = 10_000;
/** The first quarter fills caches and compiles functions. */
const LEAST_SAMPLES = 24;
const TOLERATED_SHARE = 0.2;

function median(samples: readonly Sample[]): number {
  const sorted = samples.map(({ mib }) => mib).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Whether a process that did the same work all along took ever more memory. */
export function judgeMemory(samples: Sample[]): Memory {
  if (samples.length < LEAST_SAMPLES) {
    return { samples, growthMib: null, isFlat: true };
  }
  const quarter = Math.floor(samples.length / 4);
  const early = median(samples.slice(quarter, 2 * quarter));
  const late = median(samples.slice(-quarter));
  const growthMib = late - early;
  return { samples, growthMib, isFlat: growthMib <= early * TOLERATED_SHARE };
}

/** Samples a process's resident memory until stopped. */
export function watchMemory(pid: number): { stop(): Memory } {
  const startedAt = performance.now();
  const samples: Sample[] = [];
  const sample = (): void => {
    samples.push({
      atMs: Math.round(performance.now() - startedAt),
      mib: memoryMiB(pid).now,
    });
  };
  sample();
  const timer = setInterval(sample, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      sample();
      return judgeMemory(samples);
    },
  };
}
