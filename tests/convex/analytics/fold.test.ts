import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Doc, Id } from "../../../convex/_generated/dataModel";
import { dayOf } from "../../../lib/analytics/days";
import { messageEvent } from "../../support/deliveries";
import { createSeeder, type Seeder } from "../../support/message-seeds";
import { signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors, json, type Vendors } from "../../support/vendors";

const SETTLED_MS = 11_000;
const ZONE = "Africa/Johannesburg";

let t: Backend;
let vendors: Vendors;
let business: Business;
let seedMessages: Seeder;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-05-04T10:00:00Z") });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t, { credits: 100 });
  seedMessages = createSeeder(t, business);
  await t.run((ctx) => ctx.db.patch(business.tenantId, { timeZone: ZONE }));
  return () => vi.useRealTimers();
});

async function advance(): Promise<void> {
  await t.mutation(internal.analytics.fold.advance, {});
  await drain(t);
}

async function rows(): Promise<Doc<"analyticsDays">[]> {
  return t.run((ctx) => ctx.db.query("analyticsDays").collect());
}

async function newestConversation(): Promise<Id<"conversations">> {
  const found = await t.run((ctx) =>
    ctx.db.query("conversations").order("desc").first(),
  );
  if (found === null) throw new Error("No conversation.");
  return found._id;
}

