import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { ALWAYS_ACTIVE } from "../../../lib/assistant/activation";
import { LIMITS } from "../../../lib/assistant/limits";
import { errorCode } from "../../../lib/error-code";
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
import {
  fakeVendors,
  json,
  modelAnswer,
  type Vendors,
} from "../../support/vendors";

const MONDAY_10 = Date.parse("2026-06-01T10:00:00Z");

let t: Backend;
let vendors: Vendors;
let business: Business;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers({ now: MONDAY_10 });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  owner = await signIn(t, business.tenantId, "owner");
  return () => vi.useRealTimers();
});

const { testChat } = api.assistant;
const list = (person = owner) => person.query(testChat.list, {});
const ask = (
  text: string,
  extra: Omit<(typeof testChat.ask)["_args"], "text"> = {},
  person = owner,
) => person.mutation(testChat.ask, { text, ...extra });

async function tried(...asked: Parameters<typeof ask>) {
  await ask(...asked);
  await drain(t);
  const turn = (await list(asked[2])).at(-1);
  if (turn === undefined) throw new Error("Nothing was asked.");
  return turn;
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "ok",
    (error: unknown) => errorCode(error),
  );

describe("C16 a dry run", () => {
  test("asks the real model, shows how the answer came about, and sends nothing", async () => {
    const before = await readBooks(t, business.tenantId);
    const turn = await tried("When do you open? I am thandi@example.com");
    expect(turn).toMatchObject({
      status: "done",
      decision: { kind: "answer" },
      outcome: { kind: "answer", text: "We are open until six." },
      credits: 1,
      run: {
        model: "gemini-2.5-flash",
        passages: ["Opening hours"],
        redactions: { email: 1 },
        promptTokens: 100,
        calls: [{ outcome: "ok" }],
      },
    });
    expect(turn.run?.promptParts.map(({ name }) => name)).toContain(
      "knowledge",
    );
    expect(turn.run?.costMicros).toBeGreaterThan(0);
    expect(vendors.prompts).toHaveLength(1);
    expect(vendors.prompts[0]).not.toContain("thandi@example.com");
    expect(vendors.sends).toEqual([]);
    expect(vendors.otherCalls).toEqual([]);
    expect(await readBooks(t, business.tenantId)).toEqual(before);
    for (const table of [
      "messages",
      "conversations",
      "reservations",
      "turns",
      "assistantRuns",
    ] as const) {
      expect(await t.run((ctx) => ctx.db.query(table).collect())).toEqual([]);
    }
  });

  test("builds the very prompt a customer's message gets", async () => {
    await tried("When do you open?");
    await post(
      t,
      business,
      messageEvent(business, { text: "When do you open?" }),
    );
    await drain(t);
    const withoutCanary = (body: string | undefined) =>
      body?.replace(/Internal marker, secret: [0-9a-f-]+/, "");
    expect(vendors.prompts).toHaveLength(2);
    expect(withoutCanary(vendors.prompts[0])).toBe(
      withoutCanary(vendors.prompts[1]),
    );
  });

  test("is pending until the model answered, and one at a time", async () => {
    await ask("One?");
    expect(await list()).toMatchObject([{ status: "pending", outcome: null }]);
    expect(await refusal(ask("Two?"))).toBe("CONFLICT");
    await drain(t);
    expect(await list()).toMatchObject([{ status: "done" }]);
    expect(await refusal(ask("Two?"))).toBe("ok");
  });

  test("remembers what was said before, per member, until it is cleared", async () => {
    const agent = await signIn(t, business.tenantId, "agent");
    await tried("I want a cake");
    await tried("For ten people");
    expect(vendors.prompts[1]).toContain("I want a cake");
    expect(vendors.prompts[1]).toContain("We are open until six.");
    await tried("Hello", {}, agent);
    expect(vendors.prompts[2]).not.toContain("I want a cake");
    await owner.mutation(testChat.clear, {});
    expect(await list()).toEqual([]);
    expect(await list(agent)).toHaveLength(1);
  });

  test("keeps the newest 50", async () => {
    for (let index = 0; index < LIMITS.testHistory + 2; index += 1) {
      await tried(`Question ${String(index)}`);
    }
    const turns = await list();
    expect(turns).toHaveLength(LIMITS.testHistory);
    expect(turns[0]?.question).toBe("Question 2");
  });

  test("an answer that may not leave, and one the model does not have, call a person with their text", async () => {
    await owner.mutation(api.assistant.profile.set, {
      fallbackText: "A colleague comes.",
    });
    vendors.onPrompt = () => modelAnswer("See https://evil.example/pay");
    expect(await tried("Pay?")).toMatchObject({
      outcome: {
        kind: "handoff",
        reason: "answer_refused",
        detail: "link_not_allowed",
      },
      texts: [{ kind: "fallback", text: "A colleague comes." }],
      credits: 1,
    });
    vendors.onPrompt = () => modelAnswer("[[HANDOFF: refund]]");
    expect(await tried("Refund?")).toMatchObject({
      outcome: { kind: "handoff", reason: "model_asked", detail: "refund" },
    });
    vendors.onPrompt = () => json({ error: { message: "bad" } }, 400);
    expect(await tried("Hm?")).toMatchObject({
      outcome: { kind: "handoff", reason: "model_failed" },
      run: { costMicros: 0 },
    });
  });

  test("asking for a person and STOP need no model", async () => {
    expect(await tried("agent please")).toMatchObject({
      status: "done",
      decision: { kind: "handoff", reason: "customer_asked" },
    });
    expect(await tried("STOP")).toMatchObject({
      decision: { kind: "consent", command: "stop" },
      credits: 0,
    });
    expect(vendors.prompts).toEqual([]);
  });

  test("says when the rules would have kept silent, and still shows the answer", async () => {
    await owner.mutation(api.assistant.profile.set, {
      awayText: "We are closed.",
      activation: {
        ...ALWAYS_ACTIVE,
        when: "inside_hours",
        week: [{ day: 0, fromMinute: 540, toMinute: 1_020 }],
      },
    });
    expect(await tried("Now?")).toMatchObject({ decision: { kind: "answer" } });
    const atNight = { at: MONDAY_10 + 10 * 3_600_000 };
    expect(await tried("At night?", atNight)).toMatchObject({
      decision: { kind: "silent", reason: "outside_activation" },
      inactiveReason: "outside_hours",
      outcome: { kind: "answer" },
      texts: [{ kind: "away", text: "We are closed." }],
      credits: 1,
    });
    expect(await tried("Again?", atNight)).toMatchObject({
      texts: [],
      credits: 0,
    });
    await owner.mutation(api.tenants.settings.update, { aiEnabled: false });
    expect(await tried("Off?")).toMatchObject({
      decision: { kind: "silent", reason: "ai_off" },
      outcome: { kind: "answer" },
      credits: 0,
    });
  });

  test("greets first where there is a welcome, as a new or a known contact", async () => {
    await owner.mutation(api.assistant.profile.set, {
      welcomeText: "Welcome, {{contact.name|friend}}!",
      activation: { ...ALWAYS_ACTIVE, who: "new_contacts" },
    });
    expect(await tried("Hi")).toMatchObject({
      texts: [{ kind: "welcome", text: "Welcome, friend!" }],
      credits: 2,
    });
    expect(await tried("Hi", { asNewContact: false })).toMatchObject({
      decision: { kind: "silent", reason: "outside_activation" },
      inactiveReason: "known_contact",
    });
  });
});

