import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { codeOf, detailsOf, inboxOf, write } from "../../support/inbox";
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
let owner: Person;
let agent: Person;
let conversationId: Id<"conversations">;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
  agent = await signIn(t, business.tenantId, "agent");
  await write(t, business);
  const [row] = await inboxOf(agent);
  if (row === undefined) throw new Error("Not seeded.");
  conversationId = row.id;
  return () => vi.useRealTimers();
});

const createLabel = (name: string) =>
  owner.mutation(api.conversations.labels.create, { name, color: "teal" });

describe("labels", () => {
  test("are set as a whole and filter the inbox, newest first", async () => {
    const first = await createLabel("Wholesale");
    const second = await createLabel("Urgent");
    const set = (labelIds: Id<"labels">[]) =>
      agent.mutation(api.conversations.labels.set, {
        conversationId,
        labelIds,
      });
    await set([first, second]);
    await set([second]);
    expect((await inboxOf(agent))[0]?.labels).toMatchObject([
      { name: "Urgent", color: "teal" },
    ]);
    expect(await inboxOf(agent, "label", first)).toEqual([]);
    vi.advanceTimersByTime(5_000);
    await write(t, business, { from: "27831110009@c.us" });
    const other = (await inboxOf(agent)).find(
      ({ id }) => id !== conversationId,
    );
    await agent.mutation(api.conversations.labels.set, {
      conversationId: other?.id ?? conversationId,
      labelIds: [second],
    });
    vi.advanceTimersByTime(5_000);
    await write(t, business, { text: "Me again" });
    const rows = await inboxOf(agent, "label", second);
    expect(rows.map(({ id }) => id)).toEqual([conversationId, other?.id]);
  });

  test("have unique names whatever the case, a length and a number", async () => {
    await createLabel("Urgent");
    expect(await codeOf(createLabel(" urgent "))).toBe("DUPLICATE");
    expect(await codeOf(createLabel("  "))).toBe("VALIDATION_FAILED");
    expect(await codeOf(createLabel("x".repeat(41)))).toBe("VALIDATION_FAILED");
    for (let i = 1; i < 50; i += 1) await createLabel(`Label ${String(i)}`);
    expect(await codeOf(createLabel("One too many"))).toBe("VALIDATION_FAILED");
    const all = await agent.query(api.conversations.labels.list, {});
    const eleven = all.slice(0, 11).map(({ id }) => id);
    const set = agent.mutation(api.conversations.labels.set, {
      conversationId,
      labelIds: eleven,
    });
    expect(await codeOf(set)).toBe("VALIDATION_FAILED");
  });

  test("go from every conversation when they are removed, with an audit event", async () => {
    const labelId = await createLabel("Urgent");
    await agent.mutation(api.conversations.labels.set, {
      conversationId,
      labelIds: [labelId],
    });
    await owner.mutation(api.conversations.labels.remove, { labelId });
    expect((await inboxOf(agent))[0]?.labels).toEqual([]);
    await drain(t);
    const left = await t.run(async (ctx) => ({
      conversation: await ctx.db.get(conversationId),
      rows: await ctx.db.query("conversationLabels").collect(),
      audit: await ctx.db.query("auditEvents").order("desc").first(),
    }));
    expect(left.conversation?.labelIds).toEqual([]);
    expect(left.rows).toEqual([]);
    expect(left.audit?.action).toBe("label.removed");
  });
});

describe("notes", () => {
  test("show their author, are changed by nobody else and cost and send nothing", async () => {
    const noteId = await agent.mutation(api.conversations.notes.add, {
      conversationId,
      text: "  Ask for the order number. ",
    });
    const [note] = await owner.query(api.conversations.notes.list, {
      conversationId,
    });
    expect(note).toMatchObject({
      text: "Ask for the order number.",
      author: { isMe: false },
      editedAt: null,
    });
    const edit = (person: Person) =>
      codeOf(
        person.mutation(api.conversations.notes.edit, { noteId, text: "Done" }),
      );
    expect(await edit(owner)).toBe("FORBIDDEN");
    expect(await edit(agent)).toBe("ok");
    expect(
      await codeOf(owner.mutation(api.conversations.notes.remove, { noteId })),
    ).toBe("FORBIDDEN");
    await agent.mutation(api.conversations.notes.remove, { noteId });
    expect(
      await owner.query(api.conversations.notes.list, { conversationId }),
    ).toEqual([]);
  });

  test.each([
    ["nothing", " "],
    ["too much", "x".repeat(4_001)],
  ])("refuse %s", async (_name, text) => {
    const add = agent.mutation(api.conversations.notes.add, {
      conversationId,
      text,
    });
    expect(await codeOf(add)).toBe("VALIDATION_FAILED");
  });
});

