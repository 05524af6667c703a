import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { NextRequest, type NextFetchEvent } from "next/server";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
  vi,
} from "vitest";
import {
  isGenuineReport,
  parseWebReport,
  type WebReport,
} from "../../lib/audit/web-report";
import { startUpstash } from "../../local/upstash/server";
import { middleware } from "../../middleware";
import { appEnvironment } from "../support/app-environment";
import {
  APP_ORIGIN,
  makeTokens,
  type TokenMaker,
} from "../support/session-tokens";

const SECRET = "audit-secret-of-a-test";
const TOKEN = "redis-token-of-a-test";
const LIMIT = 3;

const { after, auth } = vi.hoisted(() => ({ after: vi.fn(), auth: vi.fn() }));

vi.mock("next/server", async (original) => ({
  ...(await original<object>()),
  after,
}));
vi.mock("@clerk/nextjs/server", async (original) => ({
  ...(await original<object>()),
  auth,
}));

interface Received {
  path: string | undefined;
  body: string;
  signature: string | null;
}

let convex: Server;
let answerWith: number | "nothing" = 204;
let received: Received[] = [];
let redis: Awaited<ReturnType<typeof startUpstash>>;
let tokens: TokenMaker;
let before: NodeJS.ProcessEnv;

beforeAll(async () => {
  convex = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => {
      body += part;
    });
    request.on("end", () => {
      const signature = request.headers["x-report-signature"];
      received.push({
        path: request.url,
        body,
        signature: typeof signature === "string" ? signature : null,
      });
      if (answerWith !== "nothing") response.writeHead(answerWith).end();
    });
  });
  await new Promise<void>((resolve) => {
    convex.listen(0, "127.0.0.1", resolve);
  });
  const { port } = convex.address() as AddressInfo;
  redis = await startUpstash({ port: 0, token: TOKEN });
  tokens = await makeTokens();
  before = { ...process.env };
  Object.assign(process.env, appEnvironment("http://127.0.0.1:3210"), {
    NEXT_PUBLIC_CONVEX_SITE_URL: `http://127.0.0.1:${String(port)}`,
    AUDIT_HASH_SECRET: SECRET,
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
    API_RATE_LIMIT_PER_MINUTE: String(LIMIT),
    TRUSTED_PROXY_COUNT: "1",
    CLERK_JWT_KEY: tokens.pem,
    APP_ORIGINS: APP_ORIGIN,
  });
});

afterAll(async () => {
  process.env = before;
  convex.closeAllConnections();
  convex.close();
  await redis.close();
});

beforeEach(() => {
  received = [];
  answerWith = 204;
  auth.mockReset().mockResolvedValue({ userId: null });
});

interface Asked {
  answer: Response;
  /** What the platform is asked to wait for. */
  kept: Promise<unknown>[];
}

