import { NextRequest, type NextFetchEvent } from "next/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { middleware } from "../../middleware";
import { appEnvironment } from "../support/app-environment";
import {
  APP_ORIGIN,
  makeTokens,
  type TokenMaker,
} from "../support/session-tokens";

const CLOSED = "http://127.0.0.1:9";

let tokens: TokenMaker;
let before: NodeJS.ProcessEnv;
const logged: string[] = [];

beforeAll(async () => {
  tokens = await makeTokens();
  before = { ...process.env };
  Object.assign(process.env, appEnvironment("http://127.0.0.1:1"), {
    UPSTASH_REDIS_REST_URL: CLOSED,
    CLERK_JWT_KEY: tokens.pem,
    APP_ORIGINS: APP_ORIGIN,
  });
});

afterAll(() => {
  process.env = before;
});

async function statusOf(method: string, path: string): Promise<number> {
  vi.spyOn(console, "error").mockImplementation((line: string) => {
    logged.push(line);
  });
  const token = await tokens.session({ sub: "user_1" });
  const headers = { authorization: `Bearer ${token}` };
  const request = new NextRequest(`${APP_ORIGIN}${path}`, { method, headers });
  return (await middleware(request, {} as NextFetchEvent)).status;
}

test.each([
  ["GET", "/inbox", 200],
  ["GET", "/api/health", 200],
  ["GET", "/api/media/m1", 200],
  ["GET", "/api/contacts/export", 503],
  ["GET", "/api/contacts/export/c1", 503],
  ["GET", "/api/credits/export", 503],
  ["POST", "/api/anything", 503],
  ["POST", "/api/knowledge/page", 503],
  ["POST", "/api/monitoring", 503],
  ["POST", "/api/csp-report", 503],
  ["POST", "/__clerk/v1/client/sign_ins", 503],
  ["POST", "/__clerk/v1/client/sign_ups", 503],
])("without Redis %s %s is a %i", async (method, path, status) => {
  expect(await statusOf(method, path)).toBe(status);
});

test("and the log raises the alarm", () => {
  expect(logged.join()).toContain("rate limits are off");
});
