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
import { fakeVendors, json, type Vendors } from "../../support/vendors";
import { messageEvent } from "../../support/deliveries";

let t: Backend;
let vendors: Vendors;
let business: Business;
let isDown: boolean;
let people = 0;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  isDown = false;
  business = await createBusiness(t);
  const answers = fetch;
  // The whole gateway goes away, not only its sends.
  vi.stubGlobal(
    "fetch",
    (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      return isDown && !request.url.includes(":generateContent")
        ? Promise.reject(refused())
        : answers(request);
    },
  );
  return () => vi.useRealTimers();
});

function refused(): TypeError {
  return new TypeError("fetch failed", { cause: { code: "ECONNREFUSED" } });
}

const say = () => {
  people += 1;
  const from = `2783222${String(1_000 + people)}@c.us`;
  return post(t, business, messageEvent(business, { from }));
};

const outbound = () =>
  t.run(async (ctx) => {
    const messages = await ctx.db.query("messages").collect();
    return messages.filter(({ direction }) => direction === "outbound");
  });
const statuses = async () =>
  (await outbound()).map(({ status }) => status).sort();
const breaker = () =>
  t.run((ctx) =>
    ctx.db
      .query("breakers")
      .withIndex("by_service", (q) => q.eq("service", "gateway"))
      .unique(),
  );

/** Runs what is due within `ms`, and nothing later. */
async function pass(ms: number): Promise<void> {
  const until = Date.now() + ms;
  for (;;) {
    const dueAt = await t.run(async (ctx) => {
      const jobs = await ctx.db.system.query("_scheduled_functions").collect();
      const due = jobs
        .filter(({ state }) => state.kind === "pending")
        .map(({ scheduledTime }) => scheduledTime);
      return Math.min(...due);
    });
    if (dueAt > until) break;
    vi.advanceTimersByTime(Math.max(0, dueAt - Date.now()));
    await t.finishInProgressScheduledFunctions();
  }
  vi.advanceTimersByTime(Math.max(0, until - Date.now()));
}

/** Five customers write at once to a gateway that has gone. */
async function bringDown(): Promise<void> {
  isDown = true;
  for (let index = 0; index < 5; index += 1) await say();
  await pass(100);
}

describe("a gateway that is gone", () => {
  test("is asked itself after five failed sends, and then nothing is sent to it", async () => {
    await bringDown();
    expect((await breaker())?.openUntil).toBeGreaterThan(Date.now());
    const asked = vendors.prompts.length;
    await say();
    await pass(100);
    expect(vendors.prompts.length).toBe(asked);
    expect(await statuses()).toEqual(Array.from({ length: 5 }, () => "queued"));
  });

  test("gets every answer once it is back, each once and paid once", async () => {
    await bringDown();
    await say();
    await pass(4 * 60_000 - 30_000);
    expect(vendors.sends).toHaveLength(0);
    isDown = false;
    await drain(t);
    expect(vendors.sends).toHaveLength(6);
    expect(new Set(vendors.sends.map(({ chatId }) => chatId)).size).toBe(6);
    expect((await breaker())?.openUntil).toBeNull();
    const { balance, reserved } = await readBooks(t, business.tenantId);
    expect({ balance, reserved }).toEqual({ balance: 94, reserved: 0 });
  });

  test("that never comes back ends with people called and every credit back", async () => {
    await bringDown();
    await say();
    for (let minutes = 0; minutes < 8; minutes += 1) {
      await pass(60_000);
      await t.mutation(internal.messages.watchdog.settleExpiredHolds, {});
    }
    expect(vendors.sends).toHaveLength(0);
    expect(await statuses()).toEqual(
      Array.from({ length: 5 }, () => "blocked"),
    );
    const conversations = await t.run((ctx) =>
      ctx.db.query("conversations").collect(),
    );
    expect(conversations).toHaveLength(6);
    for (const { handoff } of conversations) expect(handoff).not.toBeNull();
    const { balance, reserved } = await readBooks(t, business.tenantId);
    expect({ balance, reserved }).toEqual({ balance: 100, reserved: 0 });
  });

  test("takes a person's own message when it is back", async () => {
    await bringDown();
    const [waiting] = await outbound();
    if (waiting === undefined) throw new Error("Nothing waits.");
    await t.mutation(internal.messages.breaker.postpone, {
      messageId: waiting._id,
    });
    isDown = false;
    await drain(t);
    const sentInto = vendors.sends.filter(
      ({ chatId }) => chatId === waiting.chatId,
    );
    expect(sentInto).toHaveLength(1);
  });
});

describe("a gateway that works", () => {
  test("is not stopped by five messages it refuses with 500", async () => {
    vendors.onSend = () =>
      json({ statusCode: 500, exception: { message: "bad chat" } }, 500);
    for (let index = 0; index < 6; index += 1) await say();
    await pass(1_000);
    expect((await breaker())?.openUntil).toBeNull();
    vendors.onSend = (sent) =>
      json({ id: `true_${sent.chatId}_${sent.id}` }, 201);
    await say();
    await pass(100);
    expect(vendors.sends).toHaveLength(7);
  });

  test("has no breaker, and none is looked up before an answer is sent", async () => {
    await say();
    await drain(t);
    expect(await breaker()).toBeNull();
    const jobs = await t.run((ctx) =>
      ctx.db.system.query("_scheduled_functions").collect(),
    );
    expect(jobs.map(({ name }) => name)).toEqual(["assistant/reply:generate"]);
  });
});
