import { beforeEach, describe, expect, test, vi } from "vitest";
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
import { type CustomerMessage, messageEvent } from "../../support/deliveries";

let t: Backend;
let vendors: Vendors;
let business: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  return () => vi.useRealTimers();
});

const say = (message: CustomerMessage = {}) =>
  post(t, business, messageEvent(business, message));

const conversation = () =>
  t.run((ctx) => ctx.db.query("conversations").first());

async function countOf(table: "messages" | "contacts" | "conversations") {
  return t.run(async (ctx) => (await ctx.db.query(table).collect()).length);
}

describe("B5 one effect per message", () => {
  test("twenty parallel copies, also with new event ids, are one message and one answer", async () => {
    const copies = Array.from({ length: 20 }, (_, index) =>
      say({
        bareId: "3EB0SAME",
        event: index % 2 === 0 ? "message" : "message.any",
      }),
    );
    const statuses = (await Promise.all(copies)).map(({ status }) => status);
    expect(statuses).toEqual(Array<number>(20).fill(200));
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect(vendors.prompts).toHaveLength(1);
    expect(await countOf("messages")).toBe(2);
    expect((await readBooks(t, business.tenantId)).balance).toBe(99);
  });

  test("the same message under a hidden id and a phone id is one message", async () => {
    await say({ bareId: "3EB0SAME", from: "27831110001@c.us" });
    await say({ bareId: "3EB0SAME", from: "111222333444555@lid" });
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
  });

  test("the same id on another number is another message", async () => {
    const other = await createBusiness(t, { name: "Other" });
    await say({ bareId: "3EB0SAME" });
    await post(t, other, messageEvent(other, { bareId: "3EB0SAME" }));
    await drain(t);
    expect(vendors.sends).toHaveLength(2);
  });

  test("a replay after the answer changes nothing", async () => {
    await say({ bareId: "3EB0SAME" });
    await drain(t);
    await say({ bareId: "3EB0SAME" });
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect((await conversation())?.unread).toBe(1);
  });
});

describe("B8 what is not a customer's message to us", () => {
  test.each([
    ["a group", "120363000000000001@g.us"],
    ["a story", "status@broadcast"],
    ["a newsletter", "120363000000000002@newsletter"],
    ["a broadcast list", "1700000000@broadcast"],
  ])("%s is ignored", async (_name, from) => {
    expect((await say({ from })).status).toBe(200);
    await drain(t);
    expect(await countOf("messages")).toBe(0);
    expect(vendors.prompts).toHaveLength(0);
  });

  test("answers a hidden id at the id that wrote", async () => {
    await say({ from: "111222333444555@lid" });
    await drain(t);
    expect(vendors.sends[0]?.chatId).toBe("111222333444555@lid");
  });
});

describe("B4 old messages", () => {
  test("are stored and never answered", async () => {
    await say({ sentAt: Date.now() - 24 * 3_600_000 });
    await drain(t);
    expect(await countOf("messages")).toBe(1);
    expect(vendors.prompts).toHaveLength(0);
    expect((await readBooks(t, business.tenantId)).kinds).toEqual(["grant"]);
  });
});

describe("N12 bursts", () => {
  test("five messages within the quiet window get one answer to all of them", async () => {
    const patient = await createBusiness(t, {
      name: "Patient",
      quietWindowMs: 2_000,
    });
    for (const text of ["Hi", "I have", "a question", "about", "bread"]) {
      await post(t, patient, messageEvent(patient, { text }));
      vi.advanceTimersByTime(400);
      await t.finishInProgressScheduledFunctions();
    }
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect(vendors.prompts).toHaveLength(1);
    expect(vendors.prompts[0]).toContain("bread");
    expect(await readBooks(t, patient.tenantId)).toEqual({
      balance: 99,
      reserved: 0,
      kinds: ["grant", "reserve", "capture"],
    });
  });

  test("a message during the model call supersedes the answer and keeps the one hold", async () => {
    let calls = 0;
    vendors.onPrompt = async () => {
      calls += 1;
      if (calls > 1) return modelAnswer("Both answered.");
      await say({ text: "And on Sundays?" });
      return modelAnswer("Only the first answered.");
    };
    await say({ text: "When do you open?" });
    await drain(t);
    expect(vendors.sends.map(({ text }) => text)).toEqual(["Both answered."]);
    expect((await readBooks(t, business.tenantId)).kinds).toEqual([
      "grant",
      "reserve",
      "capture",
    ]);
    const runs = await t.run((ctx) => ctx.db.query("assistantRuns").collect());
    expect(runs.map(({ outcome }) => outcome)).toEqual([
      "superseded",
      "answered",
    ]);
  });
});

