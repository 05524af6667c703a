import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { PLANS } from "../../../lib/credits/plans";
import { errorCode } from "../../../lib/error-code";
import { messageEvent } from "../../support/deliveries";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "../../support/product";
import { verifyTenant } from "../../support/verify-tenant";
import { fakeVendors } from "../../support/vendors";

const STARTER = PLANS.starter.creditsPerPeriod;
const GROWTH = PLANS.growth.creditsPerPeriod;

let t: Backend;
let business: Business;
let operator: Person;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-22T10:00:00Z") });
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t, { credits: 10 });
  operator = await signIn(t, null, "operator");
  owner = await signIn(t, business.tenantId, "owner");
  return () => vi.useRealTimers();
});

const setPlan = (plan: "starter" | "growth" | "scale" | null) =>
  operator.mutation(api.credits.plan.set, {
    tenantId: business.tenantId,
    plan,
    reason: "signed up",
  });

async function turnAt(time: string): Promise<void> {
  vi.setSystemTime(Date.parse(time));
  await t.mutation(internal.credits.plan.turnDue, {});
  await drain(t);
}

async function customerWrites(times = 1): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    await post(t, business, messageEvent(business));
    await drain(t);
  }
}

/** The plan's own entries, in order. */
async function planEntries(): Promise<string[]> {
  const entries = await t.run((ctx) => ctx.db.query("ledgerEntries").collect());
  return entries
    .filter(({ actor }) => actor === "system:plan")
    .map(({ kind, credits, idempotencyKey }) =>
      [kind, credits, idempotencyKey].join(" "),
    );
}

const balance = async () => (await readBooks(t, business.tenantId)).balance;

