export interface Random {
  /** At least `least`, less than `most`. */
  between(least: number, most: number): number;
  whole(least: number, most: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
}

/** The same numbers for the same seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number): number =>
    least + next() * (most - least);
  const whole = (least: number, most: number): number =>
    Math.floor(between(least, most));
  return {
    between,
    whole,
    pick: (items) => items[whole(0, items.length)] ?? items[0],
  };
}
