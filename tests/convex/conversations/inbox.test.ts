import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { messageEvent } from "../../support/deliveries";
import { codeOf, inboxOf, write } from "../../support/inbox";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors, type Vendors } from "../../support/vendors";

const HOUR_MS = 3_600_000;
const ANNA = "27831110001@c.us";
const BEN = "27831110002@c.us";
const CARA = "27831110003@c.us";

let t: Backend;
let vendors: Vendors;
let business: Business;
let agent: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  agent = await signIn(t, business.tenantId, "agent");
  return () => vi.useRealTimers();
});

const phones = async (
  ...args: Parameters<typeof inboxOf>
): Promise<(string | null)[]> =>
  (await inboxOf(...args)).map(({ contactPhone }) => contactPhone);

const one = async (phone: string) => {
  const row = (await inboxOf(agent)).find(
    ({ contactPhone }) => contactPhone === phone,
  );
  if (row === undefined) throw new Error(`No conversation with ${phone}.`);
  return row;
};

async function wait(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  await drain(t);
}

async function threeCustomers(): Promise<Id<"conversations">[]> {
  for (const from of [ANNA, BEN, CARA]) {
    await write(t, business, { from });
    await wait(1_000);
  }
  return Promise.all(
    ["+27831110001", "+27831110002", "+27831110003"].map(
      async (phone) => (await one(phone)).id,
    ),
  );
}

describe("C2 the list", () => {
  test("on one number has only what was written there, under every filter", async () => {
    const other = await createBusiness(t, { name: "Other" });
    await t.run((ctx) =>
      ctx.db.patch(other.instanceId, { tenantId: business.tenantId }),
    );
    await write(t, business, { from: ANNA, text: "a human please" });
    await write(t, other, { from: BEN, text: "a human please" });
    const listed = async (filter: "open" | "waiting" | "unread" | "all") => {
      const { page } = await agent.query(api.conversations.inbox.list, {
        filter,
        instanceId: other.instanceId,
        paginationOpts: { numItems: 50, cursor: null },
      });
      return page.map(({ contactPhone }) => contactPhone);
    };
    for (const filter of ["open", "waiting", "unread", "all"] as const) {
      expect([filter, await listed(filter)]).toEqual([
        filter,
        ["+27831110002"],
      ]);
    }
  });

  test("refuses another business's number as an unknown one", async () => {
    const other = await createBusiness(t, { name: "Other" });
    const refused = agent.query(api.conversations.inbox.list, {
      instanceId: other.instanceId,
      paginationOpts: { numItems: 50, cursor: null },
    });
    expect(await codeOf(refused)).toBe("NOT_FOUND");
  });

  test("shows a row with its contact, number, words and last message", async () => {
    await write(t, business, { from: ANNA, text: "When do you open?" });
    const [row] = await inboxOf(agent, "open");
    expect(row).toMatchObject({
      contactName: "Thandi",
      contactPhone: "+27831110001",
      instanceLabel: "Shop",
      status: "open",
      unread: 1,
      assignee: null,
      labels: [],
      lastMessagePreview: "We are open until six.",
      lastMessage: { author: "ai", direction: "outbound", status: "sent" },
    });
  });

  test("each filter is its own range, newest first", async () => {
    const [anna, ben, cara] = await threeCustomers();
    if (!anna || !ben || !cara) throw new Error("Not seeded.");
    const me = await agent.query(api.conversations.assignment.candidates, {});
    const memberId = me[0]?.memberId ?? null;
    await agent.mutation(api.conversations.assignment.set, {
      conversationId: anna,
      memberId,
    });
    await agent.mutation(api.conversations.status.close, {
      conversationId: ben,
    });
    await agent.mutation(api.conversations.inbox.markRead, {
      conversationId: anna,
    });
    expect(await phones(agent, "open")).toEqual([
      "+27831110003",
      "+27831110001",
    ]);
    expect(await phones(agent, "closed")).toEqual(["+27831110002"]);
    expect(await phones(agent, "mine")).toEqual(["+27831110001"]);
    expect(await phones(agent, "unassigned")).toEqual(["+27831110003"]);
    expect(await phones(agent, "unread")).toEqual(["+27831110003"]);
    expect(await phones(agent, "all")).toHaveLength(3);
    expect(await agent.query(api.conversations.counts.get, {})).toEqual({
      open: 2,
      waiting: 0,
      mine: 1,
      unassigned: 1,
      unread: 1,
      snoozed: 0,
      closed: 1,
    });
  });

  test("C6 waiting ones queue by the time of their request, with the reason", async () => {
    await threeCustomers();
    await write(t, business, { from: CARA, text: "agent please" });
    await wait(5_000);
    await write(t, business, { from: ANNA, text: "agent please" });
    const rows = await inboxOf(agent, "waiting");
    expect(rows.map(({ contactPhone }) => contactPhone)).toEqual([
      "+27831110003",
      "+27831110001",
    ]);
    expect(rows[0]?.handoff?.reason).toBe("customer_asked");
    expect(await agent.query(api.conversations.counts.attention, {})).toEqual({
      waiting: 2,
      unread: 3,
    });
  });

  test("a label goes with the label filter and no other", async () => {
    const list = (filter: "label" | "open", labelId: Id<"labels"> | null) =>
      codeOf(inboxOf(agent, filter, labelId));
    const owner = await signIn(t, business.tenantId, "owner");
    const labelId = await owner.mutation(api.conversations.labels.create, {
      name: "Wholesale",
      color: "blue",
    });
    expect(await list("label", null)).toBe("VALIDATION_FAILED");
    expect(await list("open", labelId)).toBe("VALIDATION_FAILED");
    expect(await list("label", labelId)).toBe("ok");
  });
});

