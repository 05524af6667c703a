import { createServer, type Server } from "node:http";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { parseServerEnv } from "../../lib/server/env";
import {
  askReadiness,
  isReady,
  type Readiness,
  SERVICE_NAMES,
} from "../../lib/server/readiness";
import { appError } from "../../lib/errors";
import { appEnvironment } from "../support/app-environment";

const DSN = "http://public@127.0.0.1:4014/1";
const TOKEN = "ready-token-of-a-test";

const envOf = (changes: Record<string, string> = {}) =>
  parseServerEnv({
    ...appEnvironment("http://127.0.0.1:4000"),
    NEXT_PUBLIC_CONVEX_URL: "http://127.0.0.1:3210/",
    SENTRY_DSN: DSN,
    ...changes,
  });

type Asked = { url: string; init: RequestInit | undefined };

async function asking(
  answer: (url: string) => Promise<Response>,
  env = envOf(),
): Promise<{ found: Map<string, Readiness>; asked: Asked[] }> {
  const asked: Asked[] = [];
  const readiness = await askReadiness(env, {
    fetch: (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      asked.push({ url, init });
      return answer(url);
    },
    timeoutMs: 50,
    now: () => 0,
  });
  return {
    found: new Map(readiness.map((each) => [each.service, each])),
    asked,
  };
}

const good = (url: string) =>
  Promise.resolve(
    new Response("{}", { status: url.includes("api/query") ? 560 : 200 }),
  );

