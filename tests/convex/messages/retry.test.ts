import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { codeOf, inboxOf, threadOf, write } from "../../support/inbox";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  readBooks,
} from "../../support/product";
import { fakeVendors, json, type Vendors } from "../../support/vendors";

let t: Backend;
let vendors: Vendors;
let business: Business;
let agent: Person;
let conversationId: Id<"conversations">;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  agent = await signIn(t, business.tenantId, "agent");
  await write(t, business);
  const [row] = await inboxOf(agent);
  if (row === undefined) throw new Error("Not seeded.");
  conversationId = row.id;
  return () => vi.useRealTimers();
});

const send = (text: string, key = "first-key") =>
  agent.mutation(api.messages.outbound.write, {
    conversationId,
    text,
    idempotencyKey: key,
  });

const retry = (messageId: Id<"messages">) =>
  agent.mutation(api.messages.outbound.retry, { messageId });

const refuseEverything = () =>
  json({ statusCode: 400, message: "not a number on WhatsApp" }, 400);

async function failedMessage(): Promise<Id<"messages">> {
  const accepts = vendors.onSend;
  vendors.onSend = refuseEverything;
  const messageId = await send("Are you there?");
  await drain(t);
  vendors.onSend = accepts;
  return messageId;
}

describe("C4 sending again", () => {
  test("a failed message is a new paid message, once, however often it is asked", async () => {
    const failed = await failedMessage();
    const before = await readBooks(t, business.tenantId);
    const sends = vendors.sends.length;
    const first = await retry(failed);
    const second = await retry(failed);
    await drain(t);
    expect(second).toBe(first);
    expect(vendors.sends.length).toBe(sends + 1);
    expect(vendors.sends.at(-1)?.text).toBe("Are you there?");
    const after = await readBooks(t, business.tenantId);
    expect(after.balance).toBe(before.balance - 1);
    expect(after.reserved).toBe(0);
    const [again, original] = await threadOf(agent, conversationId);
    expect(again).toMatchObject({
      id: first,
      retryOf: failed,
      status: "sent",
      credits: 1,
    });
    expect(original).toMatchObject({
      id: failed,
      status: "failed",
      retriedBy: first,
      canRetry: false,
      credits: 0,
    });
  });

  test("a retry that fails can itself be sent again", async () => {
    const failed = await failedMessage();
    vendors.onSend = refuseEverything;
    const second = await retry(failed);
    await drain(t);
    expect(await codeOf(retry(second))).toBe("ok");
    expect(await retry(failed)).toBe(second);
  });

  test("a message that may have arrived is never sent again", async () => {
    vendors.onSend = () => Promise.reject(new Error("socket hang up"));
    const messageId = await send("Maybe");
    await t.finishInProgressScheduledFunctions();
    await t.run(async (ctx) => {
      const message = await ctx.db.get(messageId);
      if (message?.status !== "unknown") {
        await ctx.db.patch(messageId, { status: "unknown" });
      }
    });
    expect(await codeOf(retry(messageId))).toBe("CONFLICT");
  });

  test("neither a delivered message nor the customer's own is sent again", async () => {
    const [answer, question] = await threadOf(agent, conversationId);
    for (const entry of [answer, question]) {
      expect(entry?.canRetry).toBe(false);
      expect(await codeOf(retry(entry?.id ?? ("" as Id<"messages">)))).toBe(
        "CONFLICT",
      );
    }
  });

  test("F3 a retry to a customer who said STOP is refused and costs nothing", async () => {
    const failed = await failedMessage();
    await write(t, business, { text: "STOP" });
    const before = await readBooks(t, business.tenantId);
    expect(await codeOf(retry(failed))).toBe("CONTACT_OPTED_OUT");
    expect(await readBooks(t, business.tenantId)).toEqual(before);
    const original = (await threadOf(agent, conversationId)).find(
      ({ id }) => id === failed,
    );
    expect(original?.retriedBy).toBeNull();
  });
});

describe("C4 writing", () => {
  test("one key is one message; a text has 1 to 4,096 characters", async () => {
    const sends = vendors.sends.length;
    const ids = await Promise.all([send("Hello"), send("Hello")]);
    await drain(t);
    expect(new Set(ids).size).toBe(1);
    expect(vendors.sends.length).toBe(sends + 1);
    expect(await codeOf(send(" ", "another-key"))).toBe("VALIDATION_FAILED");
    const long = send("x".repeat(4_097), "another-key");
    expect(await codeOf(long)).toBe("VALIDATION_FAILED");
  });

  test("reopens a closed conversation and reads it", async () => {
    await agent.mutation(api.conversations.status.close, { conversationId });
    await send("Still there?");
    expect(await inboxOf(agent, "open")).toMatchObject([
      { id: conversationId, unread: 0 },
    ]);
  });
});
