import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { type Failing, onceEach, startFailing } from "../../support/failing";
import { codeOf } from "../../support/inbox";
import { signIn } from "../../support/people";
import { drain } from "../../support/product";
import { json } from "../../support/vendors";

const { runs } = api.webhooks;

let shop: Failing;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  shop = await startFailing();
  return () => vi.useRealTimers();
});

describe("B11 all failed answers at once", () => {
  test("are tried by an operator, each once, with progress and every one in its business's trail", async () => {
    await shop.fail(shop.business, 12);
    const runId = await shop.start(null);
    expect(await codeOf(shop.start(null))).toBe("CONFLICT");
    await drain(shop.t);
    expect(await shop.progress()).toMatchObject({
      id: runId,
      status: "done",
      tried: 12,
      applied: 12,
      total: 12,
    });
    expect(await shop.outcome(shop.business)).toEqual(onceEach(12));
    expect(await shop.open()).toEqual([]);
    const retried = await shop.audited("turn.retried");
    expect(retried).toHaveLength(12);
    expect(retried[0]).toMatchObject({
      tenantId: shop.business.tenantId,
      reason: "the model is back",
    });
    expect(await shop.audited("turn.run_started")).toHaveLength(1);
  });

  test("are tried by the business itself, and by nobody for another", async () => {
    const other = await shop.makeBusiness("Other");
    const stranger = await signIn(shop.t, other.tenantId, "owner");
    await shop.fail(shop.business, 2);
    await stranger.mutation(runs.startOwn, { detail: null });
    await drain(shop.t);
    expect(shop.vendors.sends).toEqual([]);
    const runId = await shop.owner.mutation(runs.startOwn, { detail: null });
    expect(await codeOf(stranger.mutation(runs.stopOwn, { runId }))).toBe(
      "NOT_FOUND",
    );
    expect((await stranger.query(runs.progressOwn, {}))?.tried).toBe(0);
    await drain(shop.t);
    expect(await shop.outcome(shop.business)).toEqual(onceEach(2));
    expect((await shop.owner.query(runs.progressOwn, {}))?.applied).toBe(2);
  });

  test("only those of the business and with the reason that was asked for", async () => {
    const other = await shop.makeBusiness("Other");
    await shop.fail(shop.business, 2);
    await shop.fail(other, 1);
    const [first] = await shop.open();
    if (first === undefined) throw new Error("Nothing failed.");
    await shop.t.run((ctx) =>
      ctx.db.patch(first.id, { detail: "every model is unavailable" }),
    );
    await shop.start(shop.business.tenantId, "nothing of this kind");
    await drain(shop.t);
    expect(shop.vendors.sends).toEqual([]);
    await shop.start(shop.business.tenantId, "every model is unavailable");
    await drain(shop.t);
    expect(await shop.outcome(shop.business)).toEqual(onceEach(1));
    expect(await shop.open()).toHaveLength(1);
    expect(await shop.openOf(other.tenantId)).toMatchObject([
      { tenantName: "Other" },
    ]);
    expect(
      await codeOf(shop.start(shop.business.tenantId, "x".repeat(301))),
    ).toBe("VALIDATION_FAILED");
  });

  test("stop when they are told to; the rest stays open", async () => {
    await shop.fail(shop.business, 15);
    const runId = await shop.start(shop.business.tenantId);
    await shop.t.mutation(internal.webhooks.redriveRun.advance, {
      runId,
      step: 0,
    });
    await shop.owner.mutation(runs.stopOwn, { runId });
    await drain(shop.t);
    expect(await shop.outcome(shop.business)).toEqual(onceEach(10));
    expect(await shop.open()).toHaveLength(5);
    expect(await codeOf(shop.operator.mutation(runs.stop, { runId }))).toBe(
      "CONFLICT",
    );
    expect(await shop.audited("turn.run_stopped")).toHaveLength(1);
  });

  test("that cannot be answered any more are passed over, not tried for ever", async () => {
    await shop.fail(shop.business, 12);
    await shop.t.run((ctx) =>
      ctx.db.patch(shop.business.tenantId, { aiEnabled: false }),
    );
    await shop.start(null);
    await drain(shop.t);
    expect(await shop.progress()).toMatchObject({
      status: "done",
      tried: 12,
      applied: 0,
    });
    expect(await shop.outcome(shop.business)).toEqual(onceEach(0));
  });

  test("of two runs that overlap are tried once", async () => {
    await shop.fail(shop.business, 12);
    await Promise.all([shop.start(null), shop.start(shop.business.tenantId)]);
    await drain(shop.t);
    expect(await shop.outcome(shop.business)).toEqual(onceEach(12));
  });

  test("that cannot even be tried stay open, say so and stop nobody else's", async () => {
    const other = await shop.makeBusiness("Other");
    await shop.fail(other, 1);
    await shop.fail(shop.business, 1);
    await shop.t.run(async (ctx) => {
      for (const wallet of await ctx.db.query("wallets").collect()) {
        if (wallet.tenantId === other.tenantId) await ctx.db.delete(wallet._id);
      }
    });
    await shop.start(null);
    await drain(shop.t);
    expect(await shop.outcome(shop.business)).toEqual(onceEach(1));
    expect(await shop.openOf(other.tenantId)).toMatchObject([
      { outcome: "attempt_failed" },
    ]);
  });

  test("that fail again are not tried a second time in the same run", async () => {
    await shop.fail(shop.business, 3);
    shop.vendors.onPrompt = () => json({ error: { message: "down" } }, 503);
    await shop.start(null);
    await drain(shop.t);
    expect(await shop.progress()).toMatchObject({
      status: "done",
      tried: 3,
      applied: 3,
    });
    expect(await shop.open()).toHaveLength(3);
    expect(await shop.outcome(shop.business)).toEqual(onceEach(0));
  });
});
