import { expect, test } from "vitest";
import {
  defaultTraceRate,
  sentryOptions,
} from "../../../lib/monitoring/sentry-options";

test("sends nothing without a DSN", () => {
  const options = sentryOptions({ dsn: undefined, environment: "production" });
  expect(options.enabled).toBe(false);
  expect(options).not.toHaveProperty("dsn");
});

test("collects nothing by itself", () => {
  const { dataCollection } = sentryOptions({
    dsn: "https://key@sentry.example/1",
    environment: "production",
  });
  const flat = Object.values(dataCollection).flatMap((value) =>
    typeof value === "object" ? Object.values(value) : [value],
  );
  expect(flat.every((value) => value === false || value === 0)).toBe(true);
});

test("traces by environment unless told how much", () => {
  expect(defaultTraceRate("production")).toBe(0.05);
  expect(defaultTraceRate("staging")).toBe(0.2);
  expect(defaultTraceRate("development")).toBe(0);
  const told = sentryOptions({
    dsn: undefined,
    environment: "production",
    tracesSampleRate: 1,
  });
  expect(told.tracesSampleRate).toBe(1);
});
