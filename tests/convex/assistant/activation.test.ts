import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import {
  ALWAYS_ACTIVE,
  type Activation,
} from "../../../lib/assistant/activation";
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
import { fakeVendors, modelAnswer, type Vendors } from "../../support/vendors";

const MONDAY_10 = Date.parse("2026-06-01T10:00:00Z");
const HOUR = 3_600_000;

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

async function teach(
  changes: Omit<Parameters<typeof set>[0], "activation"> & {
    activation?: Partial<Activation>;
  },
): Promise<void> {
  const { activation, ...rest } = changes;
  await set({
    ...rest,
    ...(activation && { activation: { ...ALWAYS_ACTIVE, ...activation } }),
  });
}

const set = (changes: (typeof api.assistant.profile.set)["_args"]) =>
  owner.mutation(api.assistant.profile.set, changes);

async function say(text: string, from?: string): Promise<string[]> {
  vendors.sends.length = 0;
  await post(
    t,
    business,
    messageEvent(business, from === undefined ? { text } : { text, from }),
  );
  await drain(t);
  return vendors.sends.map((sent) => sent.text);
}

const ANSWER = "We are open until six.";
const week = [{ day: 0, fromMinute: 540, toMinute: 1_020 }];

describe("C13 activation", () => {
  test("inside business hours it answers; outside it neither asks the model nor holds credits", async () => {
    await teach({ activation: { when: "inside_hours", week } });
    expect(await say("Hello?")).toEqual([ANSWER]);
    const before = await readBooks(t, business.tenantId);
    vendors.prompts.length = 0;
    vi.setSystemTime(MONDAY_10 + 10 * HOUR);
    expect(await say("Still there?")).toEqual([]);
    expect(vendors.prompts).toEqual([]);
    expect(await readBooks(t, business.tenantId)).toEqual(before);
  });

  test("the hours are those of the business's time zone", async () => {
    await owner.mutation(api.tenants.settings.update, {
      timeZone: "Pacific/Auckland",
    });
    await teach({ activation: { when: "inside_hours", week } });
    expect(await say("Hello?")).toEqual([]);
    await teach({ activation: { when: "outside_hours", week } });
    expect(await say("Hello?")).toEqual([ANSWER]);
  });

  test("a keyword opens the conversation for a day, and a part of a word does not", async () => {
    await teach({ activation: { who: "keywords", keywords: ["hi"] } });
    expect(await say("What is this?")).toEqual([]);
    expect(await say("Hi! What does a loaf cost?")).toEqual([ANSWER]);
    expect(await say("And the big one?")).toEqual([ANSWER]);
    vi.setSystemTime(Date.now() + 25 * HOUR);
    expect(await say("And on Sunday?")).toEqual([]);
  });

  test("new contacts are answered until their time is up", async () => {
    await teach({ activation: { who: "new_contacts", newContactHours: 2 } });
    expect(await say("Hello?")).toEqual([ANSWER]);
    vi.setSystemTime(Date.now() + 3 * HOUR);
    expect(await say("Hello again?")).toEqual([]);
    expect(await say("Me too", "27839990002@c.us")).toEqual([ANSWER]);
  });

  test("asking for a person is honoured outside of it, and STOP is obeyed", async () => {
    await teach({ activation: { when: "inside_hours", week } });
    vi.setSystemTime(MONDAY_10 + 10 * HOUR);
    await say("I want a human");
    const conversation = await t.run((ctx) =>
      ctx.db.query("conversations").first(),
    );
    expect(conversation?.handoff?.reason).toBe("customer_asked");
    await say("STOP");
    const contact = await t.run((ctx) => ctx.db.query("contacts").first());
    expect(contact?.consent).toBe("opted_out");
  });
});

describe("C13 the away text", () => {
  beforeEach(async () => {
    await teach({
      awayText: "Hi {{contact.name|there}}, {{business.name}} is closed.",
      awayEveryHours: 2,
      activation: { when: "inside_hours", week },
    });
    vi.setSystemTime(MONDAY_10 + 10 * HOUR);
  });

  test("is paid, and sent once per conversation in its hours", async () => {
    expect(await say("Hello?")).toEqual([
      expect.stringMatching(/^Hi .*, Harbour Bakery is closed\.$/),
    ]);
    expect((await readBooks(t, business.tenantId)).kinds).toEqual([
      "grant",
      "reserve",
      "capture",
    ]);
    expect(await say("Hello??")).toEqual([]);
    expect(await say("Me too", "27839990002@c.us")).toHaveLength(1);
    vi.setSystemTime(Date.now() + 2 * HOUR);
    expect(await say("Still?")).toHaveLength(1);
  });

  test("is not sent without credits, nor counted as said", async () => {
    await t.run(async (ctx) => {
      const wallet = await ctx.db.query("wallets").first();
      if (wallet !== null) await ctx.db.patch(wallet._id, { reserved: 100 });
    });
    expect(await say("Hello?")).toEqual([]);
    await t.run(async (ctx) => {
      const wallet = await ctx.db.query("wallets").first();
      if (wallet !== null) await ctx.db.patch(wallet._id, { reserved: 0 });
    });
    expect(await say("Hello?")).toHaveLength(1);
  });

  test("is not sent while the AI is off or a person holds the conversation", async () => {
    await owner.mutation(api.tenants.settings.update, { aiEnabled: false });
    expect(await say("Hello?")).toEqual([]);
  });
});

describe("C13 the welcome", () => {
  const WELCOME = "Welcome to Harbour Bakery!";

  test("comes before the first answer to a person, is paid, and never again", async () => {
    await teach({ welcomeText: "Welcome to {{business.name}}!" });
    expect(await say("Hello?")).toEqual([WELCOME, ANSWER]);
    const books = await readBooks(t, business.tenantId);
    expect(books).toMatchObject({ balance: 98, reserved: 0 });
    expect(await say("And?")).toEqual([ANSWER]);
  });

  test("is told to the model as something already said", async () => {
    await teach({ welcomeText: "Welcome to {{business.name}}!" });
    await say("Hello?");
    vendors.prompts.length = 0;
    await say("And?");
    expect(vendors.prompts[0]).toContain(WELCOME);
  });

  test("is not sent to who asks for a person or says STOP first", async () => {
    await teach({ welcomeText: "Welcome!" });
    expect(await say("agent please")).toEqual([]);
    expect(await say("STOP", "27839990003@c.us")).not.toContain("Welcome!");
  });

  test("is left out when only the answer can be paid", async () => {
    await teach({ welcomeText: "Welcome!" });
    await t.run(async (ctx) => {
      const wallet = await ctx.db.query("wallets").first();
      if (wallet !== null) await ctx.db.patch(wallet._id, { reserved: 99 });
    });
    expect(await say("Hello?")).toEqual([ANSWER]);
  });
});

test("C13 a missing answer has its own text, asking for a person the notice", async () => {
  await teach({
    handoffNotice: "A colleague comes.",
    fallbackText: "Good question, {{contact.name|friend}}!",
  });
  vendors.onPrompt = () => modelAnswer("[[HANDOFF: unsure]]");
  expect(await say("Hm?")).toEqual([
    expect.stringMatching(/^Good question, .+!$/),
  ]);
  expect(await say("human please", "27839990004@c.us")).toEqual([
    "A colleague comes.",
  ]);
});
