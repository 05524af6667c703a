import { describe, expect, test } from "vitest";
import { decideAnswer } from "../../../lib/assistant/answering";

const OWED = {
  aiEnabled: true,
  heldByHuman: false,
  consent: "unknown",
  ageMs: 1_000,
  maxAgeMs: 600_000,
  hasText: true,
  asksForHuman: false,
  isActive: true,
} as const;

test("an ordinary message is owed an answer", () => {
  expect(decideAnswer(OWED)).toEqual({ kind: "answer" });
  expect(decideAnswer({ ...OWED, consent: "opted_in" })).toEqual({
    kind: "answer",
  });
});

describe("silence", () => {
  test.each([
    [{ consent: "opted_out" }, "opted_out"],
    [{ ageMs: 600_001 }, "too_old"],
    [{ heldByHuman: true }, "held_by_human"],
    [{ aiEnabled: false }, "ai_off"],
    [{ isActive: false }, "outside_activation"],
    [{ isActive: false, hasText: false }, "outside_activation"],
  ] as const)("%j is met with silence: %s", (change, reason) => {
    expect(decideAnswer({ ...OWED, ...change })).toEqual({
      kind: "silent",
      reason,
    });
  });

  test("a message exactly as old as allowed is still answered", () => {
    expect(decideAnswer({ ...OWED, ageMs: 600_000 }).kind).toBe("answer");
  });

  test("an opted-out, old or held chat is silent even when it asks for a person", () => {
    for (const change of [
      { consent: "opted_out" },
      { ageMs: 600_001 },
      { heldByHuman: true },
    ] as const) {
      const decision = decideAnswer({ ...OWED, ...change, asksForHuman: true });
      expect(decision.kind).toBe("silent");
    }
  });
});

describe("a handoff", () => {
  test.each([{}, { aiEnabled: false }, { isActive: false }])(
    "is made for whoever asks, also with %j",
    (change) => {
      expect(decideAnswer({ ...OWED, ...change, asksForHuman: true })).toEqual({
        kind: "handoff",
        reason: "customer_asked",
      });
    },
  );

  test("is made for what the AI cannot read", () => {
    expect(decideAnswer({ ...OWED, hasText: false })).toEqual({
      kind: "handoff",
      reason: "unsupported_content",
    });
  });
});