describe("C2 read and unread", () => {
  test("reading sets the divider and leaves nothing unread; marking unread brings it back", async () => {
    await write(t, business, { from: ANNA });
    const { id } = await one("+27831110001");
    const head = () =>
      agent.query(api.conversations.thread.get, { conversationId: id });
    expect(await head()).toMatchObject({ unread: 1, readUpTo: 0 });
    await agent.mutation(api.conversations.inbox.markRead, {
      conversationId: id,
    });
    const read = await head();
    expect(read.unread).toBe(0);
    expect(read.readUpTo).toBe(read.lastMessageAt);
    await agent.mutation(api.conversations.inbox.markUnread, {
      conversationId: id,
    });
    const unread = await head();
    expect(unread.unread).toBe(1);
    expect(unread.readUpTo).toBeLessThan(read.readUpTo);
    expect(await phones(agent, "unread")).toEqual(["+27831110001"]);
  });
});

describe("snooze, close and reopen", () => {
  test("a snoozed conversation wakes once at its time", async () => {
    await write(t, business, { from: ANNA });
    const { id } = await one("+27831110001");
    await agent.mutation(api.conversations.status.snooze, {
      conversationId: id,
      until: Date.now() + HOUR_MS,
    });
    expect(await phones(agent, "open")).toEqual([]);
    expect(await phones(agent, "snoozed")).toEqual(["+27831110001"]);
    await wait(HOUR_MS);
    expect(await one("+27831110001")).toMatchObject({
      status: "open",
      snoozedUntil: null,
    });
  });

  test("the customer's next message wakes it, and the time then changes nothing", async () => {
    await write(t, business, { from: ANNA });
    const { id } = await one("+27831110001");
    await agent.mutation(api.conversations.status.snooze, {
      conversationId: id,
      until: Date.now() + HOUR_MS,
    });
    // Not drained: the wake-up must stay in the future.
    await post(t, business, messageEvent(business, { from: ANNA }));
    expect(await one("+27831110001")).toMatchObject({
      status: "open",
      snoozedUntil: null,
      unread: 1,
    });
    await agent.mutation(api.conversations.status.close, {
      conversationId: id,
    });
    await wait(2 * HOUR_MS);
    expect((await one("+27831110001")).status).toBe("closed");
  });

  test("a later snooze outlives an earlier one's time", async () => {
    await write(t, business, { from: ANNA });
    const { id } = await one("+27831110001");
    const now = Date.now();
    for (const hours of [1, 3]) {
      await agent.mutation(api.conversations.status.snooze, {
        conversationId: id,
        until: now + hours * HOUR_MS,
      });
    }
    vi.setSystemTime(now + HOUR_MS);
    vi.advanceTimersByTime(1);
    await t.finishInProgressScheduledFunctions();
    expect((await one("+27831110001")).status).toBe("snoozed");
  });

  test.each([
    ["the past", -1],
    ["half a minute", 30_000],
    ["two years", 730 * 24 * HOUR_MS],
    ["a broken number", Number.NaN],
  ])("cannot be snoozed until %s", async (_name, ms) => {
    await write(t, business, { from: ANNA });
    const { id } = await one("+27831110001");
    const work = agent.mutation(api.conversations.status.snooze, {
      conversationId: id,
      until: Date.now() + ms,
    });
    expect(await codeOf(work)).toBe("VALIDATION_FAILED");
  });

  test("closing ends a handoff, and a new message reopens and is answered", async () => {
    await write(t, business, { from: ANNA, text: "agent please" });
    const { id } = await one("+27831110001");
    await agent.mutation(api.conversations.status.close, {
      conversationId: id,
    });
    expect(await one("+27831110001")).toMatchObject({
      status: "closed",
      handoff: null,
      unread: 0,
    });
    const before = vendors.prompts.length;
    await write(t, business, { from: ANNA, text: "One more thing" });
    expect((await one("+27831110001")).status).toBe("open");
    expect(vendors.prompts.length).toBe(before + 1);
  });
});
