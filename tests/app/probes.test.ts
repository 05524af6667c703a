import { describe, expect, test } from "vitest";
import { parseServerEnv } from "../../lib/server/env";
import { probeServices } from "../../lib/server/probes";
import { healthOf } from "../../lib/server/service-report";
import { appEnvironment } from "../support/app-environment";

const ENV = parseServerEnv({
  ...appEnvironment("http://127.0.0.1:4000"),
  NEXT_PUBLIC_CONVEX_URL: "http://127.0.0.1:3210/",
});

function probing(answer: (url: string) => Promise<Response>) {
  return probeServices(ENV, {
    fetch: (input) =>
      answer(input instanceof Request ? input.url : String(input)),
    timeoutMs: 50,
    now: () => 0,
  });
}

describe("probeServices", () => {
  test("calls a service ok only on a success", async () => {
    const report = await probing(async (url) => {
      if (url.includes("version") && url.includes("4000")) {
        return new Response(null, { status: 401 });
      }
      if (url.includes("models")) return new Response(null, { status: 302 });
      return new Response("{}");
    });
    expect(report).toEqual({
      convex: { kind: "ok", latencyMs: 0 },
      waha: { kind: "refused" },
      gemini: { kind: "failing" },
      redis: { kind: "ok", latencyMs: 0 },
    });
  });

  test("calls a service that cannot be reached unreachable, and goes on", async () => {
    const report = await probing(async () => {
      throw new TypeError("fetch failed");
    });
    expect(Object.values(report)).toEqual(
      Array<unknown>(4).fill({ kind: "unreachable" }),
    );
  });

  test("gives up on a service that does not answer in time", async () => {
    const report = await probeServices(ENV, {
      fetch: (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener("abort", () => {
            reject(new Error("aborted"));
          });
        }),
      timeoutMs: 10,
      now: () => 0,
    });
    expect(report.convex).toEqual({ kind: "unreachable" });
  });

  test("never follows a redirect, which would carry our key elsewhere", async () => {
    const modes: unknown[] = [];
    await probeServices(ENV, {
      fetch: async (_input, init) => {
        modes.push(init?.redirect);
        return new Response("{}");
      },
      timeoutMs: 50,
      now: () => 0,
    });
    expect(modes).toEqual(Array<unknown>(4).fill("manual"));
  });

  test("takes a bad request from Gemini as a refused key", async () => {
    const report = await probing(
      async () => new Response(null, { status: 400 }),
    );
    expect(report.gemini).toEqual({ kind: "refused" });
    expect(report.waha).toEqual({ kind: "failing" });
  });
});

describe("healthOf", () => {
  const ok = { kind: "ok", latencyMs: 1 } as const;
  const down = { kind: "unreachable" } as const;
  const all = { convex: ok, waha: ok, gemini: ok, redis: ok };

  test("is ok when everything is", () => {
    expect(healthOf(all)).toBe("ok");
  });

  test("is degraded without WAHA, Gemini or Redis", () => {
    expect(healthOf({ ...all, waha: down })).toBe("degraded");
    expect(healthOf({ ...all, gemini: down })).toBe("degraded");
    expect(healthOf({ ...all, redis: down })).toBe("degraded");
  });

  test("is unavailable without Convex", () => {
    expect(healthOf({ ...all, convex: down })).toBe("unavailable");
  });
});
