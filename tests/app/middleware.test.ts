import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstash } from "../../local/upstash/server";
import { middleware } from "../../middleware";
import { appEnvironment } from "../support/app-environment";

const TOKEN = "redis-token-of-a-test";
const LIMIT = 3;

let redis: Awaited<ReturnType<typeof startUpstash>>;
let before: NodeJS.ProcessEnv;

// The environment is read once per process, so it stays for the whole file.
beforeAll(async () => {
  redis = await startUpstash({ port: 0, token: TOKEN });
  before = { ...process.env };
  Object.assign(process.env, appEnvironment("http://127.0.0.1:3210"), {
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
    API_RATE_LIMIT_PER_MINUTE: String(LIMIT),
    TRUSTED_PROXY_COUNT: "1",
  });
});

afterAll(async () => {
  process.env = before;
  await redis.close();
});

function ask(path: string, headers: Record<string, string> = {}) {
  return middleware(
    new NextRequest(`https://app.example.org${path}`, { headers }),
  );
}

describe("behind one proxy", () => {
  const from = (client: string, claim = "") => ({
    "x-peer-address": "10.0.0.1",
    "x-forwarded-for": `${claim}${client}`,
  });

  test("counts by the address that the proxy saw", async () => {
    const statuses: number[] = [];
    for (let call = 0; call <= LIMIT; call += 1) {
      const answer = await ask(
        "/api/x",
        from("203.0.113.5", `${call}.1.1.1, `),
      );
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  test("does not let one client use up another's calls", async () => {
    const answer = await ask("/api/x", from("203.0.113.6"));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("ratelimit-remaining")).toBe(String(LIMIT - 1));
  });
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

test("does not count pages", async () => {
  const answer = await ask("/pricing");
  expect(answer.headers.get("ratelimit-limit")).toBeNull();
});
