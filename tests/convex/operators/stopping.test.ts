import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Doc, Id } from "../../../convex/_generated/dataModel";
import { ALWAYS_ACTIVE } from "../../../lib/assistant/activation";
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
  readBooks,
} from "../../support/product";
import { fakeVendors, json, type Vendors } from "../../support/vendors";

let t: Backend;
let vendors: Vendors;
let business: Business;
let tenantId: Id<"tenants">;
let operator: Person;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t, { credits: 100 });
  tenantId = business.tenantId;
  operator = await signIn(t, null, "operator");
  owner = await signIn(t, tenantId, "owner");
  return () => vi.useRealTimers();
});

const say = (text?: string) =>
  post(t, business, messageEvent(business, text === undefined ? {} : { text }));

type Stop = {
  name: string;
  reason: string;
  stop: () => Promise<unknown>;
};

const STOPS: Stop[] = [
  {
    name: "the stop of all sending",
    reason: "kill_switch",
    stop: () =>
      operator.mutation(api.operators.sending.stop, { reason: "incident" }),
  },
  {
    name: "a suspension",
    reason: "suspended",
    stop: () =>
      operator.mutation(api.operators.suspension.suspend, {
        tenantId,
        reason: "abuse",
      }),
  },
];

type Purpose = NonNullable<Doc<"messages">["outbound"]>["purpose"];

async function queued(): Promise<Doc<"messages">[]> {
  const messages = await t.run((ctx) => ctx.db.query("messages").collect());
  return messages.filter(({ status }) => status === "queued");
}

const teach = (changes: (typeof api.assistant.profile.set)["_args"]) =>
  owner.mutation(api.assistant.profile.set, changes);

async function conversationId(): Promise<Id<"conversations">> {
  const conversation = await t.run((ctx) =>
    ctx.db.query("conversations").first(),
  );
  if (conversation === null) throw new Error("No conversation.");
  return conversation._id;
}

/** Runs what is due now and nothing that is scheduled later. */
async function settleNow(): Promise<void> {
  await t.finishInProgressScheduledFunctions();
}

/** Writes to a customer as a member, who has read what they wrote. */
async function write(): Promise<void> {
  await say();
  await drain(t);
  vendors.sends.length = 0;
  await owner.mutation(api.messages.outbound.write, {
    conversationId: await conversationId(),
    text: "A moment, please.",
    idempotencyKey: "manual-0001",
  });
}

async function retry(): Promise<void> {
  vendors.onSend = () => json({ message: "bad" }, 400);
  await write();
  await drain(t);
  vendors.sends.length = 0;
  const messages = await t.run((ctx) => ctx.db.query("messages").collect());
  const failed = messages.find(({ status }) => status === "failed");
  if (failed === undefined) throw new Error("Nothing failed.");
  await owner.mutation(api.messages.outbound.retry, { messageId: failed._id });
}

/** Each way to a send, up to the message that waits in the queue. */
const WAYS: [string, Purpose, () => Promise<unknown>][] = [
  ["a manual message", "manual", write],
  ["a retry by hand", "manual", retry],
  [
    "a welcome",
    "welcome",
    async () => {
      await teach({ welcomeText: "Welcome!" });
      await say();
    },
  ],
  [
    "an away text",
    "fallback",
    async () => {
      const activation = { ...ALWAYS_ACTIVE, who: "keywords" as const };
      await teach({
        awayText: "We are away.",
        activation: { ...activation, keywords: ["bot"] },
      });
      await say("hello there");
    },
  ],
  [
    "a handoff notice",
    "handoff_notice",
    async () => {
      await teach({ handoffNotice: "A person will answer." });
      await say("I want to talk to a human");
    },
  ],
  ["a consent confirmation", "consent_confirmation", () => say("STOP")],
];

