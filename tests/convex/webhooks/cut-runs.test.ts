import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { type Failing, onceEach, startFailing } from "../../support/failing";
import { codeOf } from "../../support/inbox";
import { drain } from "../../support/product";

const { runs } = api.webhooks;

let shop: Failing;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  shop = await startFailing();
  return () => vi.useRealTimers();
});

describe("B11 a run that was cut", () => {
  test("goes on where it stood once the watchdog finds it, and tries nothing twice", async () => {
    await shop.fail(shop.business, 25);
    const runId = await shop.start(null);
    await shop.t.mutation(internal.webhooks.redriveRun.advance, {
      runId,
      step: 0,
    });
    await shop.loseScheduled();
    await drain(shop.t);
    expect(shop.vendors.sends).toHaveLength(10);
    expect(await shop.t.mutation(internal.webhooks.redriveRun.resume, {})).toBe(
      0,
    );
    vi.advanceTimersByTime(61_000);
    expect(await shop.t.mutation(internal.webhooks.redriveRun.resume, {})).toBe(
      1,
    );
    await drain(shop.t);
    expect(await shop.outcome(shop.business)).toEqual(onceEach(25));
    expect(await shop.t.mutation(internal.webhooks.redriveRun.resume, {})).toBe(
      0,
    );
  });

  test("is gone through once although two watchdogs and the old chain wake at the same time", async () => {
    await shop.fail(shop.business, 25);
    const runId = await shop.start(null);
    vi.advanceTimersByTime(61_000);
    await Promise.all([
      shop.t.mutation(internal.webhooks.redriveRun.resume, {}),
      shop.t.mutation(internal.webhooks.redriveRun.resume, {}),
      shop.t.mutation(internal.webhooks.redriveRun.advance, { runId, step: 0 }),
    ]);
    await drain(shop.t);
    expect(await shop.outcome(shop.business)).toEqual(onceEach(25));
    const run = await shop.t.run((ctx) => ctx.db.get("redriveRuns", runId));
    expect(run).toMatchObject({ tried: 25, applied: 25, step: 3 });
  });

  test("of dead letters goes on as well, and is no business's to stop", async () => {
    const runId = await shop.operator.mutation(runs.start, {
      kind: "dead_letters",
      tenantId: shop.business.tenantId,
      detail: null,
      reason: "it is mended",
    });
    expect(await codeOf(shop.owner.mutation(runs.stopOwn, { runId }))).toBe(
      "NOT_FOUND",
    );
    expect(await shop.owner.query(runs.progressOwn, {})).toBeNull();
    await shop.loseScheduled();
    vi.advanceTimersByTime(61_000);
    await shop.t.mutation(internal.webhooks.redriveRun.resume, {});
    await drain(shop.t);
    const run = await shop.t.run((ctx) => ctx.db.get("redriveRuns", runId));
    expect(run?.status).toBe("done");
  });
});

test("a run waits while the customers of the business crowd, and goes on after them", async () => {
  await shop.fail(shop.business, 3);
  const held = (reserved: number) =>
    shop.t.run(async (ctx) => {
      for (const { _id } of await ctx.db.query("wallets").collect()) {
        await ctx.db.patch(_id, { reserved });
      }
    });
  await held(32);
  const runId = await shop.start(null);
  await shop.t.mutation(internal.webhooks.redriveRun.advance, {
    runId,
    step: 0,
  });
  expect(
    await shop.t.run((ctx) => ctx.db.get("redriveRuns", runId)),
  ).toMatchObject({
    status: "running",
    tried: 0,
  });
  await held(0);
  await drain(shop.t);
  expect(await shop.outcome(shop.business)).toEqual(onceEach(3));
});
