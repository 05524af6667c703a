import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { errorCode } from "../../../lib/error-code";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "../../support/product";
import { fakeVendors, type Vendors } from "../../support/vendors";
import { messageEvent } from "../../support/deliveries";
import { signIn } from "../../support/people";

let t: Backend;
let vendors: Vendors;
let business: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t, { credits: 5 });
  return () => vi.useRealTimers();
});

async function openConversation(): Promise<Id<"conversations">> {
  await t.mutation(internal.tenants.provision.create, {
    name: "unrelated",
    credits: 1,
    knowledge: [],
  });
  await post(
    t,
    business,
    messageEvent(business, { fromMe: true, text: "hello" }),
  );
  const conversation = await t.run((ctx) =>
    ctx.db.query("conversations").first(),
  );
  if (conversation === null) throw new Error("No conversation.");
  return conversation._id;
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => errorCode(error),
  );

describe("E1 the credit gate", () => {
  test("fifty parallel sends on five credits send exactly five", async () => {
    const conversationId = await openConversation();
    const agent = await signIn(t, business.tenantId, "agent");
    const codes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        codeOf(
          agent.mutation(api.messages.outbound.write, {
            conversationId,
            text: `message ${String(index)}`,
            idempotencyKey: `parallel-${String(index)}`,
          }),
        ),
      ),
    );
    await drain(t);
    expect(codes.filter((code) => code === "no error")).toHaveLength(5);
    expect(
      codes.filter((code) => code === "INSUFFICIENT_CREDITS"),
    ).toHaveLength(45);
    expect(vendors.sends).toHaveLength(5);
    expect(await readBooks(t, business.tenantId)).toMatchObject({
      balance: 0,
      reserved: 0,
    });
  });

  test("fifty customers on five credits get exactly five answers", async () => {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        post(
          t,
          business,
          messageEvent(business, {
            from: `2783222${String(1000 + index)}@c.us`,
          }),
        ),
      ),
    );
    await drain(t);
    expect(vendors.prompts).toHaveLength(5);
    expect(vendors.sends).toHaveLength(5);
    expect((await readBooks(t, business.tenantId)).balance).toBe(0);
  });
});

describe("C3 C4 a manual message", () => {
  test("with no credits is refused before anything leaves", async () => {
    const poor = await createBusiness(t, { name: "Poor", credits: 0 });
    await post(t, poor, messageEvent(poor, { fromMe: true, text: "hi" }));
    const conversation = await t.run((ctx) =>
      ctx.db.query("conversations").first(),
    );
    const agent = await signIn(t, poor.tenantId, "agent");
    const code = await codeOf(
      agent.mutation(api.messages.outbound.write, {
        conversationId: conversation?._id as Id<"conversations">,
        text: "hello",
        idempotencyKey: "manual-0001",
      }),
    );
    await drain(t);
    expect(code).toBe("INSUFFICIENT_CREDITS");
    expect(vendors.sends).toHaveLength(0);
  });

  test("sent twice with one key is one message, one send and one charge", async () => {
    const conversationId = await openConversation();
    const agent = await signIn(t, business.tenantId, "agent");
    const write = () =>
      agent.mutation(api.messages.outbound.write, {
        conversationId,
        text: "On my way",
        idempotencyKey: "double-click",
      });
    const [first, second] = await Promise.all([write(), write()]);
    await drain(t);
    const third = await write();
    await drain(t);
    expect(second).toBe(first);
    expect(third).toBe(first);
    expect(vendors.sends).toHaveLength(1);
    expect((await readBooks(t, business.tenantId)).balance).toBe(4);
  });

  test("takes the conversation over, so that the AI is silent", async () => {
    const conversationId = await openConversation();
    const agent = await signIn(t, business.tenantId, "agent");
    await agent.mutation(api.messages.outbound.write, {
      conversationId,
      text: "I will help",
      idempotencyKey: "takeover-1",
    });
    await post(t, business, messageEvent(business, { text: "thanks" }));
    await drain(t);
    expect(vendors.prompts).toHaveLength(0);
  });

  test.each([
    ["an empty text", { text: "   " }],
    ["a text beyond 4,096 characters", { text: "x".repeat(4_097) }],
    ["a short key", { idempotencyKey: "short" }],
  ])("with %s is refused", async (_name, change) => {
    const conversationId = await openConversation();
    const agent = await signIn(t, business.tenantId, "agent");
    const code = await codeOf(
      agent.mutation(api.messages.outbound.write, {
        conversationId,
        text: "hello",
        idempotencyKey: "a-good-key",
        ...change,
      }),
    );
    expect(code).toBe("VALIDATION_FAILED");
    expect((await readBooks(t, business.tenantId)).reserved).toBe(0);
  });
});

describe("E5 E10 top-ups", () => {
  const topUp = (credits: number, idempotencyKey = "top-up-0001") => ({
    tenantId: business.tenantId,
    credits,
    reason: "paid by transfer",
    idempotencyKey,
  });

  test("an operator's top-up books once per key and is audited", async () => {
    const operator = await signIn(t, null, "operator");
    expect(await operator.mutation(api.credits.topUp.add, topUp(10))).toBe(
      true,
    );
    expect(await operator.mutation(api.credits.topUp.add, topUp(10))).toBe(
      false,
    );
    expect((await readBooks(t, business.tenantId)).balance).toBe(15);
    const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    expect(
      events.filter(({ action }) => action === "credits.top_up"),
    ).toHaveLength(1);
  });

  test("the same key with another amount is a conflict", async () => {
    const operator = await signIn(t, null, "operator");
    await operator.mutation(api.credits.topUp.add, topUp(10));
    const code = await codeOf(
      operator.mutation(api.credits.topUp.add, topUp(11)),
    );
    expect(code).toBe("CONFLICT");
  });

  test.each([-5, 0, 1.5, Number.NaN, 1e9, Number.POSITIVE_INFINITY])(
    "refuses %d credits",
    async (credits) => {
      const operator = await signIn(t, null, "operator");
      const code = await codeOf(
        operator.mutation(api.credits.topUp.add, topUp(credits)),
      );
      expect(code).toBe("VALIDATION_FAILED");
    },
  );

  test.each(["owner", "admin", "agent", "viewer"] as const)(
    "a tenant's %s may not top up",
    async (role) => {
      const member = await signIn(t, business.tenantId, role);
      expect(
        await codeOf(member.mutation(api.credits.topUp.add, topUp(10))),
      ).toBe("FORBIDDEN");
    },
  );
});
