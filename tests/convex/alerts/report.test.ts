import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { monthOf } from "../../../lib/audit/month";
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

describe("I7 the report of a month", () => {
  test("says exactly what happened in it", async () => {
    const operator = await signIn(t, null, "operator");
    await forge(t, mine, 23);
    await look(t);
    await forge(t, mine, 4);
    await look(t);
    for (let index = 0; index < 3; index += 1) {
      await record(t, "credits.top_up", "operator:eve", "10");
    }
    await record(t, "credits.exported", "user:ann");
    await record(t, "contacts.export", "user:ann");
    await record(t, "access.denied", "user:ann");
    const [alert] = await listAlerts(t);
    if (alert === undefined) throw new Error("Nothing was raised.");
    vi.setSystemTime(alert._creationTime + 7 * MINUTE);
    await operator.mutation(api.alerts.feed.acknowledge, {
      alertId: alert._id,
      note: "looked at it",
    });
    const month = monthOf(Date.now());
    const behind = await operator.query(api.alerts.report.month, { month });
    expect(behind.isBehind).toBe(true);
    while ((await t.mutation(internal.audit.seal.advance, {})) > 0);
    const report = await operator.query(api.alerts.report.month, { month });
    expect(report).toMatchObject({
      figures: {
        topUps: 3,
        exports: 2,
        violations: 1,
        rejectedMinutes: 2,
        signIns: 0,
      },
      refusedDeliveries: 27,
      alerts: { raised: 1, acknowledged: 1, medianMs: 7 * MINUTE },
      isBehind: false,
    });
    const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    const total = report.actions.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBe(events.length);
  });

  test("counts a refused delivery once, however often it looks", async () => {
    const operator = await signIn(t, null, "operator");
    await forge(t, mine, 3);
    for (let minute = 0; minute < 5; minute += 1) await look(t);
    await forge(t, mine, 2);
    for (let minute = 0; minute < 5; minute += 1) await look(t);
    const report = await operator.query(api.alerts.report.month, {
      month: monthOf(Date.now()),
    });
    expect(report.refusedDeliveries).toBe(5);
  });

  test("is of a month, nothing else", async () => {
    const operator = await signIn(t, null, "operator");
    await expect(
      operator.query(api.alerts.report.month, { month: "2026-13" }),
    ).rejects.toThrow("VALIDATION_FAILED");
  });
});
