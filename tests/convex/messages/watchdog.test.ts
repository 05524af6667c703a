import { beforeEach, describe, expect, test, vi } from "vitest";
import { internal } from "../../../convex/_generated/api";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "../../support/product";
import { PLAIN_RUN } from "../../support/runs";
import { fakeVendors, type Vendors } from "../../support/vendors";
import { messageEvent } from "../../support/deliveries";

let t: Backend;
let vendors: Vendors;
let business: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  await post(t, business, messageEvent(business));
  return () => vi.useRealTimers();
});

/** The job is gone, as after a crash in the middle of an action. */
async function loseJobs(): Promise<void> {
  await t.run(async (ctx) => {
    const jobs = await ctx.db.system.query("_scheduled_functions").collect();
    for (const job of jobs) {
      if (job.state.kind === "pending") await ctx.scheduler.cancel(job._id);
    }
  });
}

async function watch(): Promise<void> {
  vi.setSystemTime(Date.now() + 3 * 60_000);
  await t.mutation(internal.messages.watchdog.settleExpiredHolds, {});
}

const run = () =>
  t.run(async (ctx) => ({
    turn: await ctx.db.query("turns").first(),
    reservation: await ctx.db.query("reservations").first(),
    conversation: await ctx.db.query("conversations").first(),
  }));

async function claimAndVanish(): Promise<void> {
  const { turn } = await run();
  if (turn === null) throw new Error("No turn.");
  await t.mutation(internal.assistant.reply.complete, {
    turnId: turn._id,
    version: turn.version,
    outcome: { kind: "answer", text: "Half past eight." },
    run: PLAIN_RUN,
  });
  await loseJobs();
}

describe("E9 work that never reported", () => {
  test("a lost model call is made again and answered once", async () => {
    await loseJobs();
    await watch();
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect((await readBooks(t, business.tenantId)).balance).toBe(99);
  });

  test("a model call that is lost again and again ends with a human and its credit back", async () => {
    for (let i = 0; i < 3; i += 1) {
      await loseJobs();
      await watch();
    }
    await drain(t);
    const { turn, conversation } = await run();
    expect(turn?.status).toBe("handed_off");
    expect(conversation?.handoff?.reason).toBe("model_failed");
    expect(await readBooks(t, business.tenantId)).toEqual({
      balance: 100,
      reserved: 0,
      kinds: ["grant", "reserve", "release"],
    });
  });

  test("a send that vanished after its claim is looked up, never repeated", async () => {
    await claimAndVanish();
    await watch();
    await drain(t);
    expect(vendors.sends).toHaveLength(0);
    expect(vendors.otherCalls.some((call) => call.includes("/messages"))).toBe(
      true,
    );
    expect(await readBooks(t, business.tenantId)).toMatchObject({
      balance: 100,
      reserved: 0,
    });
  });

  test("leaves work alone whose time is not up", async () => {
    const settled = await t.mutation(
      internal.messages.watchdog.settleExpiredHolds,
      {},
    );
    expect(settled).toBe(0);
    expect((await run()).reservation?.status).toBe("held");
  });
});
