import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { recordAudit } from "../../../convex/audit/model";
import { forge, listAlerts, look, record } from "../../support/alerts";
import { signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
} from "../../support/product";

const MINUTE = 60_000;

let t: Backend;
let mine: Business;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 15, 12) });
  t = createBackend();
  mine = await createBusiness(t, { name: "Mine" });
  return () => vi.useRealTimers();
});

describe("I3 an alert", () => {
  test("is raised once when ten deliveries in five minutes are forged", async () => {
    await forge(t, mine, 9);
    expect(await look(t)).toBe(0);
    await forge(t, mine, 1);
    expect(await look(t)).toBe(1);
    expect(await look(t)).toBe(0);
    expect(await listAlerts(t)).toMatchObject([
      {
        rule: "bad_signatures",
        subject: mine.instanceId,
        count: 10,
        clearedAt: null,
        acknowledgedAt: null,
      },
    ]);
  });

  test("ends by itself, and the next crossing is an alert of its own", async () => {
    await forge(t, mine, 10);
    await look(t);
    for (let minute = 0; minute < 6; minute += 1) await look(t);
    expect((await listAlerts(t))[0]?.clearedAt).not.toBeNull();
    await forge(t, mine, 12);
    expect(await look(t)).toBe(1);
    expect((await listAlerts(t)).map(({ count }) => count)).toEqual([10, 12]);
  });

  test("grows while it goes on, without another", async () => {
    await forge(t, mine, 10);
    await look(t);
    await forge(t, mine, 15);
    expect(await look(t)).toBe(0);
    expect((await listAlerts(t)).map(({ count }) => count)).toEqual([25]);
  });

  test("by two looks at once is raised once", async () => {
    await forge(t, mine, 10);
    vi.setSystemTime(Date.now() + MINUTE);
    await Promise.all([
      t.mutation(internal.alerts.watch.evaluate, {}),
      t.mutation(internal.alerts.watch.evaluate, {}),
    ]);
    expect(await listAlerts(t)).toHaveLength(1);
  });

  test("is itself in the audit trail", async () => {
    await forge(t, mine, 10);
    await look(t);
    const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(events.at(-1)).toMatchObject({
      actor: "system:alerts",
      action: "alert.raised",
      target: `bad_signatures ${mine.instanceId}`,
    });
  });
});

describe("I3 each rule sees its cause", () => {
  const rules = async () =>
    (await listAlerts(t)).map(({ rule }) => rule).sort();

  test("refusals and foreign ids of one person", async () => {
    const viewer = await signIn(t, mine.tenantId, "viewer");
    for (let index = 0; index < 10; index += 1) {
      await viewer.mutation(api.audit.denials.refused, {
        functionName: "tenants/settings:update",
        permission: "manage_tenant",
      });
    }
    const other = await createBusiness(t, { name: "Theirs" });
    for (let index = 0; index < 3; index += 1) {
      await viewer.mutation(api.audit.denials.notFound, {
        functionName: "instances/numbers:get",
        ids: [other.instanceId],
      });
    }
    await look(t);
    expect(await rules()).toEqual(["denials", "foreign_ids"]);
  });

  test("many top-ups, and large ones", async () => {
    for (let index = 0; index < 10; index += 1) {
      await record(t, "credits.top_up", "operator:eve", "10");
    }
    await record(t, "credits.top_up", "operator:mallory", "30000");
    await record(t, "credits.adjust_up", "operator:mallory", "20000");
    await look(t);
    const found = await listAlerts(t);
    expect(found.map(({ rule, subject }) => [rule, subject]).sort()).toEqual([
      ["top_up_credits", "operator:mallory"],
      ["top_ups", "operator:eve"],
    ]);
  });

  test("many new sessions of one person, and many addresses", async () => {
    for (let index = 0; index < 6; index += 1) {
      await t.run((ctx) =>
        recordAudit(
          ctx as never,
          {
            tenantId: null,
            actor: "user:ann",
            action: "session.started",
            target: `sess_${String(index)}`,
          },
          {
            requestId: "request",
            address: `203.0.113.${String(Math.min(index, 3))}`,
          },
        ),
      );
    }
    await look(t);
    expect(await rules()).toEqual(["new_sessions", "session_addresses"]);
  });

  test("books that are wrong", async () => {
    await record(t, "reconciliation.failed", "system:reconciliation");
    await look(t);
    expect(await rules()).toEqual(["books_wrong"]);
  });

  test("a model that is not asked", async () => {
    await t.run((ctx) =>
      ctx.db.insert("breakers", {
        service: "model:gemini-2.5-flash",
        failures: 5,
        since: null,
        openUntil: Date.now() + 10 * MINUTE,
      }),
    );
    await look(t);
    expect(await listAlerts(t)).toMatchObject([
      { rule: "provider_breaker", subject: "model:gemini-2.5-flash" },
    ]);
  });

  test("dead letters that pile up", async () => {
    for (let index = 0; index < 5; index += 1) {
      await t.mutation(internal.webhooks.channel.bury, {
        channel: { kind: "global" },
        reason: "test",
        body: `{"n":${String(index)}}`,
      });
    }
    await look(t);
    expect(await rules()).toContain("dead_letters");
  });

  test("a trail that is not sealed", async () => {
    await record(t, "test.event", "system:test");
    for (let minute = 0; minute < 11; minute += 1) await look(t);
    expect(await rules()).toEqual(["seal_behind"]);
  });
});

describe("I3 an operator", () => {
  test("sees how many wait, acknowledges one with a note, once", async () => {
    await forge(t, mine, 10);
    await look(t);
    const operator = await signIn(t, null, "operator");
    expect(await operator.query(api.alerts.feed.open, {})).toBe(1);
    const [alert] = await listAlerts(t);
    if (alert === undefined) throw new Error("Nothing was raised.");
    const acknowledge = (note: string) =>
      operator.mutation(api.alerts.feed.acknowledge, {
        alertId: alert._id,
        note,
      });
    await expect(acknowledge("  ")).rejects.toThrow("VALIDATION_FAILED");
    await acknowledge("blocked the address");
    await expect(acknowledge("again")).rejects.toThrow("CONFLICT");
    expect(await operator.query(api.alerts.feed.open, {})).toBe(0);
    const { page } = await operator.query(api.alerts.feed.list, {
      isOpenOnly: false,
      paginationOpts: { numItems: 10, cursor: null },
    });
    expect(page).toMatchObject([
      { note: "blocked the address", severity: "critical", threshold: 10 },
    ]);
    const trail = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(trail.at(-1)).toMatchObject({
      action: "alert.acknowledged",
      reason: "blocked the address",
    });
  });
});
