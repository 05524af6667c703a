import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
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
import {
  fakeVendors,
  json,
  modelAnswer,
  type Vendors,
} from "../../support/vendors";

let t: Backend;
let business: Business;
let vendors: Vendors;
let owner: Person;

const { failedTurns } = api.webhooks;
const page = {
  detail: null,
  paginationOpts: { numItems: 10, cursor: null },
};

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
  await t.run((ctx) =>
    ctx.db.patch(business.tenantId, { maxAnswerAgeMs: 30 * 60_000 }),
  );
  return () => vi.useRealTimers();
});

const listed = async () => (await owner.query(failedTurns.list, page)).page;

/** A customer's message that no model answers. */
async function failOne(): Promise<void> {
  vendors.onPrompt = () => json({ error: { message: "down" } }, 503);
  await post(t, business, messageEvent(business, { text: "Do you have rye?" }));
  await drain(t);
  vendors.onPrompt = () => modelAnswer("Yes, every day.");
}

async function retried() {
  const [failed] = await listed();
  if (failed === undefined) throw new Error("Nothing failed.");
  const answer = await owner.mutation(failedTurns.retry, {
    failedTurnId: failed.id,
  });
  await drain(t);
  return answer;
}

/** Breakers stay open for a while after so many failures. */
const coolDown = () => vi.advanceTimersByTime(10 * 60_000);

describe("B11 an answer that no model gave", () => {
  test("is visible, and answered once when it is tried again", async () => {
    await failOne();
    expect(await listed()).toMatchObject([{ isWaiting: true }]);
    const before = (await readBooks(t, business.tenantId)).balance;
    coolDown();
    vendors.prompts.length = 0;
    expect(await retried()).toEqual({ isRetried: true, outcome: "started" });
    expect(vendors.prompts[0]).toContain("Do you have rye?");
    expect(vendors.sends.at(-1)?.text).toBe("Yes, every day.");
    expect(await listed()).toEqual([]);
    const { balance, reserved } = await readBooks(t, business.tenantId);
    expect([before - balance, reserved]).toEqual([1, 0]);
  });

  test("is visible again when it fails again", async () => {
    await failOne();
    vendors.onPrompt = () => json({ error: { message: "down" } }, 503);
    coolDown();
    expect((await retried()).isRetried).toBe(true);
    expect(await listed()).toMatchObject([{ isWaiting: true }]);
  });

  test("tells every business its own, and an operator all", async () => {
    await failOne();
    const other = await createBusiness(t, { name: "Other" });
    const stranger = await signIn(t, other.tenantId, "owner");
    expect((await stranger.query(failedTurns.list, page)).page).toEqual([]);
    const operator = await signIn(t, null, "operator");
    const all = await operator.query(failedTurns.listAll, {
      tenantId: null,
      ...page,
    });
    expect(all.page).toMatchObject([{ tenantName: "Harbour Bakery" }]);
    const [failed] = all.page;
    if (failed === undefined) throw new Error("Nothing failed.");
    coolDown();
    await operator.mutation(failedTurns.retryFor, {
      failedTurnId: failed.id,
      reason: "the model is back",
    });
    await drain(t);
    expect(vendors.sends.at(-1)?.text).toBe("Yes, every day.");
  });
});

describe("B11 trying again sends nothing that is not wanted any more", () => {
  test.each([["somebody took over", "answered_meanwhile", { handoff: null }]])(
    "%s",
    async (_name, outcome, patch) => {
      await failOne();
      const sends = vendors.sends.length;
      await t.run(async (ctx) => {
        for (const { _id } of await ctx.db.query("conversations").collect()) {
          await ctx.db.patch(_id, patch);
        }
      });
      expect(await retried()).toEqual({ isRetried: false, outcome });
      expect(vendors.sends).toHaveLength(sends);
      expect(await listed()).toEqual([]);
    },
  );

  test("an old message, a customer who opted out, an AI that is off, no credits, a stop", async () => {
    await failOne();
    const sends = vendors.sends.length;
    const reservations = async () =>
      (await readBooks(t, business.tenantId)).kinds.length;
    const booked = await reservations();
    const everyone = (patch: Record<string, unknown>) =>
      t.run(async (ctx) => {
        for (const { _id } of await ctx.db.query("contacts").collect()) {
          await ctx.db.patch(_id, patch);
        }
      });
    const tenant = (patch: Record<string, unknown>) =>
      t.run((ctx) => ctx.db.patch(business.tenantId, patch));

    await everyone({ consent: "opted_out" });
    expect((await retried()).outcome).toBe("opted_out");
    await everyone({ consent: "unknown" });
    await tenant({ aiEnabled: false });
    expect((await retried()).outcome).toBe("ai_off");
    await tenant({ aiEnabled: true, status: "suspended" });
    expect((await retried()).outcome).toBe("suspended");
    await tenant({ status: "active" });
    const operator = await signIn(t, null, "operator");
    await operator.mutation(api.operators.sending.stop, { reason: "incident" });
    expect((await retried()).outcome).toBe("sending_stopped");
    await operator.mutation(api.operators.sending.allow, { reason: "over" });
    await t.run(async (ctx) => {
      for (const wallet of await ctx.db.query("wallets").collect()) {
        await ctx.db.patch(wallet._id, { reserved: wallet.balance });
      }
    });
    expect((await retried()).outcome).toBe("no_credits");
    await t.run(async (ctx) => {
      for (const wallet of await ctx.db.query("wallets").collect()) {
        await ctx.db.patch(wallet._id, { reserved: 0 });
      }
    });
    vi.advanceTimersByTime(31 * 60_000);
    expect((await retried()).outcome).toBe("too_old");
    expect(vendors.sends).toHaveLength(sends);
    expect(await reservations()).toBe(booked);
    expect(await listed()).toHaveLength(1);
  });
});
