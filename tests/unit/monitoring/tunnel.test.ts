import { describe, expect, test } from "vitest";
import { envelopeUrl, isEnvelopeFor } from "../../../lib/monitoring/tunnel";

const DSN = "https://key@sentry.example/team/7";

test("finds the ingest address of a DSN, also below a path", () => {
  expect(envelopeUrl("https://key@sentry.example/7")).toBe(
    "https://sentry.example/api/7/envelope/",
  );
  expect(envelopeUrl(DSN)).toBe("https://sentry.example/team/api/7/envelope/");
});

describe("isEnvelopeFor", () => {
  test("accepts an envelope to our own DSN", () => {
    expect(isEnvelopeFor(`${JSON.stringify({ dsn: DSN })}\n{}\n{}`, DSN)).toBe(
      true,
    );
  });

  test.each([
    JSON.stringify({ dsn: "https://key@elsewhere.example/7" }),
    `{}\n${JSON.stringify({ dsn: DSN })}`,
    "not json",
    "null",
    "",
  ])("refuses %j", (envelope) => {
    expect(isEnvelopeFor(envelope, DSN)).toBe(false);
  });
});
