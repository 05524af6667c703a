import { describe, expect, test } from "vitest";
import {
  createRefusalBuffer,
  type NotedRefusal,
} from "../../../lib/audit/refusal-buffer";
import {
  MAX_REFUSALS,
  REFUSAL_AREAS,
  REFUSAL_REASONS,
  signReport,
} from "../../../lib/audit/web-report";

function refusal(change: Partial<NotedRefusal> = {}): NotedRefusal {
  return {
    userId: null,
    address: "203.0.113.7",
    reason: "rate_limited",
    area: "read",
    requestId: "first",
    ...change,
  };
}

describe("the buffer of refusals", () => {
  test("adds up what one caller was refused, under the first request's id", () => {
    const buffer = createRefusalBuffer();
    buffer.add(refusal());
    buffer.add(refusal({ requestId: "second" }));
    expect(buffer.take()).toEqual([{ ...refusal(), count: 2 }]);
  });

  test("keeps callers, reasons and areas apart", () => {
    const buffer = createRefusalBuffer();
    buffer.add(refusal());
    buffer.add(refusal({ address: "203.0.113.8" }));
    buffer.add(refusal({ userId: "user_1" }));
    buffer.add(refusal({ reason: "foreign_site" }));
    buffer.add(refusal({ area: "write" }));
    expect(buffer.take().map(({ count }) => count)).toEqual([1, 1, 1, 1, 1]);
  });

  test("is empty once it was taken", () => {
    const buffer = createRefusalBuffer();
    expect(buffer.isEmpty).toBe(true);
    buffer.add(refusal());
    expect(buffer.isEmpty).toBe(false);
    buffer.take();
    expect(buffer.isEmpty).toBe(true);
    expect(buffer.take()).toEqual([]);
  });

  test("stays within one report whoever calls, and counts everybody", () => {
    const buffer = createRefusalBuffer();
    let calls = 0;
    for (let caller = 0; caller < 300; caller += 1) {
      for (const reason of REFUSAL_REASONS) {
        for (const area of REFUSAL_AREAS) {
          const address = `198.51.${String(caller % 256)}.${String(caller)}`;
          buffer.add(refusal({ address, reason, area }));
          calls += 1;
        }
      }
    }
    const taken = buffer.take();
    expect(taken.length).toBeLessThanOrEqual(MAX_REFUSALS);
    expect(taken.reduce((sum, { count }) => sum + count, 0)).toBe(calls);
  });
});

test("a report is never signed with nothing", async () => {
  await expect(signReport("", "{}")).rejects.toThrow("empty");
});
