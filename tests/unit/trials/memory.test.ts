import { expect, test } from "vitest";
import { judgeMemory } from "../../../scripts/soak/memory";

const series = (mibAt: (index: number) => number) =>
  Array.from({ length: 100 }, (_, index) => ({
    atMs: index * 10_000,
    mib: mibAt(index),
  }));

test("memory that warms up and then stays is flat", () => {
  const { isFlat, growthMib } = judgeMemory(
    series((index) => 300 + Math.min(index, 20) * 5 + (index % 7)),
  );
  expect(isFlat).toBe(true);
  expect(growthMib).toBeLessThan(10);
});

test("memory that grows all along is not flat", () => {
  expect(judgeMemory(series((index) => 300 + index * 2)).isFlat).toBe(false);
});

test("a short run is not judged", () => {
  const { growthMib } = judgeMemory(series((index) => index).slice(0, 10));
  expect(growthMib).toBeNull();
});
