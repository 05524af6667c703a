import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
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
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

const page = { paginationOpts: { numItems: 50, cursor: null } };
const { content, access } = api.operators;

let t: Backend;
let business: Business;
let tenantId: Id<"tenants">;
let conversationId: Id<"conversations">;
let operator: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t);
  tenantId = business.tenantId;
  await post(t, business, messageEvent(business, { text: "My secret" }));
  await drain(t);
  conversationId = await newestConversation();
  operator = await signIn(t, null, "operator");
  return () => vi.useRealTimers();
});

async function newestConversation(): Promise<Id<"conversations">> {
  const row = await t.run((ctx) =>
    ctx.db.query("conversations").order("desc").first(),
  );
  if (row === null) throw new Error("No conversation.");
  return row._id;
}

const enter = (by = operator) =>
  by.mutation(access.open, { tenantId, reason: "asked for help" });
const open = (reason = "a complaint", by = operator) =>
  by.mutation(content.open, { tenantId, conversationId, reason });
const read = (by = operator) =>
  by.query(content.thread, { tenantId, conversationId, ...page });

const audit = () =>
  t.run(async (ctx) =>
    (await ctx.db.query("auditEvents").collect())
      .filter(({ action }) => action === "operator.conversation_read")
      .map(({ actor, target, reason, tenantId: of }) => ({
        isOperator: actor.startsWith("operator:"),
        target,
        reason,
        of,
      })),
  );

describe("A9 an operator reads a conversation", () => {
  test("only with the business open and a reason for this conversation", async () => {
    expect(await outcome(read())).toBe("FORBIDDEN");
    expect(await outcome(open())).toBe("FORBIDDEN");
    await enter();
    expect(await outcome(read())).toBe("FORBIDDEN");
    expect(await outcome(open(" x "))).toBe("VALIDATION_FAILED");
    expect(await audit()).toEqual([]);
    await open();
    const { page: lines } = await read();
    expect(lines.map(({ by, text }) => [by, text])).toEqual([
      ["assistant", "We are open until six."],
      ["customer", "My secret"],
    ]);
    expect(await audit()).toEqual([
      {
        isOperator: true,
        target: conversationId,
        reason: "a complaint",
        of: tenantId,
      },
    ]);
  });

  test("sees in the list neither names nor words, before and after", async () => {
    await enter();
    await open();
    const list = await operator.query(content.conversations, {
      tenantId,
      ...page,
    });
    expect(list.page).toMatchObject([{ id: conversationId, isOpen: true }]);
    const told = JSON.stringify(list);
    for (const secret of ["Thandi", "27831110001", "secret", "open until"]) {
      expect(told).not.toContain(secret);
    }
  });

  test("is told whose it is only with the reason", async () => {
    await enter();
    const head = () =>
      operator.query(content.head, { tenantId, conversationId });
    expect(await head()).toBeNull();
    await open();
    expect(await head()).toMatchObject({
      contact: "Thandi",
      reason: "a complaint",
    });
  });

  test("until the access ends; a new one needs a new reason", async () => {
    await enter();
    await open();
    vi.advanceTimersByTime(61 * 60_000);
    await t.finishInProgressScheduledFunctions();
    expect(await outcome(read())).toBe("FORBIDDEN");
    await enter();
    expect(await outcome(read())).toBe("FORBIDDEN");
    await open("again");
    expect(await outcome(read())).toBe("ok");
    expect((await audit()).map(({ reason }) => reason)).toEqual([
      "a complaint",
      "again",
    ]);
  });

  test("alone: a colleague says their own reason", async () => {
    await enter();
    await open();
    const colleague = await signIn(t, null, "operator");
    await enter(colleague);
    expect(await outcome(read(colleague))).toBe("FORBIDDEN");
  });

  test("of this business alone: another's conversation does not exist", async () => {
    const other = await createBusiness(t, { name: "Other" });
    await post(t, other, messageEvent(other));
    await drain(t);
    const foreign = await newestConversation();
    await enter();
    const wrong = { tenantId, conversationId: foreign };
    const asked = [
      operator.mutation(content.open, { ...wrong, reason: "curious" }),
      operator.query(content.head, wrong),
      operator.query(content.thread, { ...wrong, ...page }),
    ];
    expect(await Promise.all(asked.map(outcome))).toEqual([
      "NOT_FOUND",
      "NOT_FOUND",
      "NOT_FOUND",
    ]);
  });
});

describe("notes about a business", () => {
  const add = (text: string) =>
    operator.mutation(api.operators.notes.add, { tenantId, text });
  const list = (by = operator) =>
    by.query(api.operators.notes.list, { tenantId });

  test("are shared by the operators and removed by their author", async () => {
    const noteId = await add("  Pays by invoice. ");
    const colleague = await signIn(t, null, "operator");
    expect(await list(colleague)).toMatchObject([
      { id: noteId, text: "Pays by invoice.", isMine: false },
    ]);
    const { remove } = api.operators.notes;
    expect(await outcome(colleague.mutation(remove, { noteId }))).toBe(
      "FORBIDDEN",
    );
    await operator.mutation(remove, { noteId });
    expect(await list()).toEqual([]);
    expect(await outcome(operator.mutation(remove, { noteId }))).toBe(
      "NOT_FOUND",
    );
  });

  test("are in no trail of the business", async () => {
    await add("Watch this one.");
    const events = await t.run((ctx) => ctx.db.query("auditEvents").collect());
    const noted = events.filter(({ action }) => action.includes("note"));
    expect(noted).toMatchObject([{ tenantId: null, target: tenantId }]);
    expect(JSON.stringify(events)).not.toContain("Watch this one");
  });

  test.each(["", "   ", "x".repeat(2_001)])("refuses %j", async (text) => {
    expect(await outcome(add(text))).toBe("VALIDATION_FAILED");
  });
});
