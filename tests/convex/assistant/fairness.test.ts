import { beforeEach, expect, test, vi } from "vitest";
import { internal } from "../../../convex/_generated/api";
import type { Doc } from "../../../convex/_generated/dataModel";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "../../support/product";
import { fakeVendors, modelAnswer, type Vendors } from "../../support/vendors";
import { messageEvent } from "../../support/deliveries";

/** Seventy whole turns take their time where other tests run beside them. */
const BUSY_MACHINE_MS = 90_000;
const AT_ONCE = 64;
const PARKED = 6;
const FLOOD = AT_ONCE + PARKED;

let t: Backend;
let vendors: Vendors;
let crowded: Business;
let people = 0;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  crowded = await createBusiness(t, { name: "Crowded", credits: 1_000 });
  return () => vi.useRealTimers();
});

const say = (business: Business) => {
  people += 1;
  const from = `2783333${String(1_000 + people)}@c.us`;
  return post(t, business, messageEvent(business, { from }));
};

async function flood(): Promise<void> {
  for (let index = 0; index < FLOOD; index += 1) await say(crowded);
}

/** As many unanswered messages as may be under way, without writing them, and then the ones that park. */
async function floodPastTheShare(): Promise<void> {
  await t.run(async (ctx) => {
    const wallet = await ctx.db
      .query("wallets")
      .withIndex("by_tenant", (q) => q.eq("tenantId", crowded.tenantId))
      .unique();
    if (wallet !== null) await ctx.db.patch(wallet._id, { reserved: AT_ONCE });
  });
  for (let index = 0; index < PARKED; index += 1) await say(crowded);
}

const parkedTurns = async () => {
  const turns = await t.run((ctx) => ctx.db.query("turns").collect());
  return turns.filter(({ lane }) => lane === "parked");
};
const parkedRows = () => t.run((ctx) => ctx.db.query("parkedTurns").collect());

async function chatOf(turn: Doc<"turns">): Promise<string> {
  const conversation = await t.run((ctx) => ctx.db.get(turn.conversationId));
  return conversation?.chatId ?? "";
}

test("a flood has 64 turns under way and one more a second, whatever becomes of them", async () => {
  const startedAt = Date.now();
  await floodPastTheShare();
  const parked = await parkedTurns();
  expect(parked.map(({ dueAt }) => dueAt - startedAt)).toEqual([
    1_000, 2_000, 3_000, 4_000, 5_000, 6_000,
  ]);
  expect(await parkedRows()).toHaveLength(PARKED);
});

test(
  "a flood holds up nobody else, and is answered as its own turns end, each once and paid once",
  async () => {
    const calm = await createBusiness(t, { name: "Calm" });
    let underWay = 0;
    let most = 0;
    vendors.onPrompt = async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      return modelAnswer("We open at eight.");
    };
    const startedAt = Date.now();
    await flood();
    await say(calm);
    await drain(t);
    const order = vendors.sends.map(({ session }) => session);
    expect(order.indexOf(calm.sessionName)).toBeLessThanOrEqual(AT_ONCE);
    expect(most).toBeLessThanOrEqual(AT_ONCE + 1);
    expect(new Set(vendors.sends.map(({ chatId }) => chatId)).size).toBe(
      FLOOD + 1,
    );
    expect(vendors.sends).toHaveLength(FLOOD + 1);
    expect(vendors.prompts).toHaveLength(FLOOD + 1);
    const messages = await t.run((ctx) => ctx.db.query("messages").collect());
    const lastAt = Math.max(...messages.map(({ sentAt }) => sentAt));
    expect(lastAt - startedAt).toBeLessThan(1_000);
    expect(await parkedRows()).toEqual([]);
    expect(await readBooks(t, crowded.tenantId)).toMatchObject({
      balance: 1_000 - FLOOD,
      reserved: 0,
    });
  },
  BUSY_MACHINE_MS,
);

test("a parked turn stays parked when its customer writes again, and is answered once", async () => {
  await floodPastTheShare();
  const [parked] = await parkedTurns();
  if (parked === undefined) throw new Error("Nothing is parked.");
  const from = await chatOf(parked);
  await post(t, crowded, messageEvent(crowded, { from, text: "Hello?" }));
  const extended = await t.run((ctx) => ctx.db.get(parked._id));
  expect(extended).toMatchObject({ lane: "parked", version: 2 });
  await drain(t);
  const sentTo = vendors.sends.filter(({ chatId }) => chatId === from);
  expect(sentTo).toHaveLength(1);
  expect(vendors.sends).toHaveLength(PARKED);
});

test("a parked turn ends with a STOP, or with a person after four minutes", async () => {
  await floodPastTheShare();
  const [stopped, late] = await parkedTurns();
  if (stopped === undefined || late === undefined) throw new Error("Too few.");
  const from = await chatOf(stopped);
  await post(t, crowded, messageEvent(crowded, { from, text: "STOP" }));
  vi.setSystemTime(late._creationTime + 4 * 60_000 + 1);
  const { _id: turnId, version, conversationId } = late;
  await t.mutation(internal.assistant.waiting.start, { turnId, version });
  const rows = await parkedRows();
  expect(rows).toHaveLength(PARKED - 2);
  const ended = rows.map((row) => row.turnId);
  expect(ended).not.toContain(stopped._id);
  expect(ended).not.toContain(late._id);
  const conversation = await t.run((ctx) => ctx.db.get(conversationId));
  expect(conversation?.handoff).toMatchObject({
    reason: "model_failed",
    detail: "too many at once",
  });
  const hold = await t.run((ctx) => ctx.db.get(late.reservationId));
  expect(hold?.status).toBe("released");
});
