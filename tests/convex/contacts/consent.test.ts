import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { errorCode } from "../../../lib/error-code";
import { signIn } from "../../support/people";
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

const say = (text: string) =>
  post(t, business, messageEvent(business, { text }));

async function theContact() {
  const contact = await t.run((ctx) => ctx.db.query("contacts").first());
  if (contact === null) throw new Error("No contact.");
  return contact;
}

describe("F3 STOP and START", () => {
  test.each(["STOP", "stop.", "Unsubscribe", "PARAR", "arrêt", "abmelden"])(
    "%s opts out at once with one confirmation",
    async (word) => {
      await say(word);
      await say(word);
      await drain(t);
      expect((await theContact()).consent).toBe("opted_out");
      expect(vendors.sends).toHaveLength(1);
      expect(vendors.prompts).toHaveLength(0);
    },
  );

  test("after STOP nothing is answered, and a person cannot write either", async () => {
    await say("STOP");
    await drain(t);
    vendors.sends.length = 0;
    await say("What are your opening hours?");
    await drain(t);
    expect(vendors.sends).toHaveLength(0);
    expect(vendors.prompts).toHaveLength(0);

    const agent = await signIn(t, business.tenantId, "agent");
    const conversation = await t.run((ctx) =>
      ctx.db.query("conversations").first(),
    );
    if (conversation === null) throw new Error("No conversation.");
    const error: unknown = await agent
      .mutation(api.messages.outbound.write, {
        conversationId: conversation._id,
        text: "Please come back",
        idempotencyKey: "after-stop",
      })
      .catch((thrown: unknown) => thrown);
    expect(errorCode(error)).toBe("CONTACT_OPTED_OUT");
    await drain(t);
    expect(vendors.sends).toHaveLength(0);
  });

  test("STOP while an answer is written: the answer never leaves and costs nothing", async () => {
    vendors.onPrompt = async () => {
      await say("STOP");
      return modelAnswer("Too late");
    };
    await say("When do you open?");
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect(vendors.sends[0]?.text).not.toContain("Too late");
    expect(await readBooks(t, business.tenantId)).toMatchObject({
      balance: 99,
      reserved: 0,
    });
  });

  test("STOP stops a person's message that is already queued", async () => {
    await say("hello");
    await drain(t);
    vendors.sends.length = 0;
    const agent = await signIn(t, business.tenantId, "agent");
    const conversation = await t.run((ctx) =>
      ctx.db.query("conversations").first(),
    );
    if (conversation === null) throw new Error("No conversation.");
    await agent.mutation(api.messages.outbound.write, {
      conversationId: conversation._id,
      text: "An offer for you",
      idempotencyKey: "queued-then-stop",
    });
    await say("STOP");
    await drain(t);
    expect(vendors.sends.map(({ text }) => text)).not.toContain(
      "An offer for you",
    );
    expect((await readBooks(t, business.tenantId)).reserved).toBe(0);
  });

  test("START opts in again and the AI answers the next message", async () => {
    await say("STOP");
    await say("START");
    await drain(t);
    expect((await theContact()).consent).toBe("opted_in");
    await say("When do you open?");
    await drain(t);
    expect(vendors.prompts).toHaveLength(1);
  });

  test("a sentence with the word in it is an ordinary message", async () => {
    await say("Please don't stop baking this bread");
    await drain(t);
    expect((await theContact()).consent).toBe("unknown");
    expect(vendors.prompts).toHaveLength(1);
  });
});

describe("F2 the consent record", () => {
  test("keeps source, words and actor of each change", async () => {
    await say("STOP");
    const admin = await signIn(t, business.tenantId, "admin");
    const contact = await theContact();
    await admin.mutation(api.contacts.consent.set, {
      contactId: contact._id,
      to: "opted_in",
      evidence: "signed form of 3 May",
    });
    const consent = await admin.query(api.contacts.consent.get, {
      contactId: contact._id,
    });
    expect(consent.status).toBe("opted_in");
    expect(consent.records).toMatchObject([
      { to: "opted_in", source: "member", text: "signed form of 3 May" },
      { to: "opted_out", source: "whatsapp", text: "STOP", actor: "customer" },
    ]);
  });

  test("a viewer may not change it", async () => {
    await say("hello");
    const viewer = await signIn(t, business.tenantId, "viewer");
    const error: unknown = await viewer
      .mutation(api.contacts.consent.set, {
        contactId: (await theContact())._id,
        to: "opted_in",
        evidence: "none",
      })
      .catch((thrown: unknown) => thrown);
    expect(errorCode(error)).toBe("FORBIDDEN");
  });
});
