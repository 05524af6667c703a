import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { type Spent, sumSpend } from "../../../lib/assistant/spend";
import { messageEvent } from "../../support/deliveries";
import { outcome } from "../../support/outcome";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors, json, type Vendors } from "../../support/vendors";

const page = { paginationOpts: { numItems: 50, cursor: null } };

let t: Backend;
let vendors: Vendors;
let operator: Person;
let bakery: Business;
let cycles: Business;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  t = createBackend();
  vendors = fakeVendors();
  operator = await signIn(t, null, "operator");
  bakery = await createBusiness(t, { name: "Harbour Bakery", credits: 100 });
  vi.advanceTimersByTime(1_000);
  cycles = await createBusiness(t, { name: "Cedar Cycles", credits: 20 });
  return () => vi.useRealTimers();
});

type List = (typeof api.operators.directory.list)["_args"];

const list = async (changes: Partial<List> = {}) =>
  (
    await operator.query(api.operators.directory.list, {
      search: "",
      ...page,
      ...changes,
    })
  ).page;
const names = async (changes: Partial<List> = {}) =>
  (await list(changes)).map(({ name }) => name);

async function count(): Promise<void> {
  vi.advanceTimersByTime(60_000);
  await t.mutation(internal.analytics.fold.advance, {});
  await t.mutation(internal.operators.overview.refresh, { after: 0 });
}

const suspend = (business: Business) =>
  operator.mutation(api.operators.suspension.suspend, {
    tenantId: business.tenantId,
    reason: "abuse",
  });

describe("J1 the list of businesses", () => {
  test("says what is not counted yet, and counts messages, errors and activity", async () => {
    expect(await list()).toMatchObject([
      { name: "Cedar Cycles", week: null, lastMessageAt: null },
      { name: "Harbour Bakery", week: null, lastMessageAt: null },
    ]);
    await post(t, bakery, messageEvent(bakery));
    await drain(t);
    vendors.onSend = () => json({ message: "bad" }, 400);
    await post(t, bakery, messageEvent(bakery));
    await drain(t);
    await count();
    expect(await list()).toMatchObject([
      { name: "Cedar Cycles", week: { messages: 0, errors: 0 } },
      {
        name: "Harbour Bakery",
        available: 99,
        numbers: 1,
        numbersDown: 0,
        // Two questions and one answer arrived; one answer failed.
        week: { messages: 3, errors: 1 },
      },
    ]);
  });

  test("is sorted by each figure, and a status narrows it", async () => {
    await post(t, bakery, messageEvent(bakery));
    await drain(t);
    await count();
    expect(await names({ order: "available" })).toEqual([
      "Cedar Cycles",
      "Harbour Bakery",
    ]);
    for (const order of ["messages", "activity"] as const) {
      expect(await names({ order })).toEqual([
        "Harbour Bakery",
        "Cedar Cycles",
      ]);
    }
    await suspend(bakery);
    for (const order of ["newest", "available", "errors"] as const) {
      expect(await names({ order, status: "suspended" })).toEqual([
        "Harbour Bakery",
      ]);
      expect(await names({ order, status: "active" })).toEqual([
        "Cedar Cycles",
      ]);
    }
  });

  test("goes page by page in its order", async () => {
    await count();
    const first = await operator.query(api.operators.directory.list, {
      search: "",
      order: "available",
      paginationOpts: { numItems: 1, cursor: null },
    });
    const second = await operator.query(api.operators.directory.list, {
      search: "",
      order: "available",
      paginationOpts: { numItems: 1, cursor: first.continueCursor },
    });
    expect([...first.page, ...second.page].map(({ name }) => name)).toEqual([
      "Cedar Cycles",
      "Harbour Bakery",
    ]);
  });

  test("finds a business by its id, its owner's address and its name", async () => {
    await t.mutation(internal.tenants.provision.join, {
      tenantId: cycles.tenantId,
      subject: "owner",
      email: "pat@cedar.example",
      role: "owner",
    });
    await t.mutation(internal.tenants.provision.join, {
      tenantId: bakery.tenantId,
      subject: "agent",
      email: "pat@harbour.example",
      role: "agent",
    });
    expect(await names({ search: bakery.tenantId })).toEqual([
      "Harbour Bakery",
    ]);
    expect(await names({ search: "Pat@" })).toEqual(["Cedar Cycles"]);
    expect(await names({ search: "pat@harbour" })).toEqual([]);
    expect(await names({ search: "cedar" })).toEqual(["Cedar Cycles"]);
    for (const search of [cycles.tenantId, "pat@cedar", "cedar"]) {
      expect(await names({ search, status: "suspended" })).toEqual([]);
    }
  });

  test("is narrowed to a plan, and says which one a business has", async () => {
    await operator.mutation(api.credits.plan.set, {
      tenantId: cycles.tenantId,
      plan: "growth",
      reason: "signed up",
    });
    expect(await list({ plan: "growth" })).toMatchObject([
      { name: "Cedar Cycles", plan: "growth" },
    ]);
    expect(await names({ plan: "growth", status: "suspended" })).toEqual([]);
    expect(await names({ plan: "starter" })).toEqual([]);
    expect((await list()).map(({ plan }) => plan)).toEqual(["growth", null]);
  });

  test("counts every business, however many there are", async () => {
    for (let i = 0; i < 45; i += 1) {
      vi.advanceTimersByTime(1);
      await createBusiness(t, { name: `No ${String(i)}` });
    }
    await t.mutation(internal.operators.overview.refresh, { after: 0 });
    await drain(t);
    const rows = await t.run((ctx) =>
      ctx.db.query("tenantOverviews").collect(),
    );
    expect(rows).toHaveLength(47);
  });
});