describe("the limits of dry runs", () => {
  test("they count in the AI budget, which stops them too", async () => {
    const turn = await tried("One?");
    const usage = await owner.query(api.assistant.usage.recent, {});
    expect(usage.days).toMatchObject([
      { day: "2026-06-01", runs: 1, costMicros: turn.run?.costMicros },
    ]);
    await owner.mutation(api.tenants.settings.update, {
      dailyAiBudgetMicros: turn.run?.costMicros ?? 0,
    });
    vendors.prompts.length = 0;
    expect(await tried("Two?")).toMatchObject({
      status: "budget_reached",
      outcome: null,
    });
    expect(vendors.prompts).toEqual([]);
  });

  test("there are 200 a day for the whole business", async () => {
    await t.run((ctx) =>
      ctx.db.insert("testDays", {
        tenantId: business.tenantId,
        day: "2026-06-01",
        asked: LIMITS.testsPerDay - 1,
      }),
    );
    await tried("The last one");
    expect(await refusal(ask("One more"))).toBe("RATE_LIMITED");
    vi.setSystemTime(MONDAY_10 + 24 * 3_600_000);
    expect(await refusal(ask("Tomorrow"))).toBe("ok");
  });

  test.each([
    ["nothing", { text: "  " }],
    ["too much", { text: "x".repeat(LIMITS.testMessage + 1) }],
    ["a time far away", { text: "Hi", at: 0 }],
    ["a time that is none", { text: "Hi", at: Number.NaN }],
  ])("%s is refused", async (_name, args) => {
    expect(await refusal(owner.mutation(testChat.ask, args))).toBe(
      "VALIDATION_FAILED",
    );
    expect(await list()).toEqual([]);
  });

  test("a suspended business has none", async () => {
    await t.run((ctx) =>
      ctx.db.patch(business.tenantId, { status: "suspended" }),
    );
    expect(await refusal(ask("Hi"))).toBe("SENDING_DISABLED");
  });

  test("one whose action never reports is given up", async () => {
    await ask("Hi");
    await t.run(async (ctx) => {
      const jobs = await ctx.db.system.query("_scheduled_functions").collect();
      for (const job of jobs) {
        if (job.name.includes("generate")) await ctx.scheduler.cancel(job._id);
      }
    });
    await drain(t);
    expect(await list()).toMatchObject([{ status: "failed" }]);
    expect(await refusal(ask("Again"))).toBe("ok");
  });
});
