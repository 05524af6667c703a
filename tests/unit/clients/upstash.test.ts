import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createRateLimiter } from "../../../lib/clients/upstash";
import {
  answerJson,
  refusedUrl,
  reset,
  startServer,
  type TestServer,
} from "../../support/http-server";

let server: TestServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(async () => {
  await server.close();
});

function limiter(url = server.url, timeoutMs = 2_000) {
  return createRateLimiter({
    url,
    token: "redis-token",
    name: "pages",
    limit: 60,
    windowMs: 60_000,
    timeoutMs,
  });
}

/** What the sliding window's script answers: what is left, and the limit. */
function left(count: number): void {
  server.answer = (response) =>
    answerJson(response, 200, { result: [count, 60] });
}

describe("while Redis answers", () => {
  test("a call within the limit passes", async () => {
    left(12);
    const outcome = await limiter().limit("user_1", "closed");
    expect(outcome).toMatchObject({
      allowed: true,
      limit: 60,
      remaining: 12,
      degraded: false,
    });
    expect(outcome.resetAt).toEqual(expect.any(Number));
  });

  test("a call over the limit is refused, whatever the caller would do without", async () => {
    left(-1);
    expect(await limiter().limit("user_1", "open")).toMatchObject({
      allowed: false,
      remaining: 0,
      degraded: false,
    });
  });

  test("the key is counted under the limiter's own name, with the token", async () => {
    left(1);
    await limiter().limit("user_1", "open");
    const [request] = server.received;
    expect(request?.headers.authorization).toBe("Bearer redis-token");
    expect(request?.body).toContain("my-aibud:pages:user_1");
  });

  test("nothing is told about us but the commands", async () => {
    left(1);
    await limiter().limit("user_1", "open");
    const names = Object.keys(server.received[0]?.headers ?? {});
    expect(names.filter((name) => name.includes("telemetry"))).toEqual([]);
  });
});

describe("while Redis is away the caller's decision counts", () => {
  const cases: [string, () => Promise<string> | string][] = [
    ["refuses the connection", async () => refusedUrl()],
    [
      "resets the connection",
      () => {
        server.answer = reset;
        return server.url;
      },
    ],
    [
      "says nothing",
      () => {
        server.answer = () => undefined;
        return server.url;
      },
    ],
    [
      "answers 500",
      () => {
        server.answer = (response) => answerJson(response, 500, { error: "x" });
        return server.url;
      },
    ],
    [
      "answers 401",
      () => {
        server.answer = (response) => answerJson(response, 401, { error: "x" });
        return server.url;
      },
    ],
    [
      "answers nonsense",
      () => {
        server.answer = (response) => response.end("<html>");
        return server.url;
      },
    ],
    [
      "answers another shape",
      () => {
        server.answer = (response) => answerJson(response, 200, { result: {} });
        return server.url;
      },
    ],
  ];

  test.each(cases)("when it %s", async (_what, prepare) => {
    const url = await prepare();
    for (const decision of ["open", "closed"] as const) {
      expect(await limiter(url, 150).limit("user_1", decision)).toEqual({
        allowed: decision === "open",
        limit: 60,
        remaining: 0,
        resetAt: null,
        degraded: true,
      });
    }
  });
});

test("a limiter is not made without a token or with an unsafe address", () => {
  const options = { token: "t", name: "n", limit: 1, windowMs: 1_000 };
  expect(() =>
    createRateLimiter({ ...options, url: server.url, token: "" }),
  ).toThrow("token is empty");
  expect(() =>
    createRateLimiter({ ...options, url: "http://redis.example" }),
  ).toThrow("https");
});
