import { expect, test } from "vitest";
import { actionClass, passesUncounted } from "../../../lib/http/action-class";

test.each([
  ["GET", "/", null],
  ["GET", "/inbox", null],
  ["HEAD", "/api/health", "read"],
  ["GET", "/api/health", "read"],
  ["POST", "/api/anything", "write"],
  ["DELETE", "/api/anything", "write"],
  ["POST", "/inbox", "write"],
  ["GET", "/api/contacts/export", "export"],
  ["GET", "/api/contacts/export/c1", "export"],
  ["POST", "/api/audit/export", "export"],
  ["GET", "/api/credits/books", "export"],
  ["GET", "/api/operator/usage", "export"],
  ["GET", "/api/exports", "read"],
  ["POST", "/api/knowledge/page", "fetch"],
  ["POST", "/api/knowledge/page/x", "write"],
  ["GET", "/api/media/m1", "media"],
  ["POST", "/api/monitoring", "report"],
  ["POST", "/api/csp-report", "report"],
  ["POST", "/__clerk/v1/client/sign_ins", "sign-in"],
  ["POST", "/__clerk/v1/client/sessions/s/tokens", null],
])("%s %s is a %s", (method, path, expected) => {
  expect(actionClass(path, method)).toBe(expected);
});

test("only reading goes on while nobody counts", () => {
  const classes = [
    "read",
    "media",
    "write",
    "export",
    "fetch",
    "report",
    "sign-in",
  ] as const;
  expect(classes.filter(passesUncounted)).toEqual(["read", "media"]);
});
