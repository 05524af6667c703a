import { expect, test } from "vitest";
import { ERROR_CODES } from "../../../lib/error-code";
import { errorBody, errorStatus } from "../../../lib/http/error-body";

test("carries code, message and request id, and nothing else", () => {
  expect(errorBody("NOT_FOUND", "No such contact.", "r-1")).toEqual({
    error: {
      code: "NOT_FOUND",
      message: "No such contact.",
      requestId: "r-1",
    },
  });
});

test("says which of several reasons it was, where there is one", () => {
  expect(errorBody("NOT_FOUND", "No page.", "r-1", "gone").error.reason).toBe(
    "gone",
  );
});

test("gives every code a status that says it is an error", () => {
  for (const code of ERROR_CODES) {
    expect(errorStatus(code)).toBeGreaterThanOrEqual(400);
  }
});

test("answers limits, absence and missing sign-in as HTTP does", () => {
  expect(errorStatus("RATE_LIMITED")).toBe(429);
  expect(errorStatus("NOT_FOUND")).toBe(404);
  expect(errorStatus("UNAUTHENTICATED")).toBe(401);
});
