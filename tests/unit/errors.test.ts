import { ConvexError } from "convex/values";
import { expect, test } from "vitest";
import { ERROR_CODES, errorCode } from "../../lib/error-code";
import { appError } from "../../lib/errors";

test("an error carries its code and details as data a client can read", () => {
  const error = appError("CONFLICT", "Taken.", { field: "name" });
  expect(error).toBeInstanceOf(ConvexError);
  expect(error.data).toEqual({
    code: "CONFLICT",
    message: "Taken.",
    details: { field: "name" },
  });
});

test("details are absent, not undefined, when there are none", () => {
  expect(Object.keys(appError("NOT_FOUND", "No.").data)).toEqual([
    "code",
    "message",
  ]);
});

test.each(ERROR_CODES)("%s is read back", (code) => {
  expect(errorCode(appError(code, "x"))).toBe(code);
  expect(errorCode({ data: { code } })).toBe(code);
  expect(errorCode({ data: JSON.stringify({ code }) })).toBe(code);
});

test.each([
  null,
  undefined,
  "NOT_FOUND",
  42,
  new Error("NOT_FOUND"),
  { code: "NOT_FOUND" },
  { data: "NOT_FOUND" },
  { data: "{not json" },
  { data: { code: "SOMETHING_ELSE" } },
  { data: { code: ["NOT_FOUND"] } },
  { data: null },
])("%j carries no code of ours", (value) => {
  expect(errorCode(value)).toBeNull();
});

test("a code that is only inherited does not count", () => {
  const data = Object.create({ code: "FORBIDDEN" }) as object;
  expect(errorCode({ data })).toBeNull();
});
