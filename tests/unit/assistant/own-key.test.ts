import { describe, expect, test } from "vitest";
import {
  afterCalls,
  afterCheck,
  endingOf,
  isBroken,
  isCalm,
  isModelKey,
  type OwnKeyState,
  requireModelKey,
  usableWithOwnKey,
  type Verdict,
  verdictOfCheck,
} from "../../../lib/assistant/own-key";
import { errorCode } from "../../../lib/error-code";

const NOW = 1_000_000;
const WORKING: OwnKeyState = {
  verdict: "working",
  verdictAt: 1,
  breakers: [],
};
const calls = (...outcomes: string[]) =>
  outcomes.map((outcome) => ({ model: "m", outcome }));

describe("a key", () => {
  test.each([
    ["x".repeat(20), true],
    ["x".repeat(200), true],
    [`  ${"x".repeat(20)}\n`, true],
    ["AQ.Ab8RN6-with.dots_and~more", true],
    ["x".repeat(19), false],
    ["x".repeat(201), false],
    [`${"x".repeat(20)}\t${"x".repeat(20)}`, false],
    [`${"x".repeat(20)}\r\nX-Other: 1`, false],
    ["ключ".repeat(10), false],
    ["", false],
  ])("%j may be one: %s", (text, may) => {
    expect(isModelKey(text)).toBe(may);
    if (may) expect(requireModelKey(text)).toBe(text.trim());
    else expect(() => requireModelKey(text)).toThrow();
  });

  test("that is refused is not repeated", () => {
    try {
      requireModelKey("my secret, with spaces in it");
      expect.unreachable();
    } catch (error) {
      expect(errorCode(error)).toBe("VALIDATION_FAILED");
      expect(JSON.stringify(error)).not.toContain("secret");
      expect(String(error)).not.toContain("secret");
    }
  });

  test("is shown by four characters", () => {
    expect(endingOf("AIzaSyGood-0123456789-7Q4x")).toBe("7Q4x");
  });
});

test.each<[string, Verdict, boolean]>([
  ["ok", "working", false],
  ["unauthorized", "refused", true],
  ["rate_limited", "limited", false],
  ["rejected", "rejected", true],
  ["key_unreadable", "unreadable", true],
  ["timeout", "unreachable", false],
  ["unavailable", "unreachable", false],
  ["malformed", "unreachable", false],
])("a test call that ends in %s says %s", (outcome, verdict, broken) => {
  expect(verdictOfCheck(outcome)).toBe(verdict);
  expect(isBroken(verdict)).toBe(broken);
});

describe("an answer", () => {
  test("that comes changes nothing of a calm key", () => {
    expect(afterCalls(WORKING, calls("ok"), NOW)).toEqual(WORKING);
    expect(isCalm(WORKING)).toBe(true);
  });

  test.each<[string, Verdict]>([
    ["unauthorized", "refused"],
    ["key_unreadable", "unreadable"],
    ["rate_limited", "limited"],
  ])("that fails as %s makes the key %s, since now", (outcome, verdict) => {
    const next = afterCalls(WORKING, calls(outcome), NOW);
    expect(next).toMatchObject({ verdict, verdictAt: NOW });
    expect(isCalm(next)).toBe(false);
    const again = afterCalls(next, calls(outcome), NOW + 5);
    expect(again).toMatchObject({ verdict, verdictAt: NOW });
    expect(afterCalls(again, calls("ok"), NOW + 9)).toEqual({
      verdict: "working",
      verdictAt: NOW + 9,
      breakers: [],
    });
  });

  test.each(["rejected", "timeout", "unavailable", "malformed"])(
    "that fails as %s says nothing of the key",
    (outcome) => {
      expect(afterCalls(WORKING, calls(outcome), NOW).verdict).toBe("working");
    },
  );

  test.each(["unauthorized", "rejected", "key_unreadable"])(
    "that fails as %s pauses no model",
    (outcome) => {
      const many = calls(...Array.from({ length: 20 }, () => outcome));
      expect(afterCalls(WORKING, many, NOW).breakers).toEqual([]);
    },
  );

  test("of the second model leaves the first one's failures", () => {
    const next = afterCalls(
      WORKING,
      [
        { model: "a", outcome: "timeout" },
        { model: "b", outcome: "ok" },
      ],
      NOW,
    );
    expect(next.breakers).toEqual([
      { model: "a", failures: 1, openUntil: null },
    ]);
    expect(isCalm(next)).toBe(false);
  });
});

test("a model that failed five times with a key waits, the other one does not, and then it is asked again", () => {
  const failing = Array.from({ length: 5 }, () => ({
    model: "a",
    outcome: "unavailable",
  }));
  const { breakers } = afterCalls(WORKING, failing, NOW);
  expect(usableWithOwnKey(breakers, ["a", "b"], NOW + 1)).toEqual(["b"]);
  expect(usableWithOwnKey(breakers, ["a", "b"], NOW + 30_000)).toEqual([
    "a",
    "b",
  ]);
  expect(usableWithOwnKey([], ["a", "b"], NOW)).toEqual(["a", "b"]);
});

test("a test call that works forgets what failed, another one keeps it", () => {
  const state: OwnKeyState = {
    verdict: "refused",
    verdictAt: 1,
    breakers: [{ model: "a", failures: 7, openUntil: NOW + 1 }],
  };
  expect(afterCheck(state, "ok", NOW)).toEqual({
    verdict: "working",
    verdictAt: NOW,
    breakers: [],
  });
  expect(afterCheck(state, "timeout", NOW)).toEqual({
    verdict: "unreachable",
    verdictAt: NOW,
    breakers: state.breakers,
  });
});
