import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { errorCode } from "../../../lib/error-code";
import { messageEvent } from "../../support/deliveries";
import {
  FIELD_KEY,
  GOOD_KEY,
  invalidKey,
  setKey,
  storedKey,
  tablesWith,
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
import { fakeVendors, json, modelAnswer } from "../../support/vendors";

let t: Backend;
let business: Business;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
  return () => vi.useRealTimers();
});

const { ownKey } = api.assistant;
const view = (person = owner) => person.query(ownKey.get, {});
const verdict = async () => (await view()).key?.verdict;
const say = (of = business, text = "When do you open?") =>
  post(t, of, messageEvent(of, { text }));
const events = (action: string) =>
  t.run((ctx) =>
    ctx.db
      .query("auditEvents")
      .withIndex("by_action", (q) => q.eq("action", action))
      .collect(),
  );
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => errorCode(error),
  );

describe("D11 a key that is set", () => {
  test("is tested at once with that key and shown by its last four characters", async () => {
    const keys = watchKeys();
    expect(await view()).toEqual({ isOffered: true, key: null });
    await setKey(owner, `  ${GOOD_KEY}\n`);
    expect((await view()).key).toMatchObject({
      ending: "7Q4x",
      verdict: "untested",
      isChecking: true,
    });
    await drain(t);
    expect(keys).toEqual([GOOD_KEY]);
    expect((await view()).key).toMatchObject({
      verdict: "working",
      verdictAt: Date.parse("2026-06-01T10:00:00Z"),
      isChecking: false,
    });
  });

  test("stands nowhere in clear: in no table, no scheduled job, no audit event and no answer", async () => {
    watchKeys((key) => json({ error: { message: `bad key ${key}` } }, 500));
    await setKey(owner);
    expect(await tablesWith(t, GOOD_KEY)).toEqual([]);
    await say();
    await drain(t);
    await owner.mutation(ownKey.check, {});
    await drain(t);
    expect(await tablesWith(t, GOOD_KEY)).toEqual([]);
    // Neither a part of it, beyond what is shown.
    expect(await tablesWith(t, GOOD_KEY.slice(0, 12))).toEqual([]);
    expect(await tablesWith(t, GOOD_KEY.slice(-5))).toEqual([]);
    expect(await tablesWith(t, btoa(GOOD_KEY).slice(0, 16))).toEqual([]);
    expect(JSON.stringify(await view())).not.toContain(GOOD_KEY.slice(-5));
    const [event] = await events("own_key.set");
    expect(event).toMatchObject({ target: null, reason: null });
    expect(await events("own_key.checked")).toHaveLength(1);
  });

  test("replaces the one before, which is used no more", async () => {
    const keys = watchKeys();
    await setKey(owner, "an-earlier-key-of-mine");
    const before = await storedKey(t, business.tenantId);
    await setKey(owner);
    await drain(t);
    const after = await storedKey(t, business.tenantId);
    expect(after?._id).not.toBe(before?._id);
    await say();
    await drain(t);
    expect(keys).toEqual([GOOD_KEY, GOOD_KEY]);
  });

  test.each([
    ["nothing", ""],
    ["19 characters", "x".repeat(19)],
    ["201 characters", "x".repeat(201)],
    ["a space within", `${"x".repeat(20)} ${"x".repeat(20)}`],
    ["a line break within", `${"x".repeat(20)}\n${"x".repeat(20)}`],
    ["letters no header can carry", "ключ-от-всех-дверей-123"],
  ])("is refused, and not repeated, when it is %s", async (_name, apiKey) => {
    const refused: unknown = await setKey(owner, apiKey).catch(
      (error: unknown) => error,
    );
    expect(errorCode(refused)).toBe("VALIDATION_FAILED");
    if (apiKey !== "") expect(String(refused)).not.toContain(apiKey);
    expect(await storedKey(t, business.tenantId)).toBeNull();
  });

  test.each([
    ["there are no field keys", ""],
    ["they cannot be read", "k:short"],
  ])(
    "is refused while %s, and everything else goes on",
    async (_name, text) => {
      vi.stubEnv("FIELD_KEYS", text);
      const keys = watchKeys();
      expect(await view()).toEqual({ isOffered: false, key: null });
      expect(await refusal(setKey(owner))).toBe("VALIDATION_FAILED");
      await say();
      await drain(t);
      expect(keys).toEqual([TEST_ENV.GEMINI_API_KEY]);
    },
  );
});

