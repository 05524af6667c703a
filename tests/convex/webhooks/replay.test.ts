import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { ALWAYS_ACTIVE } from "../../../lib/assistant/activation";
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
} from "../../support/product";
import { fakeVendors, modelAnswer, type Vendors } from "../../support/vendors";

let t: Backend;
let business: Business;
let vendors: Vendors;
let owner: Person;

const { replay } = api.webhooks;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
  return () => vi.useRealTimers();
});

/** A customer's message that came and was dealt with. */
async function received(text = "When do you open?"): Promise<Id<"messages">> {
  await post(t, business, messageEvent(business, { text }));
  await drain(t);
  const messages = await t.run((ctx) => ctx.db.query("messages").collect());
  const last = messages.findLast(({ direction }) => direction === "inbound");
  if (last === undefined) throw new Error("Nothing came.");
  return last._id;
}

async function replayed(messageId: Id<"messages">, person = owner) {
  const replayId = await person.mutation(replay.start, { messageId });
  await drain(t);
  return person.query(replay.get, { replayId });
}

/** Everything a replay must leave as it is. */
async function world(): Promise<string> {
  return t.run(async (ctx) =>
    JSON.stringify([
      await ctx.db.query("messages").collect(),
      await ctx.db.query("conversations").collect(),
      await ctx.db.query("contacts").collect(),
      await ctx.db.query("wallets").collect(),
      await ctx.db.query("ledgerEntries").collect(),
      await ctx.db.query("reservations").collect(),
      await ctx.db.query("turns").collect(),
      await ctx.db.query("assistantRuns").collect(),
      await ctx.db.query("instances").collect(),
      await ctx.db.query("notifications").collect(),
    ]),
  );
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => errorCode(error),
  );

describe("N2 a replay", () => {
  test("shows the decision, the price, the prompt and the answer, and does nothing", async () => {
    const messageId = await received();
    vendors.onPrompt = () => modelAnswer("We are open until eight now.");
    const before = await world();
    const gatewayCalls = vendors.sends.length + vendors.otherCalls.length;
    const shown = await replayed(messageId);
    expect(shown).toMatchObject({
      status: "done",
      decision: { kind: "answer" },
      credits: 1,
      isAffordable: true,
      isHeld: false,
      outcome: { kind: "answer", text: "We are open until eight now." },
      run: { model: "gemini-2.5-flash", passages: ["Opening hours"] },
    });
    expect(shown.run?.promptParts.length).toBeGreaterThan(0);
    expect(await world()).toBe(before);
    expect(vendors.sends.length + vendors.otherCalls.length).toBe(gatewayCalls);
  });

  test("asks about the message as it stood: only what was said before it is history", async () => {
    const first = await received("My first question about bread?");
    vi.advanceTimersByTime(5_000);
    await received("And a later one about cake?");
    vendors.prompts.length = 0;
    await replayed(first);
    expect(vendors.prompts).toHaveLength(1);
    expect(vendors.prompts[0]).toContain("My first question about bread?");
    expect(vendors.prompts[0]).not.toContain("about cake");
  });

  test("follows today's settings, without a model call where there is no answer", async () => {
    const messageId = await received();
    const calls = vendors.prompts.length;
    const profile = await owner.query(api.assistant.profile.get, {});
    await owner.mutation(api.assistant.profile.set, {
      ...profile,
      activation: { ...ALWAYS_ACTIVE, who: "keywords", keywords: ["order"] },
    });
    expect(await replayed(messageId)).toMatchObject({
      status: "done",
      decision: { kind: "silent", reason: "outside_activation" },
      inactiveReason: "no_keyword",
      credits: 0,
      outcome: null,
    });
    await t.run((ctx) => ctx.db.patch(business.tenantId, { aiEnabled: false }));
    expect((await replayed(messageId)).decision).toEqual({
      kind: "silent",
      reason: "ai_off",
    });
    expect(vendors.prompts).toHaveLength(calls);
  });

  test("of STOP shows the consent it would change, and changes none", async () => {
    const messageId = await received("STOP");
    const before = await world();
    expect((await replayed(messageId)).decision).toEqual({
      kind: "consent",
      command: "stop",
    });
    expect(await world()).toBe(before);
  });

  test("says when the credits would be short", async () => {
    const poor = await createBusiness(t, { name: "Poor", credits: 1 });
    const person = await signIn(t, poor.tenantId, "owner");
    await post(t, poor, messageEvent(poor));
    await drain(t);
    const messages = await t.run((ctx) => ctx.db.query("messages").collect());
    const message = messages.find(
      ({ tenantId, direction }) =>
        tenantId === poor.tenantId && direction === "inbound",
    );
    if (message === undefined) throw new Error("Nothing came.");
    expect(await replayed(message._id, person)).toMatchObject({
      credits: 1,
      isAffordable: false,
    });
  });

  test("is refused for what no customer wrote, and while one is under way", async () => {
    const messageId = await received();
    await owner.mutation(replay.start, { messageId });
    expect(await refusal(owner.mutation(replay.start, { messageId }))).toBe(
      "CONFLICT",
    );
    const messages = await t.run((ctx) => ctx.db.query("messages").collect());
    const ours = messages.find(({ direction }) => direction === "outbound");
    if (ours === undefined) throw new Error("No answer.");
    expect(
      await refusal(owner.mutation(replay.start, { messageId: ours._id })),
    ).toBe("VALIDATION_FAILED");
  });

  test("counts among the dry runs of the day", async () => {
    const messageId = await received("STOP");
    await t.run((ctx) =>
      ctx.db.insert("testDays", {
        tenantId: business.tenantId,
        day: "2026-06-01",
        asked: 100_000,
      }),
    );
    expect(await refusal(owner.mutation(replay.start, { messageId }))).toBe(
      "RATE_LIMITED",
    );
  });
});

test("A9 an operator replays only with an open look, which is recorded with its reason", async () => {
  const messageId = await received();
  const operator = await signIn(t, null, "operator");
  const { tenantId } = business;
  const begin = () =>
    operator.mutation(replay.startFor, { tenantId, messageId });
  expect(await refusal(begin())).toBe("FORBIDDEN");
  await operator.mutation(api.operators.access.open, {
    tenantId,
    reason: "the owner asked why",
  });
  const replayId = await begin();
  await drain(t);
  expect(
    await refusal(operator.query(replay.getFor, { tenantId, replayId })),
  ).toBe("FORBIDDEN");
  const actions = await t.run(async (ctx) =>
    (await ctx.db.query("auditEvents").collect()).map(({ action }) => action),
  );
  expect(actions).toEqual(
    expect.arrayContaining(["operator.access_opened", "webhook.replayed"]),
  );
});

test("erasing a customer removes what was replayed of them", async () => {
  const messageId = await received();
  await replayed(messageId);
  const conversationId = await t.run(async (ctx) => {
    const message = await ctx.db.get("messages", messageId);
    return message?.conversationId;
  });
  if (conversationId === undefined) throw new Error("No conversation.");
  const { dropTraces } = await import("../../../convex/erasure/threadModel");
  await t.run((ctx) =>
    dropTraces(ctx as never, business.tenantId, conversationId),
  );
  expect(await t.run((ctx) => ctx.db.query("replays").collect())).toEqual([]);
});
