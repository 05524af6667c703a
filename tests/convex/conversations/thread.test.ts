import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { inboxOf, threadOf, write } from "../../support/inbox";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

let t: Backend;
let business: Business;
let agent: Person;
let conversationId: Id<"conversations">;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t, { quietWindowMs: 1_000 });
  agent = await signIn(t, business.tenantId, "agent");
  await write(t, business, { text: "When do you open?" });
  const [row] = await inboxOf(agent);
  if (row === undefined) throw new Error("Not seeded.");
  conversationId = row.id;
  return () => vi.useRealTimers();
});

describe("C2 the thread", () => {
  test("says who wrote, how far it got and what it cost", async () => {
    await agent.mutation(api.messages.outbound.write, {
      conversationId,
      text: "A person here.",
      idempotencyKey: "my-own-key",
    });
    await drain(t);
    const [mine, answer, question] = await threadOf(agent, conversationId);
    expect(mine).toMatchObject({
      author: { kind: "member", person: { isMe: true } },
      purpose: "manual",
      idempotencyKey: "my-own-key",
      status: "sent",
      credits: 1,
      canRetry: false,
    });
    expect(answer).toMatchObject({
      author: { kind: "ai" },
      credits: 1,
      hasTrace: true,
    });
    expect(question).toMatchObject({
      author: { kind: "customer" },
      status: "received",
      credits: 0,
    });
    const colleague = await signIn(t, business.tenantId, "owner");
    const [theirs] = await threadOf(colleague, conversationId);
    expect(theirs).toMatchObject({
      idempotencyKey: null,
      author: { person: { isMe: false } },
    });
  });

  test("can be entered in the middle", async () => {
    const all = await threadOf(agent, conversationId);
    const first = all.at(-1);
    const { page } = await agent.query(api.conversations.thread.list, {
      conversationId,
      upTo: first?.sentAt ?? 0,
      paginationOpts: { numItems: 10, cursor: null },
    });
    expect(page.map(({ id }) => id)).toEqual([first?.id]);
  });
});

describe("the panel", () => {
  test("shows the person and their other conversations", async () => {
    const panel = await agent.query(api.conversations.panel.get, {
      conversationId,
    });
    expect(panel).toMatchObject({
      contact: {
        phone: "+27831110001",
        consent: "unknown",
        stage: "new",
        tags: [],
      },
      others: [],
    });
  });
});

describe("search", () => {
  const find = (text: string) =>
    agent.query(api.conversations.search.find, { text });

  test("finds by name, by number and by words, with the place", async () => {
    expect(await find("Thandi")).toMatchObject([
      { kind: "contact", conversationId, contactName: "Thandi" },
    ]);
    expect(await find("+2783 111")).toMatchObject([{ kind: "contact" }]);
    const [hit] = (await find("open")).filter(({ kind }) => kind === "message");
    expect(hit).toMatchObject({ conversationId });
    expect(hit?.snippet).toContain("open");
  });

  test("finds nothing of another business, and nothing for a letter", async () => {
    const other = await createBusiness(t, { name: "Other" });
    const stranger = await signIn(t, other.tenantId, "owner");
    for (const text of ["Thandi", "+2783111", "open"]) {
      expect(
        await stranger.query(api.conversations.search.find, { text }),
      ).toEqual([]);
    }
    expect(await find("o")).toEqual([]);
    expect(await find("x".repeat(101))).toEqual([]);
  });
});

describe("N5 why this answer", () => {
  test("tells model, parts, passages, burst and the hold's two instants", async () => {
    const answer = (await threadOf(agent, conversationId)).find(
      ({ author }) => author.kind === "ai",
    );
    const trace = await agent.query(api.assistant.trace.get, {
      messageId: answer?.id ?? ("" as Id<"messages">),
    });
    expect(trace?.burst).toBe(1);
    expect(trace?.hold).toMatchObject({ credits: 1, status: "captured" });
    expect(trace?.hold?.resolvedAt).toBeGreaterThanOrEqual(
      trace?.hold?.reservedAt ?? Infinity,
    );
    expect(trace?.runs).toMatchObject([
      { outcome: "answered", promptTokens: 100, passages: ["Opening hours"] },
    ]);
    expect(trace?.runs[0]?.promptParts.length).toBeGreaterThan(1);
  });

  test("has nothing to tell of a customer's or a member's message", async () => {
    const question = (await threadOf(agent, conversationId)).at(-1);
    expect(
      await agent.query(api.assistant.trace.get, {
        messageId: question?.id ?? ("" as Id<"messages">),
      }),
    ).toBeNull();
  });
});
