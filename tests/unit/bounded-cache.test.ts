import { expect, test } from "vitest";
import { BoundedCache } from "../../lib/bounded-cache";

test("a value is made once while it is kept", () => {
  const cache = new BoundedCache<object>(2);
  const first = cache.getOrCreate("a", () => ({}));
  expect(cache.getOrCreate("a", () => ({}))).toBe(first);
});

test("the oldest entry goes when the cache is full", () => {
  const cache = new BoundedCache<object>(2);
  const first = cache.getOrCreate("a", () => ({}));
  const second = cache.getOrCreate("b", () => ({}));
  cache.getOrCreate("c", () => ({}));
  expect(cache.size).toBe(2);
  expect(cache.getOrCreate("b", () => ({}))).toBe(second);
  expect(cache.getOrCreate("a", () => ({}))).not.toBe(first);
});