type Row = Spent & { day: string; tenantId: string };

function totals(rows: readonly Row[]): Map<string, Spent> {
  const sums = new Map<string, Spent>();
  for (const row of rows) {
    const key = `${row.day} ${row.tenantId}`;
    const before = sums.get(key);
    sums.set(key, sumSpend(before === undefined ? [row] : [before, row]));
  }
  return sums;
}

describe("J4 the spend on models", () => {
  const days = async (from = "2026-06-01", to = "2026-06-30") =>
    (await operator.query(api.operators.usage.days, { from, to, ...page }))
      .page;

  test("by business and day equals the runs that were recorded", async () => {
    await post(t, bakery, messageEvent(bakery));
    await post(t, cycles, messageEvent(cycles));
    await drain(t);
    vi.setSystemTime(Date.parse("2026-06-02T10:00:00Z"));
    vendors.onPrompt = () => json({ error: { code: 500 } }, 500);
    await post(t, bakery, messageEvent(bakery));
    await drain(t);
    const rows = await days();
    const runs = await t.run((ctx) => ctx.db.query("assistantRuns").collect());
    const recorded = runs.map((run) => ({
      ...run,
      day: new Date(run._creationTime).toISOString().slice(0, 10),
      runs: 1,
      failures: run.outcome === "failed" ? 1 : 0,
    }));
    expect(totals(rows)).toEqual(totals(recorded));
    expect([...totals(rows).keys()].sort()).toEqual(
      [
        `2026-06-01 ${bakery.tenantId}`,
        `2026-06-01 ${cycles.tenantId}`,
        `2026-06-02 ${bakery.tenantId}`,
      ].sort(),
    );
    expect(rows[0]).toMatchObject({ day: "2026-06-02", costMicros: 0 });
    expect(rows[0]?.failures).toBeGreaterThan(0);
    expect(sumSpend(rows).costMicros).toBeGreaterThan(0);
  });

  test("keeps to the days that were asked for and refuses others", async () => {
    await post(t, bakery, messageEvent(bakery));
    await drain(t);
    expect(await days("2026-06-02", "2026-06-03")).toEqual([]);
    for (const [from, to] of [
      ["2026-06-02", "2026-06-01"],
      ["today", "2026-06-01"],
      ["2026-06-01", ""],
    ] as const) {
      expect(await outcome(days(from, to))).toBe("VALIDATION_FAILED");
      expect(
        await outcome(
          operator.mutation(api.operators.usage.recordExport, { from, to }),
        ),
      ).toBe("VALIDATION_FAILED");
    }
  });

  test("of one business is shown with its volume, to who said why", async () => {
    await post(t, bakery, messageEvent(bakery));
    await drain(t);
    await count();
    const { tenantId } = bakery;
    const look = () =>
      operator.query(api.operators.usage.ofTenant, { tenantId });
    expect(await outcome(look())).toBe("FORBIDDEN");
    await operator.mutation(api.operators.access.open, {
      tenantId,
      reason: "asked",
    });
    const { days: volume, spend } = await look();
    expect(volume).toHaveLength(30);
    expect(volume.at(-1)).toMatchObject({
      day: "2026-06-01",
      inbound: 1,
      aiAnswers: 1,
      credits: 1,
    });
    expect(spend).toMatchObject([{ day: "2026-06-01", runs: 1, failures: 0 }]);
  });
});