describe.each(STOPS)("J5 $name", ({ reason, stop }) => {
  test.each(WAYS)(
    "blocks %s and gives its credit back",
    async (_, purpose, way) => {
      await way();
      const waiting = (await queued()).filter(
        ({ outbound }) => outbound?.purpose === purpose,
      );
      expect(waiting).toHaveLength(1);
      await stop();
      await drain(t);
      const message = await t.run((ctx) =>
        ctx.db.get("messages", waiting[0]?._id as Id<"messages">),
      );
      expect(message).toMatchObject({
        status: "blocked",
        outbound: { reason },
      });
      expect(vendors.sends).toEqual([]);
      expect((await readBooks(t, tenantId)).reserved).toBe(0);
      expect(await hold(message)).toBe("released");
    },
  );

  test("blocks an answer of the AI that is being made, and gives its credit back", async () => {
    vendors.onPrompt = async () => {
      await stop();
      return json({
        candidates: [
          {
            content: { role: "model", parts: [{ text: "Until six." }] },
            finishReason: "STOP",
          },
        ],
        usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1 },
      });
    };
    await say();
    await drain(t);
    const messages = await t.run((ctx) => ctx.db.query("messages").collect());
    const answer = messages.find(
      ({ outbound }) => outbound?.purpose === "ai_reply",
    );
    expect(answer).toMatchObject({ status: "blocked", outbound: { reason } });
    expect(vendors.sends).toEqual([]);
    expect(await readBooks(t, tenantId)).toEqual({
      balance: 100,
      reserved: 0,
      kinds: ["grant", "reserve", "release"],
    });
  });

  test("blocks the next attempt of a send that was put off", async () => {
    vendors.onSend = async () => {
      await stop();
      return json({ message: "slow down" }, 429);
    };
    await say();
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    const messages = await t.run((ctx) => ctx.db.query("messages").collect());
    expect(messages.map(({ status }) => status)).toContain("blocked");
    expect((await readBooks(t, tenantId)).reserved).toBe(0);
  });

  test("takes no hold for what a person writes while it lasts", async () => {
    await say();
    await drain(t);
    await stop();
    const { kinds } = await readBooks(t, tenantId);
    const writing = owner.mutation(api.messages.outbound.write, {
      conversationId: await conversationId(),
      text: "Hello?",
      idempotencyKey: "manual-0002",
    });
    expect(await outcome(writing)).toBe("SENDING_DISABLED");
    expect((await readBooks(t, tenantId)).kinds).toEqual(kinds);
  });
});

async function hold(message: Doc<"messages"> | null): Promise<string | null> {
  const id = message?.outbound?.reservationId ?? null;
  if (id === null) return null;
  const row = await t.run((ctx) => ctx.db.get("reservations", id));
  return row?.status ?? null;
}

test("J1 a suspended business's webhooks are answered 200 and change nothing", async () => {
  await operator.mutation(api.operators.suspension.suspend, {
    tenantId,
    reason: "abuse",
  });
  const answer = await say();
  expect(answer.status).toBe(200);
  await settleNow();
  const messages = await t.run((ctx) => ctx.db.query("messages").collect());
  expect(messages).toEqual([]);
  expect((await readBooks(t, tenantId)).kinds).toEqual(["grant"]);
});

test("J5 who stopped all sending is named until they are no operator any more", async () => {
  await operator.mutation(api.operators.sending.stop, { reason: "incident" });
  const state = () => operator.query(api.operators.sending.state, {});
  expect((await state())?.by).toMatch(/^user_\d+@example\.com$/);
  const colleague = await signIn(t, null, "operator");
  await t.run(async (ctx) => {
    const [first] = await ctx.db.query("operators").take(1);
    if (first !== undefined) await ctx.db.delete(first._id);
  });
  const seen = await colleague.query(api.operators.sending.state, {});
  expect(seen).toMatchObject({ by: null, reason: "incident" });
});

test("J5 a business of its own goes on while another is suspended", async () => {
  const other = await createBusiness(t, { name: "Other" });
  await operator.mutation(api.operators.suspension.suspend, {
    tenantId: other.tenantId,
    reason: "abuse",
  });
  await say();
  await drain(t);
  expect(vendors.sends).toHaveLength(1);
});
