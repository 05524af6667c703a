import { expect, test } from "vitest";
import { retryDelayMs } from "../../../lib/messages/retry";

test("the first two failures are tried again, after one and five seconds", () => {
  expect(retryDelayMs(1, undefined, 0)).toBe(1_000);
  expect(retryDelayMs(2, undefined, 0)).toBe(5_000);
  expect(retryDelayMs(3, undefined, 0)).toBeNull();
  expect(retryDelayMs(40, undefined, 0)).toBeNull();
});

test("the gateway's own wish counts when it is longer, up to a minute", () => {
  expect(retryDelayMs(1, 400, 0)).toBe(1_000);
  expect(retryDelayMs(1, 7_000, 0)).toBe(7_000);
  expect(retryDelayMs(2, 60_000, 0)).toBe(60_000);
  expect(retryDelayMs(1, 60_001, 0)).toBeNull();
});

test("a message that was never tried is not tried again", () => {
  expect(retryDelayMs(0, undefined, 0)).toBeNull();
});

test("what failed together comes back spread, and never before the gateway's wish", () => {
  expect(retryDelayMs(1, undefined, 0.999)).toBe(1_500);
  expect(retryDelayMs(1, 7_000, 0.5)).toBe(8_750);
});
