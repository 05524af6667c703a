import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { messageEvent } from "../../support/deliveries";
import {
  GOOD_KEY,
  invalidKey,
  setKey,
  storedKey,
  watchKeys,
} from "../../support/own-key";
import { type Person, signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  TEST_ENV,
} from "../../support/product";
import {
  fakeVendors,
  json,
  modelAnswer,
  type Vendors,
} from "../../support/vendors";

const SERVICE_KEY = TEST_ENV.GEMINI_API_KEY;

let t: Backend;
let vendors: Vendors;
let business: Business;
let other: Business;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  other = await createBusiness(t, { name: "Other" });
  owner = await signIn(t, business.tenantId, "owner");
  return () => vi.useRealTimers();
});

const view = async () => (await owner.query(api.assistant.ownKey.get, {})).key;

/** One customer writes, and everything that follows is done. */
async function say(of = business, from?: string): Promise<void> {
  const text = "When do you open?";
  await post(
    t,
    of,
    messageEvent(of, from === undefined ? { text } : { text, from }),
  );
  await drain(t);
}

const handoffs = () =>
  t.run(async (ctx) => {
    const rows = await ctx.db.query("conversations").collect();
    return rows.map(({ tenantId, handoff }) => ({
      isMine: tenantId === business.tenantId,
      reason: handoff?.reason ?? null,
    }));
  });
const notices = () =>
  t.run(async (ctx) => {
    const rows = await ctx.db.query("notifications").collect();
    return rows
      .filter(({ kind }) => kind === "own_key_failed")
      .map(({ tenantId, detail }) => ({ tenantId, detail }));
  });
const breakers = () =>
  t.run(async (ctx) => {
    const rows = await ctx.db.query("breakers").collect();
    return rows.filter(({ service }) => service.startsWith("model:"));
  });

async function withKey(): Promise<void> {
  await setKey(owner);
  await drain(t);
}

describe("D5 the breakers", () => {
  test.each([
    ["is refused", invalidKey],
    ["has used up its allowance", () => json({ error: {} }, 429)],
    ["meets a broken service", () => json({ error: {} }, 503)],
  ])(
    "of the service stay closed when one business's key %s, and others are answered",
    async (_name, failure) => {
      const keys = watchKeys((key) =>
        key === GOOD_KEY ? failure() : modelAnswer("We are open."),
      );
      await withKey();
      for (let person = 10; person < 18; person += 1) {
        await say(business, `278311199${String(person)}@c.us`);
      }
      expect(keys.filter((key) => key === GOOD_KEY).length).toBeGreaterThan(5);
      expect(await breakers()).toEqual([]);
      await say(other);
      expect(vendors.sends.map(({ text }) => text)).toEqual(["We are open."]);
    },
  );

  test("of a key pause that key alone, and close when it answers again", async () => {
    let isDown = true;
    const keys = watchKeys((key) =>
      isDown && key === GOOD_KEY
        ? json({ error: {} }, 503)
        : modelAnswer("Open."),
    );
    await withKey();
    for (let person = 10; person < 14; person += 1) {
      await say(business, `278311199${String(person)}@c.us`);
    }
    const row = await storedKey(t, business.tenantId);
    expect(row?.breakers.map(({ model }) => model)).toEqual([
      "gemini-2.5-flash",
      "gemini-2.5-flash-lite",
    ]);
    expect(row?.breakers.every(({ openUntil }) => openUntil !== null)).toBe(
      true,
    );
    const asked = keys.length;
    await say(business, "27831119920@c.us");
    expect(keys.length).toBe(asked);
    isDown = false;
    vi.setSystemTime(Date.now() + 3_600_000);
    await say(business, "27831119921@c.us");
    expect(vendors.sends).toHaveLength(1);
    expect((await storedKey(t, business.tenantId))?.breakers).toMatchObject([
      { model: "gemini-2.5-flash-lite" },
    ]);
  });

  test("of the service do not stop a business with its own key", async () => {
    const keys = watchKeys((key) =>
      key === SERVICE_KEY ? json({ error: {} }, 429) : modelAnswer("Open."),
    );
    for (let person = 10; person < 14; person += 1) {
      await say(other, `278311199${String(person)}@c.us`);
    }
    expect(
      (await breakers()).every(({ openUntil }) => openUntil !== null),
    ).toBe(true);
    await withKey();
    keys.length = 0;
    await say();
    expect(keys).toEqual([GOOD_KEY]);
    expect(vendors.sends).toHaveLength(1);
    expect(await breakers()).toHaveLength(2);
  });
});

describe("D11 a key that is not the business's own", () => {
  test("does not open when its ciphertext is copied into another business's row", async () => {
    const keys = watchKeys();
    await withKey();
    await setKey(
      await signIn(t, other.tenantId, "owner"),
      "the-key-of-the-other-1",
    );
    await drain(t);
    keys.length = 0;
    const stolen = await storedKey(t, business.tenantId);
    const target = await storedKey(t, other.tenantId);
    await t.run(async (ctx) => {
      if (stolen === null || target === null) throw new Error("Not set.");
      await ctx.db.patch(target._id, { envelope: stolen.envelope });
    });
    await say(other);
    expect(keys).toEqual([]);
    expect(await notices()).toEqual([
      { tenantId: other.tenantId, detail: "unreadable" },
    ]);
    expect(await handoffs()).toEqual([
      { isMine: false, reason: "model_failed" },
    ]);
    await say(business);
    expect(keys).toEqual([GOOD_KEY]);
  });

  test("is not used, nor marked, when a business's row names it", async () => {
    const keys = watchKeys();
    await withKey();
    keys.length = 0;
    const before = await storedKey(t, business.tenantId);
    await t.run(async (ctx) => {
      if (before === null) throw new Error("Not set.");
      await ctx.db.patch(other.tenantId, { ownModelKeyId: before._id });
    });
    await say(other);
    expect(keys).toEqual([]);
    expect(await handoffs()).toEqual([
      { isMine: false, reason: "model_failed" },
    ]);
    const stranger = await signIn(t, other.tenantId, "owner");
    expect((await stranger.query(api.assistant.ownKey.get, {})).key).toBeNull();
    await stranger.mutation(api.assistant.ownKey.remove, {});
    expect(await storedKey(t, business.tenantId)).toEqual(before);
    expect(await notices()).toEqual([]);
  });

  test.each([
    [
      "was changed",
      (text: string) => text.replace(/.$/, (c) => (c === "A" ? "B" : "A")),
    ],
    ["is no envelope", () => GOOD_KEY],
  ])("that %s in the database is not used", async (_name, change) => {
    const keys = watchKeys();
    await withKey();
    keys.length = 0;
    await t.run(async (ctx) => {
      const row = await ctx.db.query("ownModelKeys").first();
      if (row === null) throw new Error("Not set.");
      await ctx.db.patch(row._id, { envelope: change(row.envelope) });
    });
    await say();
    expect(keys).toEqual([]);
    expect((await view())?.verdict).toBe("unreadable");
  });

  test("and one whose row is gone is not exchanged for the service's", async () => {
    const keys = watchKeys();
    await withKey();
    keys.length = 0;
    await t.run(async (ctx) => {
      const row = await ctx.db.query("ownModelKeys").first();
      if (row !== null) await ctx.db.delete(row._id);
    });
    await say();
    expect(keys).toEqual([]);
    expect(vendors.sends).toEqual([]);
    await owner.mutation(api.assistant.ownKey.remove, {});
    await say(business, "27831119945@c.us");
    expect(keys).toEqual([SERVICE_KEY]);
  });
});