async function ask(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<Asked> {
  const kept: Promise<unknown>[] = [];
  const event = { waitUntil: (work: Promise<unknown>) => kept.push(work) };
  const request = new NextRequest(`${APP_ORIGIN}${path}`, { headers, method });
  const answer = await middleware(request, event as unknown as NextFetchEvent);
  return { answer, kept };
}

const from = (client: string) => ({
  "x-peer-address": "10.0.0.1",
  "x-forwarded-for": client,
});

async function reports(): Promise<WebReport[]> {
  return Promise.all(
    received.map(async ({ path, body, signature }) => {
      expect(path).toBe("/reports/web");
      expect(await isGenuineReport(SECRET, body, signature)).toBe(true);
      const report = parseWebReport(JSON.parse(body), Date.now());
      if (report === null) throw new Error(`This is no report: ${body}`);
      return report;
    }),
  );
}

describe("I1 what middleware refuses is reported", () => {
  test("for the signed-out, with their address and the answer's request id", async () => {
    const { answer, kept } = await ask(
      "/api/contacts/export",
      from("203.0.113.1"),
    );
    expect(answer.status).toBe(401);
    expect(received).toEqual([]);
    await Promise.all(kept);
    expect((await reports()).map(({ refusals }) => refusals)).toEqual([
      [
        {
          userId: null,
          address: "203.0.113.1",
          reason: "unauthenticated",
          area: "export",
          requestId: answer.headers.get("x-request-id"),
          count: 1,
        },
      ],
    ]);
  });

  test("for another site's write", async () => {
    const headers = { origin: "https://evil.example", ...from("203.0.113.2") };
    const { kept } = await ask("/inbox", headers, "POST");
    await Promise.all(kept);
    expect((await reports())[0]?.refusals).toMatchObject([
      { reason: "foreign_site", area: "write", address: "203.0.113.2" },
    ]);
  });

  test("for the signed-in over their limit, by name", async () => {
    const token = await tokens.session({ sub: "user_in_a_hurry" });
    const kept: Promise<unknown>[] = [];
    const statuses: number[] = [];
    for (let call = 0; call < LIMIT + 4; call += 1) {
      const asked = await ask("/api/anything", {
        ...from(`198.51.100.${String(call)}`),
        authorization: `Bearer ${token}`,
      });
      statuses.push(asked.answer.status);
      kept.push(...asked.kept);
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    await Promise.all(kept);
    const refusals = (await reports()).flatMap((report) => report.refusals);
    expect(refusals.every(({ userId }) => userId === "user_in_a_hurry")).toBe(
      true,
    );
    expect(refusals.reduce((sum, { count }) => sum + count, 0)).toBe(4);
  });

  test("in a flood by one report, added up", async () => {
    const all = await Promise.all(
      Array.from({ length: 200 }, () =>
        ask(
          "/inbox",
          { origin: "https://evil.example", ...from("203.0.113.3") },
          "POST",
        ),
      ),
    );
    const kept = all.flatMap((asked) => asked.kept);
    expect(kept).toHaveLength(1);
    await Promise.all(kept);
    expect((await reports()).map(({ refusals }) => refusals)).toMatchObject([
      [{ count: 200 }],
    ]);
  });

  test("but not what is let in, or sent to sign in", async () => {
    for (const path of ["/pricing", "/inbox", "/api/health"]) {
      expect((await ask(path, from("203.0.113.4"))).kept).toEqual([]);
    }
  });
});

describe("a report that does not arrive", () => {
  test.each([500, 401, "nothing"] as const)(
    "(%s) keeps no answer waiting, is in the log, and the next one goes out",
    async (state) => {
      const lines: string[] = [];
      vi.spyOn(console, "error").mockImplementation((line: string) => {
        lines.push(line);
      });
      answerWith = state;
      const startedAt = performance.now();
      const { answer, kept } = await ask("/api/none", from("203.0.113.5"));
      expect(answer.status).toBe(401);
      expect(performance.now() - startedAt).toBeLessThan(900);
      await Promise.all(kept);
      expect(lines.join()).toContain("refusals could not be audited");
      expect(lines.join()).not.toContain("203.0.113.5");
      answerWith = 204;
      received = [];
      await Promise.all((await ask("/api/none", from("203.0.113.6"))).kept);
      const sequences = (await reports()).map(({ sequence }) => sequence);
      expect(sequences).toHaveLength(1);
    },
  );
});

describe("what a route refuses", () => {
  async function refuseAs(
    userId: string | null,
    code: "UNAUTHENTICATED" | "RATE_LIMITED" | "FORBIDDEN" | "NOT_FOUND",
  ): Promise<void> {
    const { refuse } = await import("../../lib/server/refuse");
    after.mockReset();
    auth.mockResolvedValue({ userId });
    const request = new Request(`${APP_ORIGIN}/api/credits/books`, {
      headers: { ...from("203.0.113.8"), "x-request-id": "request-of-next" },
    });
    refuse(request, code, "No.");
    const calls = after.mock.calls as [() => Promise<void>][];
    await Promise.all(calls.map(([work]) => work()));
  }

  test("is reported after the answer, with whose session it was", async () => {
    await refuseAs("user_revoked", "UNAUTHENTICATED");
    await refuseAs("user_1", "RATE_LIMITED");
    const refusals = (await reports()).flatMap((report) => report.refusals);
    expect(refusals).toMatchObject([
      {
        userId: "user_revoked",
        reason: "unauthenticated",
        area: "export",
        address: "203.0.113.8",
        requestId: "request-of-next",
      },
      { userId: "user_1", reason: "rate_limited" },
    ]);
  });

  test("for want of a permission is the person's own report, and what is missing is none", async () => {
    await refuseAs("user_1", "FORBIDDEN");
    await refuseAs("user_1", "NOT_FOUND");
    expect(after).not.toHaveBeenCalled();
    expect(received).toEqual([]);
  });
});

describe("I3 without Redis", () => {
  test("the server says so, once a minute", async () => {
    const lines: string[] = [];
    vi.spyOn(console, "error").mockImplementation((line: string) => {
      lines.push(line);
    });
    await redis.close();
    const first = await ask("/api/health", from("203.0.113.9"));
    expect(first.answer.status).toBe(200);
    const second = await ask("/api/monitoring", from("203.0.113.9"), "POST");
    expect(second.answer.status).toBe(503);
    await Promise.all([...first.kept, ...second.kept]);
    expect((await reports()).filter((each) => each.isRedisAway)).toHaveLength(
      1,
    );
    expect(lines.join()).toContain("rate limits are off");
  });
});
