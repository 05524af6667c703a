import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { errorCode, errorReason } from "../../../lib/error-code";
import { signInAs } from "../../support/claims";
import { type Backend, createBackend, readBooks } from "../../support/product";

let t: Backend;

beforeEach(() => {
  t = createBackend();
});

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

const tenants = () => t.run((ctx) => ctx.db.query("tenants").collect());

describe("C16 founding a business", () => {
  test("makes its founder the owner, works in it at once and starts with credits", async () => {
    const ana = signInAs(t, "ana", { name: "Ana" });
    const made = await ana.mutation(api.tenants.found.create, {
      name: "  Ana's Shop ",
      timeZone: "Africa/Johannesburg",
    });
    expect(made).toEqual({ credits: 100 });
    const current = await ana.query(api.tenants.settings.current, {});
    expect(current).toMatchObject({
      name: "Ana's Shop",
      role: "owner",
      timeZone: "Africa/Johannesburg",
      onboardedAt: null,
    });
    expect(await readBooks(t, current.id)).toEqual({
      balance: 100,
      reserved: 0,
      kinds: ["grant"],
    });
    const actions = await t.run(async (ctx) =>
      (await ctx.db.query("auditEvents").collect()).map((row) => row.action),
    );
    expect(actions).toEqual(["tenant.created"]);
  });

  test("the first credits are given once per person", async () => {
    const ana = signInAs(t, "ana");
    await ana.mutation(api.tenants.found.create, { name: "One" });
    const second = await ana.mutation(api.tenants.found.create, {
      name: "Two",
    });
    expect(second).toEqual({ credits: 0 });
  });

  test("nor does a new account with the same address earn them again", async () => {
    const create = api.tenants.found.create;
    const email = "ana@example.com";
    await signInAs(t, "ana", { email }).mutation(create, { name: "One" });
    const again = signInAs(t, "ana2", { email: "Ana@Example.com" });
    expect(await again.mutation(create, { name: "Two" })).toEqual({
      credits: 0,
    });
  });

  test("the operator decides how many they are, and none are none", async () => {
    vi.stubEnv("SIGNUP_CREDITS", "0");
    const ana = signInAs(t, "ana");
    const made = await ana.mutation(api.tenants.found.create, { name: "One" });
    expect(made).toEqual({ credits: 0 });
    vi.unstubAllEnvs();
  });

  test("an address that nobody verified founds nothing", async () => {
    const eve = signInAs(t, "eve", { emailVerified: false });
    const error = await failure(
      eve.mutation(api.tenants.found.create, { name: "Eve" }),
    );
    expect(errorCode(error)).toBe("FORBIDDEN");
    expect(errorReason(error)).toBe("no_verified_email");
    expect(await tenants()).toEqual([]);
  });

  test("one name is founded once, even when the button is pressed twice", async () => {
    const ana = signInAs(t, "ana");
    const create = api.tenants.found.create;
    const results = await Promise.all([
      failure(ana.mutation(create, { name: "Shop" })),
      failure(ana.mutation(create, { name: "shop " })),
    ]);
    expect(results.map(errorCode).sort()).toEqual(["DUPLICATE", null].sort());
    expect(await tenants()).toHaveLength(1);
  });

  test("one person owns three businesses and no more", async () => {
    const ana = signInAs(t, "ana");
    for (const name of ["One", "Two", "Three"]) {
      await ana.mutation(api.tenants.found.create, { name });
    }
    const error = await failure(
      ana.mutation(api.tenants.found.create, { name: "Four" }),
    );
    expect([errorCode(error), errorReason(error)]).toEqual([
      "CONFLICT",
      "too_many_businesses",
    ]);
  });

  test.each(["", "   ", "x".repeat(101)])(
    "refuses the name %j",
    async (name) => {
      const ana = signInAs(t, "ana");
      const error = await failure(
        ana.mutation(api.tenants.found.create, { name }),
      );
      expect(errorCode(error)).toBe("VALIDATION_FAILED");
    },
  );
});

test("C16 progress follows what exists, and the end of the first run is remembered once", async () => {
  const ana = signInAs(t, "ana");
  await ana.mutation(api.tenants.found.create, { name: "Shop" });
  const progress = () => ana.query(api.tenants.onboarding.progress, {});
  expect(await progress()).toEqual({
    hasNumber: false,
    isLinked: false,
    linkedSession: null,
    hasProfile: false,
    knowledge: 0,
    hasTried: false,
    onboardedAt: null,
  });
  await ana.mutation(api.assistant.profile.set, { description: "A shop." });
  await ana.mutation(api.assistant.knowledge.add, {
    title: "Hours",
    content: "9 to 5",
  });
  await ana.mutation(api.instances.sessions.create, { label: "Desk" });
  await ana.mutation(api.tenants.onboarding.finish, {});
  const first = await progress();
  expect(first).toMatchObject({
    hasNumber: true,
    isLinked: false,
    hasProfile: true,
    knowledge: 1,
  });
  expect(first.onboardedAt).not.toBeNull();
  await ana.mutation(api.tenants.onboarding.finish, {});
  expect((await progress()).onboardedAt).toBe(first.onboardedAt);
});
