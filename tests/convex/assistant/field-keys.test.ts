import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { errorCode } from "../../../lib/error-code";
import { keyIdOf } from "../../../lib/crypto/field-cipher";
import { messageEvent } from "../../support/deliveries";
import { FIELD_KEY, setKey, watchKeys } from "../../support/own-key";
import { signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

const KEYS = [0, 1, 2, 3, 4].map((n) => `a-key-of-business-no-${String(n)}`);

let t: Backend;
let businesses: Business[];
let used: string[];

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  fakeVendors();
  used = watchKeys();
  businesses = [];
  for (const key of KEYS) {
    const business = await createBusiness(t, { name: key });
    await setKey(await signIn(t, business.tenantId, "owner"), key);
    businesses.push(business);
  }
  await drain(t);
  used.length = 0;
  return () => vi.useRealTimers();
});

const rotate = (numItems: number, cursor: string | null = null) =>
  t.mutation(internal.assistant.fieldKeys.rotate, {
    paginationOpts: { numItems, cursor },
  });

const keyIds = () =>
  t.run(async (ctx) => {
    const rows = await ctx.db.query("ownModelKeys").collect();
    return rows.map(({ envelope }) => keyIdOf(envelope));
  });

let customer = 0;

/** The keys that answers to a new customer of each business were asked for with. */
async function answered(): Promise<string[]> {
  used.length = 0;
  for (const business of businesses) {
    customer += 1;
    const from = `27831100${String(100 + customer)}@c.us`;
    await post(t, business, messageEvent(business, { text: "Open?", from }));
    await drain(t);
  }
  return [...used];
}

describe("H10 a rotation", () => {
  test("of nothing changes nothing", async () => {
    expect(await rotate(100)).toMatchObject({ moved: 0, kept: 5, failed: [] });
    const events = await t.run((ctx) =>
      ctx.db
        .query("auditEvents")
        .withIndex("by_action", (q) => q.eq("action", "field_keys.rotated"))
        .collect(),
    );
    expect(events).toEqual([]);
  });

  test("that is cut off in the middle loses none, reads all, and ends when begun again", async () => {
    vi.stubEnv("FIELD_KEYS", `${FIELD_KEY.next},${FIELD_KEY.test}`);
    expect(await answered()).toEqual(KEYS);
    const first = await rotate(2);
    expect(first).toMatchObject({
      currentId: "next",
      moved: 2,
      kept: 0,
      failed: [],
      isDone: false,
    });
    expect(await keyIds()).toEqual(["next", "next", "test", "test", "test"]);
    expect(await answered()).toEqual(KEYS);
    // Its cursor is lost with it.
    const again = await rotate(2);
    expect(again).toMatchObject({ moved: 0, kept: 2, isDone: false });
    const second = await rotate(2, again.continueCursor);
    expect(second).toMatchObject({ moved: 2, isDone: false });
    const third = await rotate(2, second.continueCursor);
    expect(third).toMatchObject({ moved: 1, isDone: true });
    expect(new Set(await keyIds())).toEqual(new Set(["next"]));
    vi.stubEnv("FIELD_KEYS", FIELD_KEY.next);
    expect(await answered()).toEqual(KEYS);
  });

  test("ends the old key: what still is under it is refused, and what moved is not read with it", async () => {
    vi.stubEnv("FIELD_KEYS", `${FIELD_KEY.next},${FIELD_KEY.test}`);
    await rotate(3);
    vi.stubEnv("FIELD_KEYS", FIELD_KEY.next);
    expect(await answered()).toEqual(KEYS.slice(0, 3));
    const last = businesses.at(-1);
    if (last === undefined) throw new Error("None.");
    const owner = await signIn(t, last.tenantId, "owner");
    expect((await owner.query(api.assistant.ownKey.get, {})).key).toMatchObject(
      { verdict: "unreadable" },
    );
    vi.stubEnv("FIELD_KEYS", FIELD_KEY.test);
    expect(await answered()).toEqual(KEYS.slice(3));
  });

  test("names what it cannot read, leaves it as it is, and goes on", async () => {
    const before = await t.run(async (ctx) => {
      const [first, second] = await ctx.db.query("ownModelKeys").collect();
      if (first === undefined || second === undefined) throw new Error("None.");
      await ctx.db.patch(first._id, { envelope: second.envelope });
      return second.envelope;
    });
    vi.stubEnv("FIELD_KEYS", `${FIELD_KEY.next},${FIELD_KEY.test}`);
    expect(await rotate(100)).toMatchObject({
      moved: 4,
      kept: 0,
      failed: [{ tenantId: businesses[0]?.tenantId, reason: "tampered" }],
    });
    const rows = await t.run((ctx) => ctx.db.query("ownModelKeys").collect());
    expect(rows[0]?.envelope).toBe(before);
    vi.stubEnv(
      "FIELD_KEYS",
      "other:ISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0A",
    );
    const lost = await rotate(100);
    expect(lost).toMatchObject({ moved: 0, kept: 0 });
    expect(lost.failed.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 5 }, () => "unknown_key"),
    );
    expect(
      await t.run((ctx) => ctx.db.query("ownModelKeys").collect()),
    ).toEqual(rows);
  });

  test("is written down with its key's id and how many, and no key", async () => {
    vi.stubEnv("FIELD_KEYS", `${FIELD_KEY.next},${FIELD_KEY.test}`);
    await rotate(100);
    const events = await t.run((ctx) =>
      ctx.db
        .query("auditEvents")
        .withIndex("by_action", (q) => q.eq("action", "field_keys.rotated"))
        .collect(),
    );
    expect(events).toMatchObject([
      { tenantId: null, target: "next", reason: "5 values" },
    ]);
  });

  test.each([
    ["", "FIELD_KEYS: It is not set."],
    ["k:short", "FIELD_KEYS: Entry 1, k: the key is not 32 bytes"],
  ])("is refused with FIELD_KEYS=%j, in a sentence", async (text, sentence) => {
    vi.stubEnv("FIELD_KEYS", text);
    const refused: unknown = await rotate(100).catch((error: unknown) => error);
    expect(errorCode(refused)).toBe("VALIDATION_FAILED");
    expect(String(refused)).toContain(sentence);
    expect(new Set(await keyIds())).toEqual(new Set(["test"]));
  });
});

test("H10 the state of the keys names ids and counts, never a key", async () => {
  vi.stubEnv("FIELD_KEYS", `${FIELD_KEY.next},${FIELD_KEY.test}`);
  await rotate(2);
  const ring = await t.query(internal.assistant.fieldKeys.ring, {});
  expect(ring).toEqual({ state: "on", problem: null, ids: ["next", "test"] });
  const { page } = await t.query(internal.assistant.fieldKeys.used, {
    paginationOpts: { numItems: 100, cursor: null },
  });
  expect(page).toEqual(["next", "next", "test", "test", "test"]);
  vi.stubEnv("FIELD_KEYS", "");
  expect(await t.query(internal.assistant.fieldKeys.ring, {})).toEqual({
    state: "off",
    problem: null,
    ids: [],
  });
});
