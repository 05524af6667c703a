const LEAST_MS = 500;
const MOST_MS = 3_000;
const MS_PER_CHAR = 12;
const JITTER_MS = 600;

/** How long to show "typing" before a text of `chars` characters, in ms; `random` is in [0, 1). */
export function typingMs(chars: number, random: number): number {
  const wanted = LEAST_MS + chars * MS_PER_CHAR + random * JITTER_MS;
  return Math.round(Math.min(MOST_MS, wanted));
}
