import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { QueryCtx } from "../../../convex/_generated/server";
import { takeOwnKey } from "../../../convex/assistant/ownKeyModel";
import { messageEvent } from "../../support/deliveries";
import {
  FIELD_KEY,
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
  readBooks,
  TEST_ENV,
} from "../../support/product";
import { fakeVendors, modelAnswer, type Vendors } from "../../support/vendors";

const SERVICE_KEY = TEST_ENV.GEMINI_API_KEY;
const DAY_MS = 24 * 3_600_000;

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
const runs = () => t.run((ctx) => ctx.db.query("assistantRuns").collect());

async function withKey(): Promise<void> {
  await setKey(owner);
  await drain(t);
}

describe("D11 a business with a key of its own", () => {
  test("is answered with it, in the test chat too, pays its credit, and its run says so", async () => {
    const keys = watchKeys();
    await withKey();
    keys.length = 0;
    await say();
    await owner.mutation(api.assistant.testChat.ask, { text: "And Sunday?" });
    await drain(t);
    expect(keys).toEqual([GOOD_KEY, GOOD_KEY]);
    expect(vendors.sends).toHaveLength(1);
    expect(await runs()).toMatchObject([{ outcome: "answered", ownKey: true }]);
    expect((await readBooks(t, business.tenantId)).balance).toBe(99);
    await say(other);
    expect(keys).toEqual([GOOD_KEY, GOOD_KEY, SERVICE_KEY]);
    expect((await runs()).at(-1)?.ownKey).toBeUndefined();
  });

  test("whose key is refused gets people, one notice, and never the service's key", async () => {
    let isRefused = false;
    const keys = watchKeys((key) =>
      isRefused && key === GOOD_KEY ? invalidKey() : modelAnswer("Open."),
    );
    await withKey();
    isRefused = true;
    keys.length = 0;
    await say(business, "27831119944@c.us");
    await say(business, "27831119945@c.us");
    expect(keys).toEqual([GOOD_KEY, GOOD_KEY]);
    expect(vendors.sends).toEqual([]);
    expect(await handoffs()).toEqual([
      { isMine: true, reason: "model_failed" },
      { isMine: true, reason: "model_failed" },
    ]);
    expect(await notices()).toEqual([
      { tenantId: business.tenantId, detail: "refused" },
    ]);
    expect((await view())?.verdict).toBe("refused");
    expect((await readBooks(t, business.tenantId)).balance).toBe(100);
  });

  test("is answered again by itself once its key is accepted", async () => {
    let isRefused = true;
    watchKeys(() => (isRefused ? invalidKey() : modelAnswer("Open.")));
    await withKey();
    expect((await view())?.verdict).toBe("refused");
    isRefused = false;
    await say();
    expect(vendors.sends).toHaveLength(1);
    expect((await view())?.verdict).toBe("working");
  });

  test("that replaces its key while the old one is being refused keeps the new one clean", async () => {
    let isReplaced = false;
    watchKeys(async (key) => {
      if (key === GOOD_KEY) return modelAnswer("Open.");
      if (!isReplaced) return modelAnswer("OK");
      await setKey(owner);
      return invalidKey();
    });
    await setKey(owner, "an-earlier-key-of-mine");
    await drain(t);
    isReplaced = true;
    await say();
    expect((await view())?.verdict).toBe("working");
    expect(await notices()).toEqual([]);
  });

  test("without one costs no read: its own row says that it has none", async () => {
    const tenant = await t.run((ctx) => ctx.db.get(other.tenantId));
    if (tenant === null) throw new Error("There is no business.");
    const untouchable = new Proxy(
      {},
      {
        get: (_target, name) => {
          throw new Error(`ctx.${String(name)} was used.`);
        },
      },
    ) as QueryCtx;
    expect(await takeOwnKey(untouchable, tenant)).toBeNull();
    await withKey();
    const mine = await t.run((ctx) => ctx.db.get(business.tenantId));
    if (mine === null) throw new Error("There is no business.");
    await expect(takeOwnKey(untouchable, mine)).rejects.toThrow("ctx.db");
  });

  test("reads and writes its key's row only when there is news", async () => {
    watchKeys();
    await withKey();
    await say();
    const before = await storedKey(t, business.tenantId);
    await say();
    expect(await storedKey(t, business.tenantId)).toEqual(before);
  });
});

test("H10 a key whose field key was taken away is refused, and read again when it is back", async () => {
  const keys = watchKeys();
  await withKey();
  keys.length = 0;
  vi.stubEnv("FIELD_KEYS", FIELD_KEY.next);
  await say(business, "27831119944@c.us");
  expect(keys).toEqual([]);
  expect((await view())?.verdict).toBe("unreadable");
  expect(await notices()).toEqual([
    { tenantId: business.tenantId, detail: "unreadable" },
  ]);
  await owner.mutation(api.assistant.ownKey.check, {});
  await drain(t);
  expect(keys).toEqual([]);
  vi.stubEnv("FIELD_KEYS", `${FIELD_KEY.next},${FIELD_KEY.test}`);
  await say(business, "27831119945@c.us");
  expect(keys).toEqual([GOOD_KEY]);
  expect((await view())?.verdict).toBe("working");
});

test("G3 a purged business leaves no key and names none", async () => {
  watchKeys();
  await withKey();
  await owner.mutation(api.erasure.business.request, {
    name: "Harbour Bakery",
  });
  await drain(t);
  vi.setSystemTime(Date.now() + 31 * DAY_MS);
  await t.mutation(internal.erasure.purging.purgeDue, {});
  await drain(t);
  expect(await storedKey(t, business.tenantId)).toBeNull();
  const tenant = await t.run((ctx) => ctx.db.get(business.tenantId));
  expect(tenant?.name).toBe("");
  expect(tenant?.ownModelKeyId).toBeUndefined();
});
