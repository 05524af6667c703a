import { describe, expect, test } from "vitest";
import { composeAnswer, type AnswerTask } from "../../../lib/assistant/compose";
import type { GeminiOutcome, GeminiRequest } from "../../../lib/clients/gemini";

const TASK: AnswerTask = {
  business: {
    name: "Harbour Bakery",
    description: "Bread by the sea.",
    tone: "warm",
    personaName: "",
    address: "",
    hoursText: "",
    languages: [],
    rules: [],
    customPrompt: null,
  },
  knowledge: [{ title: "Hours", content: "Open from 7 to 18." }],
  history: [],
  message: "When do you open?",
  allowedLinkHosts: [],
  models: ["gemini-2.5-flash", "gemini-2.0-flash"],
};

function answered(text: string, extra: Partial<GeminiOutcome> = {}) {
  return {
    ok: true,
    text,
    finishReason: "STOP",
    blocked: false,
    usage: { promptTokens: 1_000, answerTokens: 100 },
    ...extra,
  } as GeminiOutcome;
}

async function compose(
  outcomes: GeminiOutcome[],
  task: Partial<AnswerTask> = {},
) {
  const requests: GeminiRequest[] = [];
  let now = 1_000;
  const result = await composeAnswer(
    { ...TASK, ...task },
    {
      generate: (request) => {
        const outcome = outcomes[requests.length];
        requests.push(request);
        now += 40;
        if (outcome === undefined) throw new Error("Not expected.");
        return Promise.resolve(outcome);
      },
      now: () => now,
      canary: "canary-77",
    },
  );
  return { result, requests };
}

const UNAVAILABLE: GeminiOutcome = {
  ok: false,
  retryable: true,
  reason: "unavailable",
};

describe("an answer", () => {
  test("is the model's text, with a record of what it took", async () => {
    const { result, requests } = await compose([answered(" At 7. ")]);
    expect(result.outcome).toEqual({ kind: "answer", text: "At 7." });
    expect(result.run).toMatchObject({
      model: "gemini-2.5-flash",
      calls: [{ model: "gemini-2.5-flash", outcome: "ok" }],
      promptTokens: 1_000,
      answerTokens: 100,
      latencyMs: 40,
      costMicros: 550,
      redactions: { phone: 0, email: 0, card: 0, nationalId: 0 },
      passages: ["Hours"],
    });
    expect(result.run.promptHash).toMatch(/^[0-9a-f]{64}$/);
    expect(requests).toHaveLength(1);
  });

  test("comes from the next model when the first one fails for a while", async () => {
    const { result, requests } = await compose([
      UNAVAILABLE,
      answered("At 7."),
    ]);
    expect(result.outcome).toMatchObject({ kind: "answer" });
    expect(requests.map(({ model }) => model)).toEqual(TASK.models);
    expect(result.run.calls).toMatchObject([
      { model: "gemini-2.5-flash", outcome: "unavailable" },
      { model: "gemini-2.0-flash", outcome: "ok" },
    ]);
    expect(result.run.model).toBe("gemini-2.0-flash");
  });

  test("the prompt's hash does not depend on the canary", async () => {
    const hashOf = async (canary: string) => {
      const result = await composeAnswer(TASK, {
        generate: () => Promise.resolve(answered("Hi.")),
        now: () => 0,
        canary,
      });
      return result.run.promptHash;
    };
    expect(await hashOf("canary-a1")).toBe(await hashOf("canary-b2"));
  });
});

describe("personal data", () => {
  const message = "I am ana@example.com, +27 82 123 4567. What is my number?";

  test("never reaches the model, and comes back to its owner", async () => {
    const { result, requests } = await compose(
      [answered("It is [PHONE], and your mail is [EMAIL].")],
      { message, history: [{ role: "customer", text: "from +27821234567" }] },
    );
    const sent = JSON.stringify(requests);
    expect(sent).not.toMatch(/ana@example|123 4567|1234567/);
    expect(result.outcome).toEqual({
      kind: "answer",
      text: "It is +27 82 123 4567, and your mail is ana@example.com.",
    });
    expect(result.run.redactions).toMatchObject({ phone: 1, email: 1 });
  });

  test("that the business itself publishes stays readable in its own messages", async () => {
    const { result, requests } = await compose(
      [answered("It is still 021 555 0100.")],
      {
        knowledge: [{ title: "Contact", content: "Call 021 555 0100." }],
        history: [{ role: "assistant", text: "Call us on 021 555 0100." }],
      },
    );
    expect(requests[0]?.contents[1]?.text).toBe("Call us on 021 555 0100.");
    expect(result.outcome.kind).toBe("answer");
    expect(result.run.redactions.phone).toBe(0);
  });

  test("of a colleague in the thread is never told to the customer", async () => {
    const { result } = await compose([answered("Call [PHONE].")], {
      history: [{ role: "agent", text: "My own number is +27 83 999 0000" }],
    });
    expect(result.outcome).toEqual({
      kind: "handoff",
      reason: "answer_refused",
      detail: "placeholder",
    });
  });
});

describe("a handoff", () => {
  test("is made when the model asks for one", async () => {
    const { result } = await compose([answered("[[HANDOFF: wants a cake]]")]);
    expect(result.outcome).toEqual({
      kind: "handoff",
      reason: "model_asked",
      detail: "wants a cake",
    });
  });

  test.each([
    [answered("Leak: canary-77"), "secret"],
    [answered("See https://evil.example"), "link_not_allowed"],
    [answered(""), "empty"],
    [answered("x".repeat(3_001)), "too_long"],
    [answered("Half", { finishReason: "MAX_TOKENS" }), "truncated"],
    [answered("", { blocked: true }), "blocked_category"],
    [answered("[[HANDOFF: x]]", { blocked: true }), "blocked_category"],
  ])("is made instead of a bad answer (%#: %s)", async (outcome, detail) => {
    const { result } = await compose([outcome]);
    expect(result.outcome).toEqual({
      kind: "handoff",
      reason: "answer_refused",
      detail,
    });
  });

  test("is made when every model fails, and none is asked twice", async () => {
    const { result, requests } = await compose([UNAVAILABLE, UNAVAILABLE]);
    expect(result.outcome).toEqual({
      kind: "handoff",
      reason: "model_failed",
      detail: "unavailable",
    });
    expect(requests).toHaveLength(2);
    expect(result.run).toMatchObject({ costMicros: 0 });
  });

  test("is made at once for a failure that another model would share", async () => {
    const { result, requests } = await compose([
      { ok: false, retryable: false, reason: "unauthorized" },
    ]);
    expect(result.outcome).toMatchObject({ detail: "unauthorized" });
    expect(requests).toHaveLength(1);
  });

  test("is made without a call when every breaker is open", async () => {
    const { result, requests } = await compose([], { models: [] });
    expect(result.outcome).toMatchObject({ reason: "model_failed" });
    expect(result.run).toMatchObject({ model: "none", calls: [] });
    expect(requests).toHaveLength(0);
  });
});
