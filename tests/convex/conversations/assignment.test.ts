import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { codeOf, inboxOf, write } from "../../support/inbox";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

const ANNA = "27831110001@c.us";

let t: Backend;
let business: Business;
let agent: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t);
  agent = await signIn(t, business.tenantId, "agent");
  return () => vi.useRealTimers();
});

const one = async (phone: string) => {
  const row = (await inboxOf(agent)).find(
    ({ contactPhone }) => contactPhone === phone,
  );
  if (row === undefined) throw new Error(`No conversation with ${phone}.`);
  return row;
};

describe("C6 takeover and assignment", () => {
  test("taking, extending and resuming", async () => {
    await write(t, business, { from: ANNA });
    const { id } = await one("+27831110001");
    const conversation = { conversationId: id };
    const extend = () =>
      agent.mutation(api.conversations.handoff.extend, conversation);
    expect(await codeOf(extend())).toBe("CONFLICT");
    await agent.mutation(api.conversations.handoff.take, conversation);
    const taken = await one("+27831110001");
    expect(taken.takeover?.by).toMatchObject({
      kind: "member",
      person: { isMe: true },
    });
    vi.advanceTimersByTime(60_000);
    await extend();
    const extended = await one("+27831110001");
    expect(extended.takeover?.until).toBe(
      (taken.takeover?.until ?? 0) + 60_000,
    );
    await agent.mutation(api.conversations.handoff.resolve, conversation);
    expect((await one("+27831110001")).takeover).toBeNull();
  });

  test("only an active member who may reply can be assigned", async () => {
    await write(t, business, { from: ANNA });
    const { id } = await one("+27831110001");
    await signIn(t, business.tenantId, "viewer");
    const viewerId = await t.run(
      async (ctx) =>
        (await ctx.db.query("memberships").order("desc").first())?._id ?? null,
    );
    const assign = (memberId: typeof viewerId) =>
      codeOf(
        agent.mutation(api.conversations.assignment.set, {
          conversationId: id,
          memberId,
        }),
      );
    expect(await assign(viewerId)).toBe("CONFLICT");
    const [candidate, ...others] = await agent.query(
      api.conversations.assignment.candidates,
      {},
    );
    expect(others).toEqual([]);
    expect(await assign(candidate?.memberId ?? null)).toBe("ok");
    expect((await one("+27831110001")).assignee?.isMe).toBe(true);
    expect(await assign(null)).toBe("ok");
    expect((await one("+27831110001")).assignee).toBeNull();
  });

  test("the conversations of a member who leaves are nobody's again", async () => {
    await write(t, business, { from: ANNA });
    const { id } = await one("+27831110001");
    const [me] = await agent.query(api.conversations.assignment.candidates, {});
    await agent.mutation(api.conversations.assignment.set, {
      conversationId: id,
      memberId: me?.memberId ?? null,
    });
    const owner = await signIn(t, business.tenantId, "owner");
    await agent.mutation(api.tenants.members.leave, {});
    await drain(t);
    const [row] = await inboxOf(owner, "unassigned");
    expect(row?.id).toBe(id);
  });
});
