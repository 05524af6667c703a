import { beforeEach, describe, expect, test, vi } from "vitest";
import { internal } from "../../../convex/_generated/api";
import {
  REPORT_PATH,
  REPORT_VALID_MS,
  type Refusal,
  type WebReport,
} from "../../../lib/audit/web-report";
import { listAlerts, look } from "../../support/alerts";
import { signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  sign,
  TEST_ENV,
} from "../../support/product";

const MINUTE = 60_000;
const SERVER = "0a4c6f5e-6e0c-4f6f-9a1d-4b7e9d5c1a10";
const MAN: Refusal = {
  userId: null,
  address: "203.0.113.7",
  reason: "unauthenticated",
  area: "export",
  requestId: "request-of-next",
  count: 1,
};

let t: Backend;
let mine: Business;
let sequence: number;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 15, 12) });
  t = createBackend();
  mine = await createBusiness(t, { name: "Mine" });
  sequence = 0;
  return () => vi.useRealTimers();
});

function reportOf(
  refusals: Refusal[],
  more: Partial<WebReport> = {},
): WebReport {
  sequence += 1;
  const at = Date.now();
  return {
    ...{ at, reporter: SERVER, sequence, refusals, isRedisAway: false },
    ...more,
  };
}

async function send(
  report: unknown,
  key: string = TEST_ENV.AUDIT_HASH_SECRET,
): Promise<number> {
  const body = JSON.stringify(report);
  const signed = `my-aibud-web-report/1\n${body}`;
  const signature = await sign(signed, key, { hash: "SHA-256" });
  return post(body, { "x-report-signature": signature });
}

async function post(
  body: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const answer = await t.fetch(REPORT_PATH, { method: "POST", body, headers });
  return answer.status;
}

async function counters() {
  return t.run((ctx) => ctx.db.query("webRefusals").collect());
}

async function events() {
  const all = await t.run((ctx) => ctx.db.query("auditEvents").collect());
  return all.filter(({ action }) => action === "web.refused");
}

describe("I1 what the web server refused", () => {
  test("is an event with what, why, the request and the hashed address", async () => {
    expect(await send(reportOf([MAN]))).toBe(204);
    const [event, ...more] = await events();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      tenantId: null,
      actor: "system:web",
      target: "export",
      reason: "unauthenticated",
      requestId: "request-of-next",
      ipHash: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    expect(JSON.stringify([event, await counters()])).not.toContain("203.0");
  });

  test("names the signed-in person, in the trail of their business", async () => {
    await signIn(t, mine.tenantId, "viewer");
    const [membership] = await t.run((ctx) =>
      ctx.db.query("memberships").collect(),
    );
    const subject = membership?.subject ?? "";
    const [issuer, userId = ""] = subject.split("|");
    expect(issuer).toBe(TEST_ENV.CLERK_JWT_ISSUER_DOMAIN);
    await send(reportOf([{ ...MAN, userId, reason: "rate_limited" }]));
    expect(await events()).toMatchObject([
      {
        tenantId: mine.tenantId,
        actor: `user:${subject}`,
        reason: "rate_limited",
      },
    ]);
  });

  test("in a flood of one caller is one event a minute, with the rest counted", async () => {
    for (let round = 0; round < 10; round += 1) {
      await send(reportOf([{ ...MAN, count: 500 }]));
    }
    expect(await events()).toHaveLength(1);
    expect(await counters()).toMatchObject([{ count: 5_000 }]);
    vi.setSystemTime(Date.now() + MINUTE);
    await send(reportOf([MAN]));
    expect(await events()).toHaveLength(2);
  });

  test("in a flood of many addresses is few events, and none is lost from the count", async () => {
    for (let round = 0; round < 10; round += 1) {
      const refusals = Array.from({ length: 20 }, (_, index) => ({
        ...MAN,
        address: `198.51.${String(round)}.${String(index)}`,
      }));
      await send(reportOf(refusals));
    }
    expect((await events()).length).toBeLessThanOrEqual(21);
    const rows = await counters();
    expect(rows.length).toBeLessThanOrEqual(21);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(200);
    const others = rows.find(({ source }) => source === "others");
    expect(others?.count).toBe(180);
  });

  test("calls an operator when one caller is refused a hundred times in five minutes", async () => {
    await send(reportOf([{ ...MAN, count: 99 }]));
    expect(await look(t)).toBe(0);
    await send(reportOf([MAN]));
    expect(await look(t)).toBe(1);
    expect(await listAlerts(t)).toMatchObject([
      {
        rule: "refused_calls",
        subject: expect.stringMatching(/^address:[0-9a-f]{32}$/) as string,
        count: 100,
      },
    ]);
  });

  test("is forgotten after thirty days, the event stays", async () => {
    await send(reportOf([MAN]));
    vi.setSystemTime(Date.now() + 29 * 86_400_000);
    expect(await t.mutation(internal.audit.web.forget, {})).toBe(0);
    vi.setSystemTime(Date.now() + 2 * 86_400_000);
    expect(await t.mutation(internal.audit.web.forget, {})).toBe(2);
    expect(await counters()).toEqual([]);
    expect(await events()).toHaveLength(1);
  });
});

