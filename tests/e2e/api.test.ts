import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUpstash } from "../../local/upstash/server";
import { appEnvironment } from "../support/app-environment";
import {
  startNextApp,
  startNextAppExpectingExit,
  type NextApp,
} from "../support/next-app";
import { startUpstream, type Upstream } from "../support/upstreams";

const CLOSED = "http://127.0.0.1:9";
const TOKEN = "redis-token-of-a-test";
const LIMIT = 5;

const WINDOW_MS = 60_000;

/** A sliding window that turns meanwhile forgets a part of what it counted. */
async function awayFromTheEdgeOfAWindow(): Promise<void> {
  const leftMs = WINDOW_MS - (Date.now() % WINDOW_MS);
  if (leftMs < 10_000) await sleep(leftMs);
}

let upstream: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
});

afterAll(() => upstream.close());

describe("with Redis", () => {
  let redis: Awaited<ReturnType<typeof startUpstash>>;
  let app: NextApp;

  beforeAll(async () => {
    redis = await startUpstash({ port: 0, token: TOKEN });
    app = await startNextApp({
      ...appEnvironment(upstream.url),
      UPSTASH_REDIS_REST_URL: redis.url,
      UPSTASH_REDIS_REST_TOKEN: TOKEN,
      API_RATE_LIMIT_PER_MINUTE: String(LIMIT),
    });
  });

  afterAll(async () => {
    await app.stop();
    await redis.close();
  });

  test("limits one client, whatever address it claims to have", async () => {
    await awayFromTheEdgeOfAWindow();
    const answers: Response[] = [];
    for (let call = 0; call <= LIMIT; call += 1) {
      answers.push(
        await fetch(`${app.url}/api/health`, {
          headers: {
            "X-Forwarded-For": `203.0.113.${call}`,
            "X-Peer-Address": `198.51.100.${call}`,
            "X-Real-IP": `192.0.2.${call}`,
          },
        }),
      );
    }
    expect(answers.map((answer) => answer.status)).toEqual([
      ...Array<number>(LIMIT).fill(200),
      429,
    ]);
    const refused = answers.at(-1);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused?.headers.get("ratelimit-remaining")).toBe("0");
    expect(await refused?.json()).toEqual({
      error: {
        code: "RATE_LIMITED",
        message: "Too many requests.",
        requestId: refused?.headers.get("x-request-id"),
      },
    });
  });

  test("does not limit pages", async () => {
    const answer = await fetch(app.url);
    expect(answer.status).toBe(200);
  });
});

describe("without Redis", () => {
  let app: NextApp;

  beforeAll(async () => {
    app = await startNextApp({
      ...appEnvironment(upstream.url),
      UPSTASH_REDIS_REST_URL: CLOSED,
    });
  });

  afterAll(() => app.stop());

  test("reads go on and the log says that nothing is limited", async () => {
    const answer = await fetch(`${app.url}/api/health`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: "degraded" });
    await expect
      .poll(() => app.output())
      .toContain("rate limits are off: Redis does not answer");
  });

  test("writes are refused with the error contract", async () => {
    const answer = await fetch(`${app.url}/api/monitoring`, { method: "POST" });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      error: { code: "PROVIDER_ERROR" },
    });
  });

  test("every answer has its own request id and nonce", async () => {
    const answers = await Promise.all([fetch(app.url), fetch(app.url)]);
    const ids = answers.map((answer) => answer.headers.get("x-request-id"));
    const policies = answers.map((answer) =>
      answer.headers.get("content-security-policy"),
    );
    expect(new Set(ids).size).toBe(2);
    expect(new Set(policies).size).toBe(2);
    for (const policy of policies) {
      expect(policy).toContain("'strict-dynamic'");
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
    }
  });

  test.each(["/", "/api/health", "/no-such-page", "/icon.svg"])(
    "%s carries the security headers",
    async (path) => {
      const { headers } = await fetch(`${app.url}${path}`);
      expect(headers.get("strict-transport-security")).toMatch(/max-age=\d{8}/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe(
        "strict-origin-when-cross-origin",
      );
      expect(headers.get("permissions-policy")).toContain("camera=()");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("x-powered-by")).toBeNull();
    },
  );
});

describe("without a variable it needs", () => {
  test("ends at once and names it", async () => {
    const { WAHA_API_KEY: _, ...environment } = appEnvironment(upstream.url);
    // An empty value keeps a developer's own .env.local out.
    const { code, output } = await startNextAppExpectingExit({
      ...environment,
      WAHA_API_KEY: "",
    });
    expect(code).toBe(1);
    expect(output).toContain("WAHA_API_KEY is missing");
    expect(output).not.toContain("gemini-key-of-a-test");
  });
});

test("a server whose Convex is away calls itself unavailable", async () => {
  const app = await startNextApp({
    ...appEnvironment(upstream.url),
    NEXT_PUBLIC_CONVEX_URL: CLOSED,
  });
  const answer = await fetch(`${app.url}/api/health`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ status: "unavailable" });
  await app.stop();
});
