import { expect, test } from "vitest";
import { readCspReport } from "../../../lib/http/csp-report";

const PAGE = "https://app.example.org/inbox/k57secret?search=%2B4915123456789";

test("reads both forms and keeps no id, no search word and no token", () => {
  const old = {
    "csp-report": {
      "document-uri": PAGE,
      "blocked-uri": "https://evil.example/steal?token=abc",
      "violated-directive": "script-src 'self'",
      "script-sample": "alert(+4915123456789)",
    },
  };
  const recent = [
    {
      type: "csp-violation",
      body: {
        documentURL: PAGE,
        blockedURL: "inline",
        effectiveDirective: "style-src-elem",
        sample: "secret",
      },
    },
    { type: "deprecation", body: {} },
  ];
  expect(readCspReport(JSON.stringify(old))).toEqual([
    {
      directive: "script-src",
      blocked: "https://evil.example",
      page: "/inbox",
    },
  ]);
  expect(readCspReport(JSON.stringify(recent))).toEqual([
    { directive: "style-src-elem", blocked: "inline", page: "/inbox" },
  ]);
});

test("keeps nothing a sender made up", () => {
  const forged = {
    "csp-report": {
      "document-uri": "https://x.example/+4915123456789",
      "blocked-uri": "data:text/html,4915123456789",
      "effective-directive": "call +4915123456789 now",
    },
  };
  const [violation] = readCspReport(JSON.stringify(forged)) ?? [];
  expect(violation).toEqual({
    directive: "call",
    blocked: "data:",
    page: "unknown",
  });
});

test("counts at most twenty reports of one call", () => {
  const report = { type: "csp-violation", body: {} };
  const many = Array<typeof report>(1_000).fill(report);
  expect(readCspReport(JSON.stringify(many))).toHaveLength(20);
});

test.each(["", "{", "null", "7", '"x"', "{}", '{"csp-report":1}'])(
  "%j is no report",
  (text) => {
    expect(readCspReport(text)).toBeNull();
  },
);
