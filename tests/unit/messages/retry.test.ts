import { expect, test } from "vitest";
import { retryDelayMs } from "../../../lib/messages/retry";

test("the first two failures are tried again, after one and five seconds", () => {
  expect(retryDelayMs(1, undefined)).toBe(1_000);
  expect(retryDelayMs(2, undefined)).toBe(5_000);
  expect(retryDelayMs(3, undefined)).toBeNull();
  expect(retryDelayMs(40, undefined)).toBeNull();
});

test("the gateway's own wish counts when it is longer, up to a minute", () => {
  expect(retryDelayMs(1, 400)).toBe(1_000);
  expect(retryDelayMs(1, 7_000)).toBe(7_000);
  expect(retryDelayMs(2, 60_000)).toBe(60_000);
  expect(retryDelayMs(1, 60_001)).toBeNull();
});

test("a message that was never tried is not tried again", () => {
  expect(retryDelayMs(0, undefined)).toBeNull();
});
