import { describe, expect, test } from "vitest";
import { modelRetryMs } from "../../../lib/assistant/retry";

describe("asking the models again", () => {
  test.each(["rate_limited", "unavailable", "malformed"])(
    "after %s happens twice, later each time, and then no more",
    (reason) => {
      expect(modelRetryMs(reason, 0, 0.5)).toBe(2_000);
      expect(modelRetryMs(reason, 1, 0.5)).toBe(6_000);
      expect(modelRetryMs(reason, 2, 0.5)).toBeNull();
    },
  );

  test.each([
    "timeout",
    "unauthorized",
    "rejected",
    "every model is unavailable",
  ])("after %s does not happen", (reason) => {
    expect(modelRetryMs(reason, 0, 0.5)).toBeNull();
  });

  test("is spread around its length", () => {
    expect(modelRetryMs("rate_limited", 0, 0)).toBe(1_000);
    expect(modelRetryMs("rate_limited", 0, 0.999)).toBe(2_998);
  });
});
