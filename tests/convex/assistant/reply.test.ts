import { beforeEach, describe, expect, test, vi } from "vitest";
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
import { messageEvent } from "../../support/deliveries";

let t: Backend;
let vendors: Vendors;
let business: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  return () => vi.useRealTimers();
});

const say = (text = "When do you open?") =>
  post(t, business, messageEvent(business, { text }));

const runs = () => t.run((ctx) => ctx.db.query("assistantRuns").collect());
const conversation = () =>
  t.run((ctx) => ctx.db.query("conversations").first());
function finish(finishReason: string, text = "An answer."): Response {
  return json({
    candidates: [
      { content: { role: "model", parts: [{ text }] }, finishReason },
    ],
    usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 5 },
  });
}

async function expectHandedOver(reason: string): Promise<void> {
  expect(vendors.sends).toHaveLength(0);
  expect((await conversation())?.handoff?.reason).toBe(reason);
  expect(await readBooks(t, business.tenantId)).toEqual({
    balance: 100,
    reserved: 0,
    kinds: ["grant", "reserve", "release"],
  });
}

const OVERLOADED = () => json({ error: { message: "busy" } }, 503);

describe("D5 the model fails", () => {
  test.each([
    ["refuses the request", () => json({ error: { message: "bad" } }, 400)],
    ["refuses the key", () => json({ error: { message: "key" } }, 403)],
  ])(
    "when it %s the customer goes to a human at once, uncharged",
    async (_n, answer) => {
      vendors.onPrompt = answer;
      await say();
      await drain(t);
      await expectHandedOver("model_failed");
      expect(await runs()).toMatchObject([{ outcome: "failed" }]);
    },
  );

  test.each([
    ["is overloaded", OVERLOADED],
    ["limits us", () => json({ error: { message: "quota" } }, 429)],
    ["breaks", () => json({ error: { message: "oops" } }, 500)],
    ["answers garbage", () => new Response("<html>", { status: 200 })],
    ["drops the connection", () => Promise.reject(new TypeError("reset"))],
  ])(
    "when it %s it is asked twice more, then the customer goes to a human, uncharged",
    async (_n, answer) => {
      vendors.onPrompt = answer;
      const startedAt = Date.now();
      await say();
      await drain(t);
      await expectHandedOver("model_failed");
      expect((await runs()).map(({ outcome }) => outcome)).toEqual([
        "failed",
        "failed",
        "failed",
      ]);
      expect(Date.now() - startedAt).toBeGreaterThanOrEqual(4_000);
    },
  );

  test("one that comes round answers after all, once and paid once", async () => {
    let calls = 0;
    vendors.onPrompt = () => {
      calls += 1;
      return calls <= 2 ? OVERLOADED() : modelAnswer("Sorry for the wait.");
    };
    await say();
    await drain(t);
    expect(vendors.sends.map(({ text }) => text)).toEqual([
      "Sorry for the wait.",
    ]);
    expect((await conversation())?.handoff).toBeNull();
    expect((await readBooks(t, business.tenantId)).kinds).toEqual([
      "grant",
      "reserve",
      "capture",
    ]);
  });

  test("a customer who writes again meanwhile gets one answer, to the newer words", async () => {
    let isBusy = true;
    vendors.onPrompt = () =>
      isBusy ? OVERLOADED() : modelAnswer("Half past eight.");
    await say();
    await t.finishInProgressScheduledFunctions();
    isBusy = false;
    await say("On Sundays, I mean");
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect((await readBooks(t, business.tenantId)).balance).toBe(99);
  });

  test("when it hangs, both models time out and a human is called", async () => {
    vi.stubEnv("GEMINI_TIMEOUT_MS", "200");
    vi.useRealTimers();
    vendors.onPrompt = () => new Promise<Response>(() => undefined);
    await say();
    await vi.waitUntil(async () => (await conversation())?.handoff !== null, {
      timeout: 10_000,
      interval: 50,
    });
    await t.finishInProgressScheduledFunctions();
    await expectHandedOver("model_failed");
  });

  test("the second model answers when the first is overloaded", async () => {
    let calls = 0;
    vendors.onPrompt = () => {
      calls += 1;
      return calls === 1
        ? json({ error: { message: "busy" } }, 503)
        : modelAnswer("From the second model.");
    };
    await say();
    await drain(t);
    expect(vendors.sends.map(({ text }) => text)).toEqual([
      "From the second model.",
    ]);
    expect(await runs()).toMatchObject([
      {
        model: "gemini-2.5-flash-lite",
        outcome: "answered",
        calls: [
          { model: "gemini-2.5-flash", outcome: "unavailable" },
          { model: "gemini-2.5-flash-lite", outcome: "ok" },
        ],
      },
    ]);
  });

  test("a model that keeps failing is left alone for a while", async () => {
    vendors.onPrompt = () => json({ error: { message: "busy" } }, 503);
    for (let i = 0; i < 12; i += 1) {
      await post(
        t,
        business,
        messageEvent(business, { from: `2783999${String(1000 + i)}@c.us` }),
      );
      await drain(t);
    }
    expect(vendors.prompts.length).toBeLessThan(24);
    expect(vendors.sends).toHaveLength(0);
  });
});

describe("D3 answers that must not leave", () => {
  test.each([
    ["is empty", () => finish("STOP", "   ")],
    ["was blocked by the vendor's filter", () => finish("SAFETY")],
    ["was cut off", () => finish("MAX_TOKENS")],
    ["is far too long", () => finish("STOP", "x".repeat(5_000))],
    ["links elsewhere", () => finish("STOP", "See https://evil.example/pay")],
    ["holds a key", () => finish("STOP", `AIza${"b".repeat(35)}`)],
    ["invents a placeholder", () => finish("STOP", "Call [PHONE_7].")],
  ])("one that %s is refused, uncharged", async (_name, answer) => {
    vendors.onPrompt = answer;
    await say();
    await drain(t);
    await expectHandedOver("answer_refused");
    expect(await runs()).toMatchObject([{ outcome: "refused" }]);
  });

  test("one that repeats our instructions is refused", async () => {
    vendors.onPrompt = (body) => {
      const { systemInstruction } = JSON.parse(body) as {
        systemInstruction: { parts: { text: string }[] };
      };
      return modelAnswer(systemInstruction.parts[0]?.text.slice(0, 600) ?? "");
    };
    await say();
    await drain(t);
    await expectHandedOver("answer_refused");
  });

  test("a prompt the vendor blocked goes to a human", async () => {
    vendors.onPrompt = () =>
      json({ promptFeedback: { blockReason: "SAFETY" } });
    await say();
    await drain(t);
    await expectHandedOver("answer_refused");
  });
});

test("the model may ask for a human", async () => {
  vendors.onPrompt = () => modelAnswer("[[HANDOFF: wants a refund]]");
  await say();
  await drain(t);
  await expectHandedOver("model_asked");
  expect((await conversation())?.handoff?.detail).toContain("refund");
});
