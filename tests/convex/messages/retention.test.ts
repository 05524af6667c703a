import { beforeEach, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { messageEvent } from "../../support/deliveries";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

const DAY = 24 * 3_600_000;

let t: Backend;
let mine: Business;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  mine = await createBusiness(t);
  owner = await signIn(t, mine.tenantId, "owner");
  return () => vi.useRealTimers();
});

const keep = (messageRetentionDays: number | null) =>
  owner.mutation(api.tenants.settings.update, { messageRetentionDays });

async function night(): Promise<void> {
  await t.mutation(internal.messages.retention.sweep, {});
  await drain(t);
}

async function texts(): Promise<string[]> {
  return t.run(async (ctx) =>
    (await ctx.db.query("messages").collect()).map(({ text }) => text),
  );
}

test("G5 what is older than the business keeps is emptied, the rest stays, and so do the books", async () => {
  await post(t, mine, messageEvent(mine));
  await drain(t);
  const books = await readBooks(t, mine.tenantId);
  await keep(90);
  vi.setSystemTime(Date.now() + 91 * DAY);
  await post(t, mine, messageEvent(mine));
  await drain(t);
  const before = await texts();
  await night();
  const after = await texts();
  expect(after.slice(0, 2)).toEqual(["", ""]);
  expect(after.slice(2)).toEqual(before.slice(2));
  const kinds = (await readBooks(t, mine.tenantId)).kinds;
  expect(kinds.slice(0, books.kinds.length)).toEqual(books.kinds);
});

test("a business that keeps everything, and another one, are left alone", async () => {
  const theirs = await createBusiness(t, { name: "Theirs" });
  for (const business of [mine, theirs]) {
    await post(t, business, messageEvent(business));
    await drain(t);
  }
  vi.setSystemTime(Date.now() + 400 * DAY);
  const before = await texts();
  await night();
  expect(await texts()).toEqual(before);
  await keep(90);
  await night();
  const left = (await texts()).filter((text) => text !== "");
  expect(left).toHaveLength(before.length / 2);
});

test("a thousand rows go in batches, and a second night finds nothing to do", async () => {
  await post(t, mine, messageEvent(mine));
  await drain(t);
  await t.run(async (ctx) => {
    const [message] = await ctx.db.query("messages").collect();
    if (message === undefined) throw new Error("No message.");
    const { _id, _creationTime, ...fields } = message;
    for (let i = 0; i < 1_000; i += 1) {
      await ctx.db.insert("messages", {
        ...fields,
        externalId: `copy${String(i)}`,
      });
    }
  });
  await keep(30);
  vi.setSystemTime(Date.now() + 31 * DAY);
  await night();
  expect((await texts()).every((text) => text === "")).toBe(true);
  const [conversation] = await t.run((ctx) =>
    ctx.db.query("conversations").collect(),
  );
  expect(conversation?.lastMessagePreview).toBe("");
  await t.run(async (ctx) => {
    const [message] = await ctx.db.query("messages").collect();
    if (message !== undefined)
      await ctx.db.patch(message._id, { text: "touched" });
  });
  await night();
  expect((await texts()).filter((text) => text !== "")).toEqual(["touched"]);
});
