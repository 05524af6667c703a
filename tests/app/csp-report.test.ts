import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { POST } from "../../app/api/csp-report/route";
import { createDailyCounter } from "../../lib/clients/upstash";
import { startUpstash } from "../../local/upstash/server";
import { appEnvironment } from "../support/app-environment";

const TOKEN = "redis-token-of-a-test";

let redis: Awaited<ReturnType<typeof startUpstash>>;
let before: NodeJS.ProcessEnv;

beforeAll(async () => {
  redis = await startUpstash({ port: 0, token: TOKEN });
  before = { ...process.env };
  Object.assign(process.env, appEnvironment("http://127.0.0.1:1"), {
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
  });
});

afterAll(async () => {
  process.env = before;
  await redis.close();
});

const report = (blocked: string) => ({
  type: "csp-violation",
  body: {
    effectiveDirective: "img-src",
    blockedURL: blocked,
    documentURL: "https://app.example.org/contacts/c1?q=+4915123456789",
  },
});

const post = (body: string) =>
  POST(
    new Request("https://app.example.org/api/csp-report", {
      method: "POST",
      body,
    }),
  );

test("H4 reports are counted by day and logged without anybody's data", async () => {
  const lines: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => {
    lines.push(line);
  });
  const reports = [report("https://evil.example/a"), report("inline")];
  const answer = await post(JSON.stringify(reports));
  expect(answer.status).toBe(204);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain("https://evil.example");
  expect(lines.join()).not.toMatch(/4915123456789|c1/);
  const counter = createDailyCounter({
    url: redis.url,
    token: TOKEN,
    name: "csp",
    keepDays: 31,
  });
  const today = new Date().toISOString().slice(0, 10);
  expect(await counter.read(today)).toBe(2);
  expect(await counter.read("2000-01-01")).toBe(0);
});

test("refuses what is no report, and what is too large", async () => {
  const large = JSON.stringify([report("x".repeat(64 * 1024))]);
  for (const body of ["nonsense", large]) {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { code: "VALIDATION_FAILED" },
    });
  }
});