describe("C15 the day's counts", () => {
  test("count an answered customer, the credit and the time it took", async () => {
    await post(t, business, messageEvent(business));
    await drain(t);
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    const [day] = await rows();
    expect(day).toMatchObject({
      tenantId: business.tenantId,
      day: "2026-05-04",
      inbound: 1,
      aiAnswers: 1,
      humanAnswers: 0,
      conversations: 1,
      newConversations: 1,
      captured: 1,
      failed: 0,
    });
    expect(day?.aiResponse.reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  test("count a person's answer, a handoff with its reason and an opt-out", async () => {
    await post(t, business, messageEvent(business, { text: "a human please" }));
    await drain(t);
    const agent = await signIn(t, business.tenantId, "agent");
    vi.advanceTimersByTime(90_000);
    await agent.mutation(api.messages.outbound.write, {
      conversationId: await newestConversation(),
      text: "Hello, this is Sam.",
      idempotencyKey: "by-hand-1",
    });
    await drain(t);
    await post(t, business, messageEvent(business, { text: "STOP" }));
    await drain(t);
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    const [day] = await rows();
    expect(day).toMatchObject({
      inbound: 2,
      humanAnswers: 1,
      aiAnswers: 0,
      handoffs: { customer_asked: 1 },
      optedOut: 1,
    });
    expect(day?.humanResponse.reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  test("count a refused send as failed and as no answer", async () => {
    vendors.onSend = () => json({ error: "no" }, 400);
    await post(t, business, messageEvent(business));
    await drain(t);
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    expect((await rows())[0]).toMatchObject({
      failed: 1,
      aiAnswers: 0,
      captured: 0,
      handoffs: { send_failed: 1 },
    });
  });

  test("put a message into the day of the business's own time zone", async () => {
    vi.setSystemTime(Date.parse("2026-05-04T22:30:00Z"));
    await post(t, business, messageEvent(business));
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    expect((await rows()).map(({ day }) => day)).toEqual(["2026-05-05"]);
  });

  test("leave rows alone that a slower transaction may still precede", async () => {
    await post(t, business, messageEvent(business));
    await t.mutation(internal.analytics.fold.advance, {});
    expect(await rows()).toEqual([]);
  });

  test("go on by themselves when there is more than one batch", async () => {
    await seedMessages(
      Array.from({ length: 230 }, (_, index) => ({
        thread: index % 7,
        ageMinutes: 0,
        fromPhone: false,
      })),
    );
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    expect((await rows())[0]).toMatchObject({ inbound: 230, conversations: 7 });
  });

  test("outlive a business that is gone", async () => {
    await post(t, business, messageEvent(business));
    await drain(t);
    await t.run((ctx) => ctx.db.delete(business.tenantId));
    const other = await createBusiness(t, { name: "Other" });
    await post(t, other, messageEvent(other));
    await drain(t);
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    expect((await rows()).map(({ tenantId }) => tenantId)).toEqual([
      other.tenantId,
    ]);
  });
});

describe("C15 exactly once", () => {
  const seed = fc.record({
    thread: fc.integer({ min: 0, max: 3 }),
    ageMinutes: fc.integer({ min: 0, max: 3 * 1_440 }),
    fromPhone: fc.boolean(),
  });
  const step = fc.oneof(
    { weight: 3, arbitrary: seed.map((row) => ({ seed: row })) },
    { weight: 1, arbitrary: fc.constant({ seed: null }) },
  );

  test("the counts equal the stored messages, however writing and counting interleave", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        t = createBackend();
        fakeVendors();
        business = await createBusiness(t, {});
        await t.run((ctx) =>
          ctx.db.patch(business.tenantId, { timeZone: ZONE }),
        );
        seedMessages = createSeeder(t, business);
        for (const { seed: row } of steps) {
          if (row !== null) await seedMessages([row]);
          else {
            vi.advanceTimersByTime(7_000);
            await t.mutation(internal.analytics.fold.advance, {});
          }
        }
        vi.advanceTimersByTime(SETTLED_MS);
        await advance();
        await advance();
        expect(await counted()).toEqual(await stored());
      }),
      { numRuns: 25 },
    );
  });

  type Tally = Record<
    string,
    { inbound: number; phone: number; conversations: number }
  >;

  async function counted(): Promise<Tally> {
    return Object.fromEntries(
      (await rows()).map((row) => [
        row.day,
        {
          inbound: row.inbound,
          phone: row.phoneAnswers,
          conversations: row.conversations,
        },
      ]),
    );
  }

  async function stored(): Promise<Tally> {
    const messages = await t.run((ctx) => ctx.db.query("messages").collect());
    const tally: Tally = {};
    const active = new Map<string, Set<string>>();
    for (const { sentAt, direction, conversationId } of messages) {
      const day = dayOf(sentAt, ZONE);
      const sum = (tally[day] ??= { inbound: 0, phone: 0, conversations: 0 });
      if (direction === "inbound") sum.inbound += 1;
      else sum.phone += 1;
      const known = active.get(day) ?? new Set();
      active.set(day, known.add(conversationId));
      sum.conversations = known.size;
    }
    return tally;
  }
});

describe("the overview", () => {
  test("shows every day of the stretch, the sums and the stretch before", async () => {
    await seedMessages([
      { thread: 0, ageMinutes: 0, fromPhone: false },
      { thread: 1, ageMinutes: 8 * 1_440, fromPhone: false },
    ]);
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    const viewer = await signIn(t, business.tenantId, "viewer");
    const series = await viewer.query(api.analytics.overview.series, {
      days: 7,
    });
    expect(series.days).toHaveLength(7);
    expect(series.days[6]).toMatchObject({ day: "2026-05-04", inbound: 1 });
    expect(series.current).toMatchObject({ inbound: 1, aiShare: null });
    expect(series.previous.inbound).toBe(1);
  });

  test("of a new business is there, and empty, before anything was counted", async () => {
    const viewer = await signIn(t, business.tenantId, "viewer");
    const series = await viewer.query(api.analytics.overview.series, {
      days: 30,
    });
    expect(series.current.inbound).toBe(0);
  });

  test("E6 today's burn is live between two counts and right after them", async () => {
    await advance();
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    const viewer = await signIn(t, business.tenantId, "viewer");
    const burn = () => viewer.query(api.credits.burn.today, {});
    await post(t, business, messageEvent(business));
    await drain(t);
    expect(await burn()).toMatchObject({ available: 99, spentToday: 1 });
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    expect(await burn()).toMatchObject({ available: 99, spentToday: 1 });
    vi.advanceTimersByTime(86_400_000);
    await advance();
    expect(await burn()).toMatchObject({ spentToday: 0, averagePerDay: 1 });
  });
});