describe("E8 a plan", () => {
  test("gives this period's credits at once, and is audited", async () => {
    expect(await setPlan("starter")).toBe(true);
    expect(await setPlan("starter")).toBe(false);
    expect(await planEntries()).toEqual([`grant ${STARTER} plan:2026-11`]);
    expect(await owner.query(api.credits.plan.get, {})).toEqual({
      current: "starter",
      next: "starter",
      granted: STARTER,
      left: STARTER,
      endsAt: Date.UTC(2026, 11),
    });
    const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(
      events.filter(({ action }) => action === "credits.plan_set"),
    ).toMatchObject([{ target: "starter", reason: "signed up" }]);
  });

  test("does nothing before its period is over, to the millisecond", async () => {
    await setPlan("starter");
    await turnAt("2026-11-30T23:59:59.999Z");
    expect(await planEntries()).toHaveLength(1);
    await turnAt("2026-12-01T00:00:00.000Z");
    expect(await planEntries()).toEqual([
      `grant ${STARTER} plan:2026-11`,
      `grant ${STARTER} plan:2026-12`,
      `expire ${STARTER} plan_expiry:2026-11`,
    ]);
  });

  test("gives one grant per period, however often and at once the job runs", async () => {
    await setPlan("starter");
    vi.setSystemTime(Date.parse("2026-12-01T00:01:00Z"));
    const { tenantId } = business;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        t.mutation(internal.credits.plan.turn, { tenantId }),
      ),
    );
    await turnAt("2026-12-01T01:01:00Z");
    await turnAt("2026-12-17T01:01:00Z");
    expect(await planEntries()).toHaveLength(3);
    expect(await balance()).toBe(10 + STARTER);
    await verifyTenant(t, tenantId);
  });

  test("spends what expires first: credits that were bought are all still there", async () => {
    await setPlan("starter");
    await customerWrites(3);
    await turnAt("2026-12-01T00:01:00Z");
    expect(await planEntries()).toContain(
      `expire ${STARTER - 3} plan_expiry:2026-11`,
    );
    expect(await balance()).toBe(10 + STARTER);
  });

  test("after an outage of months settles each period as if in time", async () => {
    await setPlan("starter");
    await customerWrites(2);
    vi.setSystemTime(Date.parse("2026-12-03T10:00:00Z"));
    await customerWrites(5);
    await turnAt("2027-02-10T00:01:00Z");
    expect(await planEntries()).toEqual([
      `grant ${STARTER} plan:2026-11`,
      `grant ${STARTER} plan:2026-12`,
      `expire ${STARTER - 2} plan_expiry:2026-11`,
      `grant ${STARTER} plan:2027-01`,
      `expire ${STARTER - 5} plan_expiry:2026-12`,
      `grant ${STARTER} plan:2027-02`,
      `expire ${STARTER} plan_expiry:2027-01`,
    ]);
    expect(await balance()).toBe(10 + STARTER);
    await verifyTenant(t, business.tenantId);
  });

  test("after an outage longer than one transaction settles goes on by itself", async () => {
    await setPlan("starter");
    await turnAt("2028-01-10T00:01:00Z");
    const grants = (await planEntries()).filter((line) =>
      line.startsWith("grant"),
    );
    expect(grants).toHaveLength(15);
    expect(await balance()).toBe(10 + STARTER);
  });

  test("that rolls over keeps what was not spent, up to its cap", async () => {
    await setPlan("growth");
    await customerWrites(4);
    await turnAt("2026-12-01T00:01:00Z");
    const { cap } = PLANS.growth.leftover;
    expect(await planEntries()).toEqual([
      `grant ${GROWTH} plan:2026-11`,
      `grant ${GROWTH} plan:2026-12`,
      `expire ${GROWTH - 4 - cap} plan_expiry:2026-11`,
    ]);
    expect((await owner.query(api.credits.plan.get, {})).granted).toBe(
      GROWTH + cap,
    );
  });

  test("changed within a period grants nothing more until the next", async () => {
    await setPlan("starter");
    await setPlan("growth");
    await setPlan(null);
    await setPlan("scale");
    await setPlan("growth");
    expect(await planEntries()).toHaveLength(1);
    expect(await owner.query(api.credits.plan.get, {})).toMatchObject({
      current: "starter",
      next: "growth",
    });
    await turnAt("2026-12-01T00:01:00Z");
    expect(await planEntries()).toContain(`grant ${GROWTH} plan:2026-12`);
    expect(await balance()).toBe(10 + GROWTH);
  });

  test("taken away ends with the period and leaves what was bought", async () => {
    await setPlan("growth");
    await setPlan(null);
    await turnAt("2026-12-01T00:01:00Z");
    expect(await balance()).toBe(10);
    expect(await owner.query(api.credits.plan.get, {})).toEqual({
      current: null,
      next: null,
      granted: 0,
      left: 0,
      endsAt: null,
    });
    await turnAt("2027-03-01T00:01:00Z");
    expect(await balance()).toBe(10);
    await setPlan("starter");
    expect(await balance()).toBe(10 + STARTER);
  });

  test("of a business that was deleted for good grants nothing more", async () => {
    await setPlan("starter");
    await t.run((ctx) =>
      ctx.db.patch(business.tenantId, {
        deletion: { requestedAt: 0, purgeAt: null },
      }),
    );
    await turnAt("2027-01-01T00:01:00Z");
    expect(await planEntries()).toEqual([
      `grant ${STARTER} plan:2026-11`,
      `expire ${STARTER} plan_expiry:2026-11`,
    ]);
  });

  test("never takes what is held over the period's end", async () => {
    await setPlan("starter");
    await post(t, business, messageEvent(business));
    await turnPlanNow("2026-12-01T00:00:00Z");
    expect(await planEntries()).toContain(
      `expire ${STARTER - 1} plan_expiry:2026-11`,
    );
    await drain(t);
    await verifyTenant(t, business.tenantId);
  });

  /** Without running what else is scheduled. */
  async function turnPlanNow(time: string): Promise<void> {
    vi.setSystemTime(Date.parse(time));
    const { tenantId } = business;
    await t.mutation(internal.credits.plan.turn, { tenantId });
  }

  test("is an operator's to give, with a reason", async () => {
    const { tenantId } = business;
    const attempts = await Promise.all([
      owner
        .mutation(api.credits.plan.set, {
          tenantId,
          plan: "scale",
          reason: "please",
        })
        .catch(errorCode),
      operator
        .mutation(api.credits.plan.set, {
          tenantId,
          plan: "scale",
          reason: " ",
        })
        .catch(errorCode),
    ]);
    expect(attempts).toEqual(["FORBIDDEN", "VALIDATION_FAILED"]);
    expect(await planEntries()).toEqual([]);
  });
});

test("more plans than one batch holds are all turned", async () => {
  const names = Array.from({ length: 105 }, (_, index) => `Shop ${index}`);
  await t.run(async (ctx) => {
    for (const name of names) {
      const tenant = await ctx.db.query("tenants").first();
      if (tenant === null) throw new Error("No tenant.");
      const { _id, _creationTime, ...fields } = tenant;
      const tenantId = await ctx.db.insert("tenants", { ...fields, name });
      const wallet = await ctx.db.query("wallets").first();
      if (wallet === null) throw new Error("No wallet.");
      await ctx.db.insert("wallets", {
        tenantId,
        balance: 0,
        reserved: 0,
        sequence: 0,
        lastHash: `genesis:${tenantId}`,
        lowAt: 0,
        isLow: false,
        emptySince: 0,
        issued: 0,
      });
      await ctx.db.insert("tenantPlans", {
        tenantId,
        plan: "starter",
        lot: null,
        chargedBefore: 0,
        dueAt: Date.UTC(2026, 11),
      });
    }
  });
  await turnAt("2026-12-01T00:01:00Z");
  expect(await planEntries()).toHaveLength(105);
});