describe("a report", () => {
  test("under another key is refused, counted and changes nothing", async () => {
    const forged = reportOf([{ ...MAN, userId: "user_7", count: 900 }], {
      isRedisAway: true,
    });
    for (let call = 0; call < 3; call += 1) {
      expect(await send(forged, "another-key-of-somebody")).toBe(401);
    }
    expect(await events()).toMatchObject([
      { actor: "system:web", target: "report", reason: "forged_report" },
    ]);
    expect(await counters()).toMatchObject([
      { reason: "forged_report", count: 3 },
    ]);
    expect(await t.run((ctx) => ctx.db.query("outages").collect())).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ["no signature", {}],
    ["an empty one", { "x-report-signature": "" }],
    ["one that is no hex", { "x-report-signature": "zz".repeat(32) }],
    ["half of one", { "x-report-signature": "ab".repeat(16) }],
  ])("with %s is refused", async (_what, headers) => {
    const body = JSON.stringify(reportOf([MAN]));
    expect(await post(body, headers)).toBe(401);
  });

  test("signed as something else under the same key is refused", async () => {
    const body = JSON.stringify(reportOf([MAN]));
    const signature = await sign(body, TEST_ENV.AUDIT_HASH_SECRET, {
      hash: "SHA-256",
    });
    expect(await post(body, { "x-report-signature": signature })).toBe(401);
  });

  test("changed by one character is refused", async () => {
    const body = JSON.stringify(reportOf([MAN]));
    const signature = await sign(
      `my-aibud-web-report/1\n${body}`,
      TEST_ENV.AUDIT_HASH_SECRET,
      { hash: "SHA-256" },
    );
    const changed = body.replace("203.0.113.7", "203.0.113.8");
    expect(await post(changed, { "x-report-signature": signature })).toBe(401);
  });

  test("sent again counts nothing again", async () => {
    const report = reportOf([{ ...MAN, count: 7 }]);
    expect(await send(report)).toBe(204);
    expect(await send(report)).toBe(204);
    expect(await counters()).toMatchObject([{ count: 7 }]);
    const other = { ...report, reporter: SERVER.replace("0a", "0b") };
    await send(other);
    expect(await counters()).toMatchObject([{ count: 14 }]);
  });

  test.each([
    ["of yesterday", { at: 0 }],
    ["without a process", { reporter: "me" }],
    ["with a sequence of nothing", { sequence: 0 }],
    ["with a reason nobody knows", { refusals: [{ ...MAN, reason: "x" }] }],
    ["with a path for an area", { refusals: [{ ...MAN, area: "/inbox/+27" }] }],
    ["with half a call", { refusals: [{ ...MAN, count: 0.5 }] }],
    ["that takes calls back", { refusals: [{ ...MAN, count: -5 }] }],
    [
      "with too many lines",
      { refusals: Array.from({ length: 51 }, () => MAN) },
    ],
    ["with more than we know", { extra: true }],
  ])("%s is not read, though it is signed", async (_what, change) => {
    expect(await send({ ...reportOf([MAN]), ...change })).toBe(400);
    expect(await counters()).toEqual([]);
  });

  test("counts for a minute", async () => {
    const report = reportOf([MAN]);
    vi.setSystemTime(Date.now() + REPORT_VALID_MS + 1);
    expect(await send(report)).toBe(400);
  });

  test("of any size is not read whole", async () => {
    expect(await post("x".repeat(40_000))).toBe(413);
  });
});

describe("Redis away", () => {
  const away = () => send(reportOf([], { isRedisAway: true }));

  test("is an alert at once, one for as long as it lasts", async () => {
    await away();
    expect(await look(t)).toBe(1);
    await away();
    expect(await look(t)).toBe(0);
    expect(await listAlerts(t)).toMatchObject([
      { rule: "limits_off", subject: "redis", clearedAt: null },
    ]);
  });

  test("ends three minutes after it was last seen, and the next time is another", async () => {
    await away();
    await look(t);
    for (let minute = 0; minute < 3; minute += 1) await look(t);
    expect((await listAlerts(t))[0]?.clearedAt).not.toBeNull();
    await away();
    expect(await look(t)).toBe(1);
    expect(await listAlerts(t)).toHaveLength(2);
  });
});