describe("N11 the business's own phone", () => {
  test("pauses the AI in that conversation until the hold ends", async () => {
    await say({ fromMe: true, text: "I am on it myself" });
    await say({ text: "Thanks!" });
    await drain(t);
    expect(vendors.prompts).toHaveLength(0);
    const held = await conversation();
    expect(held?.takeover?.by).toBe("phone");

    vi.setSystemTime((held?.takeover?.until ?? 0) + 1);
    await say({ text: "Still there?" });
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
  });

  test("stops an answer that is being written and gives its credit back", async () => {
    vendors.onPrompt = async () => {
      await say({ fromMe: true, text: "Hello, Anna here" });
      return modelAnswer("Too late.");
    };
    await say();
    await drain(t);
    expect(vendors.sends).toHaveLength(0);
    expect(await readBooks(t, business.tenantId)).toMatchObject({
      balance: 100,
      reserved: 0,
    });
  });

  test("the echo of our own send is no takeover", async () => {
    await say();
    await drain(t);
    const [sent] = vendors.sends;
    await say({ fromMe: true, source: "api", bareId: sent?.id ?? "" });
    expect((await conversation())?.takeover).toBeNull();
    expect(await countOf("messages")).toBe(2);
  });

  test("an echo under another id, before the send is confirmed, is adopted", async () => {
    vendors.onSend = async (sent) => {
      await say({ fromMe: true, bareId: "3EB0OTHER", text: sent.text });
      throw new TypeError("connection reset");
    };
    await say();
    await drain(t);
    expect((await conversation())?.takeover).toBeNull();
    const sent = await t.run((ctx) =>
      ctx.db
        .query("messages")
        .withIndex("by_instance_and_external_id", (q) =>
          q.eq("instanceId", business.instanceId).eq("externalId", "3EB0OTHER"),
        )
        .unique(),
    );
    expect(sent?.status).toBe("sent");
    expect((await readBooks(t, business.tenantId)).balance).toBe(99);
  });
});

describe("a human is wanted", () => {
  test("when the customer asks for one: queued, silent, nothing charged", async () => {
    await say({ text: "agent please" });
    await drain(t);
    expect((await conversation())?.handoff?.reason).toBe("customer_asked");
    expect(vendors.prompts).toHaveLength(0);
    expect((await readBooks(t, business.tenantId)).balance).toBe(100);
  });

  test("when a voice note or picture without words arrives", async () => {
    await say({ text: null, hasMedia: true });
    await drain(t);
    expect((await conversation())?.handoff?.reason).toBe("unsupported_content");
    expect(vendors.prompts).toHaveLength(0);
  });

  test("and while the handoff waits, further messages stay with people", async () => {
    await say({ text: "agent please" });
    await say({ text: "hello?" });
    await drain(t);
    expect(vendors.prompts).toHaveLength(0);
    expect((await conversation())?.unread).toBe(2);
  });
});

describe("D13 without credits", () => {
  test("the model is not called, nothing is sent and people are told", async () => {
    const poor = await createBusiness(t, { name: "Poor", credits: 0 });
    await post(t, poor, messageEvent(poor));
    await drain(t);
    expect(vendors.prompts).toHaveLength(0);
    expect(vendors.sends).toHaveLength(0);
    expect((await conversation())?.handoff?.reason).toBe("no_credits");
    const notes = await t.run((ctx) => ctx.db.query("notifications").collect());
    expect(notes.map(({ kind }) => kind)).toContain("credits_empty");
  });
});

test("a suspended business's messages are ignored with 200", async () => {
  const { internal } = await import("../../../convex/_generated/api");
  await t.mutation(internal.tenants.provision.setStatus, {
    tenantId: business.tenantId,
    status: "suspended",
    reason: "unpaid",
  });
  expect((await say()).status).toBe(200);
  await drain(t);
  expect(await countOf("messages")).toBe(0);
});
