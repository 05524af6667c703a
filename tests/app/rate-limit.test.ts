import { expect, test } from "vitest";
import { verdictOf } from "../../lib/server/rate-limit";

const NOW = 1_000_000;
const OUTCOME = {
  allowed: true,
  limit: 60,
  remaining: 3,
  resetAt: NOW + 12_100,
  degraded: false,
};

test("tells an allowed caller how much is left", () => {
  expect(verdictOf(OUTCOME, NOW)).toEqual({
    kind: "allowed",
    headers: {
      "RateLimit-Limit": "60",
      "RateLimit-Remaining": "3",
      "RateLimit-Reset": "13",
    },
  });
});

test("tells a limited caller when to come back, never at once", () => {
  const verdict = verdictOf(
    { ...OUTCOME, allowed: false, remaining: 0, resetAt: NOW - 5 },
    NOW,
  );
  expect(verdict.kind).toBe("limited");
  expect(verdict.headers["Retry-After"]).toBe("1");
});

test("claims no numbers while Redis is away", () => {
  const away = { ...OUTCOME, degraded: true, resetAt: null };
  expect(verdictOf(away, NOW)).toEqual({ kind: "allowed", headers: {} });
  expect(verdictOf({ ...away, allowed: false }, NOW)).toEqual({
    kind: "unavailable",
    headers: { "Retry-After": "5" },
  });
});
