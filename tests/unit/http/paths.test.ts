import { expect, test } from "vitest";
import {
  isApiPath,
  isClerkPath,
  isPublicPath,
  isSignInAttempt,
} from "../../../lib/http/paths";

test.each([
  ["/", true],
  ["/pricing", true],
  ["/sign-in", true],
  ["/sign-in/factor-one", true],
  ["/invitations/token", true],
  ["/.well-known/security.txt", true],
  ["/api/health", true],
  ["/inbox", false],
  ["/pricing/secret", false],
  ["/sign-inbox", false],
  ["/Pricing", false],
  ["//inbox", false],
  ["/api/health/x", false],
  ["/api/media/1", false],
  ["/operator", false],
])("%s is public: %s", (path, expected) => {
  expect(isPublicPath(path)).toBe(expected);
});

test("an area ends where its segment does", () => {
  expect([isApiPath("/api"), isApiPath("/api/x"), isApiPath("/apis")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(isClerkPath("/__clerk/v1/client")).toBe(true);
  expect(isClerkPath("/__clerks")).toBe(false);
});

test("what tries a password or a code is an attempt, reading is none", () => {
  const attempt = "/__clerk/v1/client/sign_ins/sia_1/attempt_first_factor";
  expect(isSignInAttempt(attempt, "POST")).toBe(true);
  expect(isSignInAttempt(attempt, "GET")).toBe(false);
  expect(isSignInAttempt("/__clerk/v1/client/sign_ups", "POST")).toBe(true);
  expect(isSignInAttempt("/__clerk/v1/client/sessions/s/tokens", "POST")).toBe(
    false,
  );
});