describe("I6 the readiness of the services", () => {
  test("asks each service what the product needs of it, with its key", async () => {
    const { found, asked } = await asking(good);
    expect([...found.keys()]).toEqual([...SERVICE_NAMES]);
    expect(isReady([...found.values()])).toBe(true);
    const convex = asked.find(({ url }) => url.endsWith("/api/query"));
    expect(convex?.init?.method).toBe("POST");
    const clerk = asked.find(({ url }) => url.endsWith("/v1/jwks"));
    expect(new Headers(clerk?.init?.headers).get("authorization")).toBe(
      "Bearer sk_live_key_of_a_test",
    );
    expect(asked.every(({ init }) => init?.redirect === "manual")).toBe(true);
  });

  test.each(["convex", "redis", "waha", "gemini", "clerk"] as const)(
    "is not ready without %s, and says how it is missed",
    async (service) => {
      const { found: all } = await asking(good);
      const down: Readiness = {
        service,
        isNeeded: all.get(service)?.isNeeded ?? false,
        state: { kind: "unreachable" },
        latencyMs: 1,
        detail: "ECONNREFUSED",
      };
      expect(isReady([...all.set(service, down).values()])).toBe(false);
    },
  );

  test("is ready without Sentry, and calls it off where it is not configured", async () => {
    const away = await asking((url) =>
      url.includes(":4014")
        ? Promise.reject(new TypeError("fetch failed"))
        : good(url),
    );
    expect(away.found.get("sentry")?.state.kind).toBe("unreachable");
    expect(isReady([...away.found.values()])).toBe(true);
    const off = await asking(good, envOf({ SENTRY_DSN: "" }));
    expect(off.found.get("sentry")?.state.kind).toBe("off");
    expect(off.asked.some(({ url }) => url.includes(":4014"))).toBe(false);
  });

  test("tells a refused key, a failure, a dead port and silence apart", async () => {
    const { found } = await asking((url) => {
      if (url.includes("/v1/jwks")) {
        return Promise.resolve(new Response(null, { status: 401 }));
      }
      if (url.includes("api/server/version")) {
        return Promise.resolve(new Response(null, { status: 502 }));
      }
      if (url.includes("v1beta")) {
        const cause = { code: "ECONNREFUSED" };
        return Promise.reject(new TypeError("fetch failed", { cause }));
      }
      if (url.includes("api/query")) {
        return Promise.reject(new DOMException("late", "TimeoutError"));
      }
      return good(url);
    });
    const told = (service: string) => {
      const each = found.get(service);
      return [each?.state.kind, each?.detail];
    };
    expect(told("clerk")).toEqual(["refused", "HTTP 401"]);
    expect(told("waha")).toEqual(["failing", "HTTP 502"]);
    expect(told("gemini")).toEqual(["unreachable", "ECONNREFUSED"]);
    expect(told("convex")).toEqual(["unreachable", "no answer in 50 ms"]);
    expect(told("redis")).toEqual(["ok", null]);
  });

  test("gives up on servers that accept and never answer, all within one timeout", async () => {
    const { url, close } = await silentServer();
    const env = parseServerEnv({
      ...appEnvironment(url),
      SENTRY_DSN: url.replace("http://", "http://public@") + "/1",
    });
    const startedAt = performance.now();
    const readiness = await askReadiness(env, {
      fetch,
      timeoutMs: 200,
      now: () => performance.now(),
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(readiness.map(({ detail }) => detail)).toEqual(
      SERVICE_NAMES.map(() => "no answer in 200 ms"),
    );
    close();
  });
});

async function silentServer(): Promise<{ url: string; close: () => void }> {
  const server: Server = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const caller = vi.hoisted(() => ({ queryAs: vi.fn() }));
vi.mock("../../lib/server/route-query", () => caller);

describe("I6 /api/ready", () => {
  beforeEach(() => {
    vi.resetModules();
    caller.queryAs.mockReset();
    caller.queryAs.mockResolvedValue({ ok: false, code: "UNAUTHENTICATED" });
    for (const [name, value] of Object.entries({
      ...appEnvironment("http://127.0.0.1:4000"),
      READY_TOKEN: TOKEN,
    })) {
      vi.stubEnv(name, value);
    }
  });

  async function get(headers: Record<string, string> = {}) {
    const { GET } = await import("../../app/api/ready/route");
    return GET(new Request("http://localhost/api/ready", { headers }));
  }

  const withToken = (token: string) =>
    get({ authorization: `Bearer ${token}` });

  test("is 200 while all that is needed answers, and names each service", async () => {
    vi.stubGlobal("fetch", good);
    const answer = await withToken(TOKEN);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toMatchObject({
      status: "ready",
      services: {
        waha: { state: "ok", isNeeded: true },
        sentry: { state: "off", isNeeded: false },
      },
    });
    expect(caller.queryAs).not.toHaveBeenCalled();
  });

  test("is 503 when one that is needed is away", async () => {
    vi.stubGlobal("fetch", (url: string) =>
      url.includes("api/server/version")
        ? Promise.reject(new TypeError("fetch failed"))
        : good(url),
    );
    const answer = await withToken(TOKEN);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      status: "not_ready",
      services: { waha: { state: "unreachable" }, redis: { state: "ok" } },
    });
  });

  test("gives no key away", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed")));
    const text = await (await withToken(TOKEN)).text();
    expect(text).not.toMatch(/key-of-a-test|key_of_a_test|token-of-a-test/);
  });

  test("asks nothing for a wrong token, none, or a member who is no operator", async () => {
    const asked = vi.fn(good);
    vi.stubGlobal("fetch", asked);
    expect((await withToken(`${TOKEN}x`)).status).toBe(401);
    expect((await withToken("")).status).toBe(401);
    expect((await get()).status).toBe(401);
    caller.queryAs.mockResolvedValue({ ok: false, code: "FORBIDDEN" });
    expect((await get()).status).toBe(403);
    expect(asked).not.toHaveBeenCalled();
  });

  test("opens to an operator", async () => {
    vi.stubGlobal("fetch", good);
    caller.queryAs.mockResolvedValue({ ok: true, value: null });
    expect((await get()).status).toBe(200);
  });

  test("without a configured token no token opens it", async () => {
    vi.stubEnv("READY_TOKEN", "");
    vi.stubGlobal("fetch", good);
    expect((await withToken("undefined")).status).toBe(401);
    expect((await withToken("")).status).toBe(401);
  });

  test("is refused when Convex cannot say who is an operator", async () => {
    caller.queryAs.mockRejectedValue(new TypeError("fetch failed"));
    expect((await get()).status).toBe(503);
    caller.queryAs.mockRejectedValue(appError("FORBIDDEN", "no"));
    expect((await get()).status).toBe(503);
  });
});
