import { beforeEach, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Doc, Id } from "../../../convex/_generated/dataModel";
import { errorCode } from "../../../lib/error-code";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
} from "../../support/product";

const { feed } = api.notifications;

let t: Backend;
let business: Business;
let agent: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  business = await createBusiness(t, { name: "Bakery" });
  agent = await signIn(t, business.tenantId, "agent");
  return () => vi.useRealTimers();
});

async function raise(
  kind: Doc<"notifications">["kind"],
  key: string,
  tenantId: Id<"tenants"> = business.tenantId,
): Promise<Id<"notifications">> {
  return t.run((ctx) =>
    ctx.db.insert("notifications", {
      tenantId,
      kind,
      target: null,
      dedupeKey: key,
      detail: null,
      readAt: null,
    }),
  );
}

test("lists the newest first and only those of the business", async () => {
  const other = await createBusiness(t, { name: "Other" });
  await raise("handoff", "first");
  vi.advanceTimersByTime(1_000);
  await raise("credits_low", "second");
  await raise("handoff", "foreign", other.tenantId);
  const kinds = (await agent.query(feed.list, {})).map(({ kind }) => kind);
  expect(kinds).toEqual(["credits_low", "handoff"]);
});

test("lists at most fifty and counts at most ninety-nine", async () => {
  for (let i = 0; i < 120; i += 1) await raise("handoff", String(i));
  expect(await agent.query(feed.list, {})).toHaveLength(50);
  expect(await agent.query(feed.unreadCount, {})).toBe(99);
});

test("reading one leaves the others unread and keeps the first moment", async () => {
  const id = await raise("handoff", "one");
  await raise("handoff", "two");
  await agent.mutation(feed.markRead, { notificationId: id });
  expect(await agent.query(feed.unreadCount, {})).toBe(1);
  const readAt = (await t.run((ctx) => ctx.db.get(id)))?.readAt;
  vi.advanceTimersByTime(60_000);
  await agent.mutation(feed.markRead, { notificationId: id });
  expect((await t.run((ctx) => ctx.db.get(id)))?.readAt).toBe(readAt);
});

test("a removed notification is not found", async () => {
  const id = await raise("handoff", "gone");
  await t.run((ctx) => ctx.db.delete(id));
  const error: unknown = await agent
    .mutation(feed.markRead, { notificationId: id })
    .catch((thrown: unknown) => thrown);
  expect(errorCode(error)).toBe("NOT_FOUND");
});

test("reading all goes on until none is left, and stays in the business", async () => {
  const other = await createBusiness(t, { name: "Other" });
  const foreign = await raise("handoff", "foreign", other.tenantId);
  for (let i = 0; i < 450; i += 1) await raise("handoff", String(i));
  await agent.mutation(feed.markAllRead, {});
  await drain(t);
  expect(await agent.query(feed.unreadCount, {})).toBe(0);
  expect((await t.run((ctx) => ctx.db.get(foreign)))?.readAt).toBeNull();
});

test("what a member muted is neither listed nor counted for them alone", async () => {
  await raise("handoff", "muted");
  await raise("credits_low", "heard");
  const { subject } = await agent.query(api.tenants.session.get, {});
  await t.run((ctx) =>
    ctx.db.insert("notificationPreferences", {
      tenantId: business.tenantId,
      subject,
      muted: ["handoff"],
    }),
  );
  const kinds = (await agent.query(feed.list, {})).map(({ kind }) => kind);
  expect(kinds).toEqual(["credits_low"]);
  expect(await agent.query(feed.unreadCount, {})).toBe(1);
  const colleague = await signIn(t, business.tenantId, "viewer");
  expect(await colleague.query(feed.unreadCount, {})).toBe(2);
});
