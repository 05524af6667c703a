import { afterEach, beforeEach, expect, test } from "vitest";

import type { RunningServer } from "../../../local/shared/http";
import { startUpstash } from "../../../local/upstash/server";

const TOKEN = "upstash-token-of-a-test";
let server: RunningServer;

beforeEach(async () => {
  server = await startUpstash({ port: 0, token: TOKEN });
});

afterEach(async () => {
  await server.close();
});

async function post(
  body: unknown,
  path = "/",
  headers: Record<string, string> = {},
) {
  const answer = await fetch(server.url + path, {
    method: "POST",
    headers: { Authorization: `Bearer ${TOKEN}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}

test("strings are base64 on request, numbers, null and OK are not", async () => {
  const base64 = { "Upstash-Encoding": "base64" };
  const run = async (...command: string[]) =>
    (await post(command, "/", base64)).body.result;
  expect(await run("SET", "a", "é")).toBe("OK");
  expect(await run("GET", "a")).toBe(Buffer.from("é").toString("base64"));
  expect(await run("GET", "b")).toBeNull();
  expect(await run("INCR", "n")).toBe(1);
  expect((await post(["GET", "a"])).body.result).toBe("é");
});

test("a Redis error is a 400 with Redis's words", async () => {
  for (const [command, words] of [
    [["NOSUCH"], "ERR unknown command"],
    [["GET"], "ERR wrong number of arguments for 'get' command"],
    [["SUBSCRIBE", "x"], "ERR Command is not available"],
    [["EVALSHA", "0", "0"], "NOSCRIPT"],
  ] as const) {
    const { status, body } = await post(command);
    expect(status).toBe(400);
    expect(body.error).toContain(words);
  }
});

test("what is no command is a 400, a missing or wrong token a 401", async () => {
  for (const body of ["{", "[]", '{"a":1}']) {
    expect((await post(body)).status).toBe(400);
  }
  for (const Authorization of ["", "Bearer wrong", TOKEN]) {
    expect(await post(["PING"], "/", { Authorization })).toEqual({
      status: 401,
      body: { error: "Unauthorized" },
    });
  }
});

test("a script with Upstash's first line runs, and keeps the SHA of its own text", async () => {
  const script =
    "#!lua flags=allow-key-locking\nreturn redis.call('INCRBY', KEYS[1], ARGV[1])";
  const { body } = await post(["SCRIPT", "LOAD", script]);
  expect(body.result).toMatch(/^[0-9a-f]{40}$/);
  const sha = body.result;
  expect((await post(["EVALSHA", sha, "1", "k", "3"])).body.result).toBe(3);
  expect((await post(["EVAL", script, "1", "k", "4"])).body.result).toBe(7);
  expect((await post(["SCRIPT", "EXISTS", sha, "x"])).body.result).toEqual([
    1, 0,
  ]);
});

test("two servers do not share their data", async () => {
  const other = await startUpstash({ port: 0, token: TOKEN });
  await post(["SET", "shared", "no"]);
  const answer = await fetch(other.url, {
    method: "POST",
    headers: { Authorization: `Bearer ${TOKEN}` },
    body: '["GET","shared"]',
  });
  expect(await answer.json()).toEqual({ result: null });
  await other.close();
});

test("another path is a 501 that names it, an empty token does not start", async () => {
  const { status, body } = await post([], "/subscribe/x");
  expect([status, body.path]).toEqual([501, "/subscribe/x"]);
  await expect(startUpstash({ port: 0, token: "" })).rejects.toThrow(
    "UPSTASH_REDIS_REST_TOKEN is empty.",
  );
});