describe("D11 a test call", () => {
  test.each([
    ["refused", invalidKey],
    ["refused", () => json({ error: { message: "no" } }, 403)],
    ["limited", () => json({ error: { message: "quota" } }, 429)],
    ["rejected", () => json({ error: { message: "no model" } }, 404)],
    ["unreachable", () => json({ error: { message: "busy" } }, 503)],
    ["unreachable", () => new Response("<html>", { status: 200 })],
    ["working", () => modelAnswer("OK")],
  ] as const)("ends as %s", async (expected, answer) => {
    watchKeys(answer);
    await setKey(owner);
    await drain(t);
    expect(await verdict()).toBe(expected);
    expect((await view()).key?.isChecking).toBe(false);
  });

  test("is one at a time, needs a key, and is not made for a suspended business", async () => {
    watchKeys();
    const check = () => refusal(owner.mutation(ownKey.check, {}));
    expect(await check()).toBe("NOT_FOUND");
    await setKey(owner);
    expect(await check()).toBe("CONFLICT");
    await drain(t);
    expect(await check()).toBe("ok");
    await drain(t);
    await t.run((ctx) =>
      ctx.db.patch(business.tenantId, { status: "suspended" }),
    );
    expect(await check()).toBe("SENDING_DISABLED");
  });

  test("of a key that was replaced meanwhile says nothing of the new one", async () => {
    const keys = watchKeys((key) =>
      key === GOOD_KEY ? modelAnswer("OK") : invalidKey(),
    );
    await setKey(owner, "an-earlier-key-of-mine");
    await setKey(owner);
    await drain(t);
    expect(keys).toEqual([GOOD_KEY]);
    expect(await verdict()).toBe("working");
  });

  test("that reports late, or twice, changes nothing", async () => {
    watchKeys(invalidKey);
    await setKey(owner);
    const keyId = (await storedKey(t, business.tenantId))?._id;
    if (keyId === undefined) throw new Error("There is no key.");
    const startedAt = Date.now();
    const finish = (outcome: string, at: number) =>
      t.mutation(internal.assistant.ownKeyCheck.finish, {
        ...{ keyId, startedAt: at, outcome },
      });
    await finish("ok", startedAt - 1);
    expect((await view()).key).toMatchObject({
      verdict: "untested",
      isChecking: true,
    });
    await drain(t);
    expect(await verdict()).toBe("refused");
    await finish("ok", startedAt);
    expect(await verdict()).toBe("refused");
  });

  test("whose action never reports is ended as unreachable", async () => {
    watchKeys();
    await setKey(owner);
    await t.run(async (ctx) => {
      const jobs = await ctx.db.system.query("_scheduled_functions").collect();
      const run = jobs.find(({ name }) => name.includes("ownKeyCheck:run"));
      if (run !== undefined) await ctx.scheduler.cancel(run._id);
    });
    await drain(t);
    expect((await view()).key).toMatchObject({
      verdict: "unreachable",
      isChecking: false,
    });
  });
});

describe("D11 a key that is removed", () => {
  test("leaves nothing, and the service's is used again", async () => {
    const keys = watchKeys();
    await setKey(owner);
    await drain(t);
    await owner.mutation(ownKey.remove, {});
    await owner.mutation(ownKey.remove, {});
    expect(await view()).toEqual({ isOffered: true, key: null });
    expect(await storedKey(t, business.tenantId)).toBeNull();
    expect(await events("own_key.removed")).toHaveLength(1);
    await say();
    await drain(t);
    expect(keys).toEqual([GOOD_KEY, TEST_ENV.GEMINI_API_KEY]);
  });

  test("can be removed while the service has lost its field keys", async () => {
    watchKeys();
    await setKey(owner);
    await drain(t);
    vi.stubEnv("FIELD_KEYS", "");
    expect(await view()).toMatchObject({
      isOffered: false,
      key: { verdict: "unreadable", ending: "7Q4x" },
    });
    await owner.mutation(ownKey.remove, {});
    expect(await storedKey(t, business.tenantId)).toBeNull();
  });
});

test("D11 another business does not see it, and answers with its own", async () => {
  const keys = watchKeys();
  const other = await createBusiness(t, { name: "Other" });
  const stranger = await signIn(t, other.tenantId, "owner");
  await setKey(owner);
  await setKey(stranger, "a-key-of-the-other-one");
  await drain(t);
  keys.length = 0;
  await say(business);
  await drain(t);
  await say(other);
  await drain(t);
  expect(keys).toEqual([GOOD_KEY, "a-key-of-the-other-one"]);
  expect((await view(stranger)).key?.ending).toBe("-one");
  await stranger.mutation(ownKey.remove, {});
  expect((await view()).key?.ending).toBe("7Q4x");
});

test("the key that the tests use is the one of the environment", () => {
  expect(TEST_ENV.FIELD_KEYS).toBe(FIELD_KEY.test);
});