describe("C8 canned replies", () => {
  const reply = { shortcut: "hours", title: "Hours", body: "Open from 8." };
  const create = (fields: Partial<typeof reply>) =>
    owner.mutation(api.conversations.cannedReplies.create, {
      ...reply,
      ...fields,
    });

  test("are listed by shortcut and changed", async () => {
    const replyId = await create({});
    await create({ shortcut: "a-hello", body: "Hi {{contact.name}}" });
    await owner.mutation(api.conversations.cannedReplies.update, {
      replyId,
      ...reply,
      title: "Opening hours",
    });
    const list = await agent.query(api.conversations.cannedReplies.list, {});
    expect(list.map(({ shortcut, title }) => [shortcut, title])).toEqual([
      ["a-hello", "Hours"],
      ["hours", "Opening hours"],
    ]);
  });

  test("have a unique shortcut and only variables that exist", async () => {
    await create({});
    expect(await codeOf(create({}))).toBe("DUPLICATE");
    const unknown = create({ shortcut: "b", body: "Hi {{contact.age}}" });
    expect(await detailsOf(unknown)).toEqual({ unknown: ["contact.age"] });
    for (const wrong of [
      { shortcut: "Big" },
      { shortcut: "" },
      { shortcut: "c", title: " " },
      { shortcut: "c", body: "x".repeat(4_001) },
    ]) {
      expect(await codeOf(create(wrong))).toBe("VALIDATION_FAILED");
    }
  });
});

describe("presence and the composer's lock", () => {
  const present = () =>
    owner.query(api.conversations.presence.list, { conversationId });
  const claim = (person: Person) =>
    person.mutation(api.conversations.presence.claim, { conversationId });
  const send = (person: Person, force?: boolean) =>
    person.mutation(api.messages.outbound.write, {
      conversationId,
      text: "Hello",
      idempotencyKey: `key-${String(Math.random())}`,
      ...(force === undefined ? {} : { force }),
    });

  test("one row per member, with what they do, gone after their time", async () => {
    for (const isTyping of [false, true]) {
      await agent.mutation(api.conversations.presence.beat, {
        conversationId,
        isTyping,
      });
    }
    expect(await present()).toMatchObject([
      { isTyping: true, person: { isMe: false } },
    ]);
    vi.advanceTimersByTime(60_000);
    await t.mutation(internal.conversations.presence.forgetExpired, {});
    expect(await present()).toEqual([]);
  });

  test("a viewer is seen, but never typing", async () => {
    const viewer = await signIn(t, business.tenantId, "viewer");
    await viewer.mutation(api.conversations.presence.beat, {
      conversationId,
      isTyping: true,
    });
    expect(await present()).toMatchObject([{ isTyping: false }]);
    await viewer.mutation(api.conversations.presence.leave, { conversationId });
    expect(await present()).toEqual([]);
  });

  test("one member has the composer; the other is told who, and may force it", async () => {
    expect((await claim(agent)).granted).toBe(true);
    const refused = await claim(owner);
    expect(refused).toMatchObject({ granted: false, person: { isMe: false } });
    expect(await detailsOf(send(owner))).toMatchObject({
      reason: "composer_locked",
      until: refused.until,
    });
    expect(await codeOf(send(owner, true))).toBe("ok");
    expect(await codeOf(send(agent))).toBe("ok");
    expect((await claim(owner)).granted).toBe(true);
  });

  test("a lock ends by itself and is given back by its holder only", async () => {
    await claim(agent);
    await owner.mutation(api.conversations.presence.release, {
      conversationId,
    });
    expect((await claim(owner)).granted).toBe(false);
    vi.advanceTimersByTime(60_001);
    expect(await codeOf(send(owner))).toBe("ok");
    await claim(agent);
    await agent.mutation(api.conversations.presence.release, {
      conversationId,
    });
    expect((await claim(owner)).granted).toBe(true);
  });

  test("the composer says what it costs, what is left and what blocks it", async () => {
    const composer = () =>
      agent.query(api.conversations.composer.get, { conversationId });
    expect(await composer()).toMatchObject({
      blocked: null,
      price: 1,
      available: 99,
      lock: null,
    });
    await write(t, business, { text: "STOP" });
    expect((await composer()).blocked).toBe("opted_out");
  });
});
