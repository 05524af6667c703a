import { NextRequest, type NextFetchEvent } from "next/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstash } from "../../local/upstash/server";
import { middleware } from "../../middleware";
import { appEnvironment } from "../support/app-environment";
import {
  APP_ORIGIN,
  makeTokens,
  type TokenMaker,
} from "../support/session-tokens";

const TOKEN = "redis-token-of-a-test";
const LIMIT = 3;

let redis: Awaited<ReturnType<typeof startUpstash>>;
let tokens: TokenMaker;
let before: NodeJS.ProcessEnv;

// The environment is read once per process, so it stays for the whole file.
beforeAll(async () => {
  redis = await startUpstash({ port: 0, token: TOKEN });
  tokens = await makeTokens();
  before = { ...process.env };
  Object.assign(process.env, appEnvironment("http://127.0.0.1:3210"), {
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
    API_RATE_LIMIT_PER_MINUTE: String(LIMIT),
    SIGN_IN_RATE_LIMIT_PER_MINUTE: String(LIMIT),
    // Not what decides how often pages of others are read.
    EXPORT_RATE_LIMIT_PER_MINUTE: "100",
    TRUSTED_PROXY_COUNT: "1",
    CLERK_JWT_KEY: tokens.pem,
    APP_ORIGINS: APP_ORIGIN,
  });
});

afterAll(async () => {
  process.env = before;
  await redis.close();
});

function ask(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
) {
  const request = new NextRequest(`${APP_ORIGIN}${path}`, { headers, method });
  return middleware(request, {} as NextFetchEvent);
}

const from = (client: string, claim = "") => ({
  "x-peer-address": "10.0.0.1",
  "x-forwarded-for": `${claim}${client}`,
});

describe("behind one proxy", () => {
  test("counts by the address that the proxy saw", async () => {
    const statuses: number[] = [];
    for (let call = 0; call <= LIMIT; call += 1) {
      const answer = await ask(
        "/api/health",
        from("203.0.113.5", `${call}.1.1.1, `),
      );
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  test("does not let one client use up another's calls", async () => {
    const answer = await ask("/api/health", from("203.0.113.6"));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("ratelimit-remaining")).toBe(String(LIMIT - 1));
  });

  test("H11 counts the pages that are read for somebody, ten a minute", async () => {
    const statuses: number[] = [];
    for (let call = 0; call <= 10; call += 1) {
      const path = "/api/knowledge/page";
      const answer = await ask(path, from("203.0.113.77"), "POST");
      statuses.push(answer.status);
    }
    expect(new Set(statuses.slice(0, 10))).toEqual(new Set([401]));
    expect(statuses.at(-1)).toBe(429);
  });

  test("counts attempts to sign in, apart from everything else", async () => {
    const path = "/__clerk/v1/client/sign_ins/sia_1/attempt_first_factor";
    const attempt = () => ask(path, from("203.0.113.7"), "POST");
    for (let call = 0; call < LIMIT; call += 1) await attempt();
    const refused = await attempt();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      error: { code: "RATE_LIMITED" },
    });
    const other = await ask("/api/health", from("203.0.113.7"));
    expect(other.status).toBe(200);
  });
});

test("counts a signed-in person's calls from all their addresses", async () => {
  const token = await tokens.session({ sub: "user_on_the_move" });
  const statuses: number[] = [];
  for (let call = 0; call <= LIMIT; call += 1) {
    const answer = await ask("/api/anything", {
      ...from(`198.51.100.${call}`),
      authorization: `Bearer ${token}`,
    });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([200, 200, 200, 429]);
});

test("hands the page the request id and policy that it answers with", async () => {
  const answer = await ask("/", { "x-request-id": "made-up-by-the-client" });
  const handed = (name: string) =>
    answer.headers.get(`x-middleware-request-${name}`);
  expect(handed("x-request-id")).toBe(answer.headers.get("x-request-id"));
  expect(handed("x-request-id")).not.toBe("made-up-by-the-client");
  expect(handed("content-security-policy")).toBe(
    answer.headers.get("content-security-policy"),
  );
});

test("lets the page reach Convex over HTTP and WebSocket", async () => {
  const answer = await ask("/");
  expect(answer.headers.get("content-security-policy")).toContain(
    "connect-src 'self' http://127.0.0.1:3210 ws://127.0.0.1:3210",
  );
});

test("allows no evaluated script and no inline style", async () => {
  const policy = (await ask("/")).headers.get("content-security-policy") ?? "";
  expect(policy).not.toContain("unsafe-");
});

test("does not count pages", async () => {
  const answer = await ask("/pricing");
  expect(answer.headers.get("ratelimit-limit")).toBeNull();
});

describe("calls of another site's page", () => {
  const paths = ["/api/monitoring", "/inbox", "/__clerk/v1/client/sign_ins"];

  test.each(paths)("POST %s with a foreign Origin is a 403", async (path) => {
    for (const origin of ["https://evil.example", "null"]) {
      const answer = await ask(path, { origin }, "POST");
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({
        error: { code: "FORBIDDEN" },
      });
    }
  });

  test("our own page may write", async () => {
    const headers = { origin: APP_ORIGIN, ...from("203.0.113.9") };
    const answer = await ask("/api/monitoring", headers, "POST");
    expect(answer.status).toBe(200);
  });

  test("get no permission to read what we answer", async () => {
    const origin = "https://evil.example";
    for (const method of ["GET", "OPTIONS"]) {
      const answer = await ask("/api/health", { origin }, method);
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    }
  });
});

test("who is signed out gets the error contract from a JSON route", async () => {
  const answer = await ask("/api/anything", from("203.0.113.10"));
  expect(answer.status).toBe(401);
  expect(await answer.json()).toEqual({
    error: {
      code: "UNAUTHENTICATED",
      message: "Sign in first.",
      requestId: answer.headers.get("x-request-id"),
    },
  });
});

test("a client cannot say itself that it is signed in", async () => {
  const answer = await ask("/inbox", {
    "x-clerk-auth-status": "signed-in",
    "x-clerk-auth-token": "made up",
    "x-middleware-subrequest": "middleware:middleware:middleware",
  });
  expect(answer.status).toBe(307);
});
