import { randomUUID } from "node:crypto";

import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startUpstash } from "../../local/upstash/server";

interface Target {
  name: string;
  open(): Promise<{ url: string; token: string; close(): Promise<void> }>;
}

async function local(redisUrl: string | null) {
  const token = "upstash-token-of-a-test";
  const server = await startUpstash({ port: 0, token, redisUrl });
  return { url: server.url, token, close: server.close };
}

const targets: Target[] = [
  { name: "the stand-in in memory", open: () => local(null) },
];
const redisUrl = process.env["CONTRACT_REDIS_URL"];
if (redisUrl !== undefined) {
  targets.push({
    name: "the stand-in before a real Redis",
    open: () => local(redisUrl),
  });
}
const vendorUrl = process.env["CONTRACT_UPSTASH_URL"];
const vendorToken = process.env["CONTRACT_UPSTASH_TOKEN"];
if (vendorUrl !== undefined && vendorToken !== undefined) {
  targets.push({
    name: "the vendor",
    open: async () => ({
      url: vendorUrl,
      token: vendorToken,
      close: async () => undefined,
    }),
  });
}

describe.each(targets)("Upstash of $name through its SDK", ({ open }) => {
  const prefix = `contract:${randomUUID()}`;
  let target: Awaited<ReturnType<Target["open"]>>;
  let redis: Redis;

  beforeAll(async () => {
    target = await open();
    redis = new Redis({
      url: target.url,
      token: target.token,
      retry: false,
      enableTelemetry: false,
    });
  });

  afterAll(async () => {
    await target.close();
  });

  test("text of any script survives the base64 of the answers", async () => {
    const key = `${prefix}:text`;
    expect(await redis.set(key, 'Olá 🙏 \n"x"', { ex: 60 })).toBe("OK");
    expect(await redis.get(key)).toBe('Olá 🙏 \n"x"');
    expect(await redis.get(`${prefix}:missing`)).toBeNull();
    expect(await redis.ttl(key)).toBeGreaterThan(50);
    expect(await redis.set(key, "second", { nx: true })).toBeNull();
    expect(await redis.set(key, "third", { px: 90_000, get: true })).toContain(
      "Olá",
    );
    expect(await redis.ttl(key)).toBeGreaterThan(80);
  });

  test("a value that is the word OK is not mistaken for the status", async () => {
    await redis.set(`${prefix}:ok`, "OKAY");
    expect(await redis.get(`${prefix}:ok`)).toBe("OKAY");
  });

  test("hashes, lists, sets and sorted sets come back in Redis's shapes", async () => {
    expect(await redis.hset(`${prefix}:h`, { a: 1, b: "two" })).toBe(2);
    expect(await redis.hgetall(`${prefix}:h`)).toEqual({ a: 1, b: "two" });
    expect(await redis.rpush(`${prefix}:l`, "x", "y")).toBe(2);
    expect(await redis.lrange(`${prefix}:l`, 0, -1)).toEqual(["x", "y"]);
    expect(await redis.sadd(`${prefix}:s`, "m")).toBe(1);
    expect(await redis.sismember(`${prefix}:s`, "m")).toBe(1);
    await redis.zadd(`${prefix}:z`, { score: 2, member: "b" });
    expect(await redis.zrange(`${prefix}:z`, 0, -1)).toEqual(["b"]);
  });

  test("a pipeline and a transaction answer in order, errors in their place", async () => {
    const piped = await redis
      .pipeline()
      .set(`${prefix}:p`, "1")
      .incr(`${prefix}:p`)
      .get(`${prefix}:p`)
      .exec();
    expect(piped).toEqual(["OK", 2, 2]);
    const multi = await redis
      .multi()
      .incr(`${prefix}:m`)
      .incr(`${prefix}:m`)
      .exec();
    expect(multi).toEqual([1, 2]);
    await redis.set(`${prefix}:word`, "word");
    const failing = redis.pipeline().get(`${prefix}:m`).incr(`${prefix}:word`);
    const outcomes = await failing.exec({ keepErrors: true });
    expect(outcomes[0]).toMatchObject({ result: 2 });
    expect(outcomes[1]?.error).toMatch(/not an integer/);
  });

  test("an unknown command is an error, a wrong token a 401", async () => {
    await expect(redis.exec(["NOSUCHCOMMAND"])).rejects.toThrow(/ERR/);
    const wrong = new Redis({ url: target.url, token: "wrong", retry: false });
    await expect(wrong.get("x")).rejects.toThrow(/unauthorized|WRONGPASS/i);
  });

  test("a script that is not loaded is NOSCRIPT, a loaded one runs by its SHA", async () => {
    const script = `return {KEYS[1], tonumber(ARGV[1]) + 1, "${randomUUID()}"}`;
    await expect(redis.evalsha("0".repeat(40), [], [])).rejects.toThrow(
      /NOSCRIPT/,
    );
    const sha = await redis.scriptLoad(script);
    const answer = await redis.evalsha(sha, ["key"], ["41"]);
    expect(answer).toEqual(["key", 42, expect.any(String)]);
  });

  test.each([
    ["a sliding window", Ratelimit.slidingWindow(3, "60 s")],
    ["a fixed window", Ratelimit.fixedWindow(3, "60 s")],
  ])("%s lets three through and stops the fourth", async (name, limiter) => {
    const limit = new Ratelimit({
      redis,
      limiter,
      prefix: `${prefix}:${name}`,
      ephemeralCache: false,
    });
    const results = [];
    for (let count = 0; count < 4; count += 1) {
      results.push(await limit.limit("caller"));
    }
    expect(results.map(({ success }) => success)).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(results.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
    expect((await limit.limit("another")).success).toBe(true);
  });

  test("parallel calls never pass more than the limit", async () => {
    const limit = new Ratelimit({
      redis,
      limiter: Ratelimit.slidingWindow(5, "60 s"),
      prefix: `${prefix}:parallel`,
      ephemeralCache: false,
    });
    const results = await Promise.all(
      Array.from({ length: 25 }, () => limit.limit("caller")),
    );
    expect(results.filter(({ success }) => success)).toHaveLength(5);
  });
});
