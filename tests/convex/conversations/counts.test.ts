import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { inboxOf, write } from "../../support/inbox";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

const PEOPLE = ["27831110001@c.us", "27831110002@c.us", "27831110003@c.us"];
const HOUR_MS = 3_600_000;

let t: Backend;
let business: Business;
let agent: Person;

async function begin(): Promise<void> {
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t);
  agent = await signIn(t, business.tenantId, "agent");
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const STEPS = [
  "customer writes",
  "customer wants a human",
  "close",
  "reopen",
  "snooze",
  "take over",
  "resolve",
  "assign to me",
  "assign to nobody",
  "read",
] as const;

type Step = { step: (typeof STEPS)[number]; who: number };

async function play({ step, who }: Step): Promise<void> {
  const from = PEOPLE[who] ?? "";
  const rows = await inboxOf(agent, "all");
  const phone = `+${from.split("@")[0] ?? ""}`;
  const found = rows.find(({ contactPhone }) => contactPhone === phone);
  if (step === "customer writes") {
    await write(t, business, { from });
    return;
  }
  if (step === "customer wants a human") {
    await write(t, business, { from, text: "I want to talk to a human" });
    return;
  }
  if (found === undefined) return;
  const conversationId = found.id;
  const { status, handoff, assignment, inbox } = api.conversations;
  switch (step) {
    case "close":
      await agent.mutation(status.close, { conversationId });
      return;
    case "reopen":
      await agent.mutation(status.reopen, { conversationId });
      return;
    case "snooze": {
      const until = Date.now() + HOUR_MS;
      await agent.mutation(status.snooze, { conversationId, until });
      return;
    }
    case "take over":
      await agent.mutation(handoff.take, { conversationId });
      return;
    case "resolve":
      await agent.mutation(handoff.resolve, { conversationId });
      return;
    case "assign to me":
    case "assign to nobody": {
      const people = await agent.query(assignment.candidates, {});
      const me = people.find(({ isMe }) => isMe)?.memberId ?? null;
      const memberId = step === "assign to me" ? me : null;
      await agent.mutation(assignment.set, { conversationId, memberId });
      return;
    }
    case "read":
      await agent.mutation(inbox.markRead, { conversationId });
  }
}

async function listed() {
  const size = async (filter: Parameters<typeof inboxOf>[1]) =>
    (await inboxOf(agent, filter)).length;
  return {
    open: await size("open"),
    waiting: await size("waiting"),
    mine: await size("mine"),
    unassigned: await size("unassigned"),
    unread: await size("unread"),
    snoozed: await size("snoozed"),
    closed: await size("closed"),
  };
}

describe("the counts beside the filters", () => {
  test("are what each filter lists, whatever happened", async () => {
    const step = fc.record({
      step: fc.constantFrom(...STEPS),
      who: fc.integer({ min: 0, max: PEOPLE.length - 1 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 4, maxLength: 14 }),
        async (steps) => {
          await begin();
          for (const each of steps) await play(each);
          expect(await agent.query(api.conversations.counts.get, {})).toEqual(
            await listed(),
          );
        },
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  test("a conversation that waited, was closed and is written to again is open and no longer waits", async () => {
    await begin();
    const who = 0;
    await play({ step: "customer wants a human", who });
    expect(await agent.query(api.conversations.counts.get, {})).toMatchObject({
      open: 1,
      waiting: 1,
      unassigned: 1,
    });
    await play({ step: "close", who });
    expect(await agent.query(api.conversations.counts.get, {})).toMatchObject({
      open: 0,
      waiting: 0,
      closed: 1,
    });
    await play({ step: "customer writes", who });
    expect(await agent.query(api.conversations.counts.get, {})).toMatchObject({
      open: 1,
      waiting: 0,
      closed: 0,
    });
  });

  test("a customer's further messages write no count", async () => {
    await begin();
    await play({ step: "customer writes", who: 0 });
    const before = await t.run((ctx) =>
      ctx.db.query("conversationCounts").collect(),
    );
    await play({ step: "customer writes", who: 0 });
    const rows = await t.run((ctx) =>
      ctx.db.query("conversationCounts").collect(),
    );
    expect(rows).toEqual(before);
    expect(rows).toHaveLength(1);
  });

  test("members of another business count nothing of this one", async () => {
    await begin();
    await play({ step: "customer wants a human", who: 0 });
    const other = await createBusiness(t, { name: "Other" });
    const stranger = await signIn(t, other.tenantId, "owner");
    expect(
      await stranger.query(api.conversations.counts.get, {}),
    ).toMatchObject({ open: 0, waiting: 0, unassigned: 0, unread: 0 });
  });
});
