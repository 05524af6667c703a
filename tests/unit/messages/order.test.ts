import { expect, test } from "vitest";
import { threadInstant } from "../../../lib/messages/order";

test("a message of this very second counts as written now", () => {
  expect(threadInstant(5_000, 5_400)).toBe(5_400);
});

test("a message of an earlier second counts to the end of that second", () => {
  expect(threadInstant(5_000, 9_000)).toBe(5_999);
});

test("a message from a clock that runs ahead keeps its time", () => {
  expect(threadInstant(9_000, 5_400)).toBe(9_000);
});

test("a time with milliseconds is exact", () => {
  expect(threadInstant(5_123, 9_000)).toBe(5_123);
});
