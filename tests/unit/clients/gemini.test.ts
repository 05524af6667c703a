import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createGeminiClient } from "../../../lib/clients/gemini";
import {
  answerJson,
  refusedUrl,
  reset,
  startServer,
  type TestServer,
} from "../../support/http-server";

const REQUEST = {
  model: "gemini-2.5-flash",
  system: "Be brief.",
  contents: [
    { role: "user" as const, text: "Hello" },
    { role: "model" as const, text: "Hi!" },
    { role: "user" as const, text: "When do you open?" },
  ],
  maxOutputTokens: 256,
  temperature: 0.2,
};

let server: TestServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(async () => {
  await server.close();
});

function generate(
  options: { baseUrl?: string; timeoutMs?: number; model?: string } = {},
) {
  return createGeminiClient({
    baseUrl: options.baseUrl ?? server.url,
    apiKey: "gemini-key",
    timeoutMs: options.timeoutMs ?? 2_000,
  }).generate({ ...REQUEST, model: options.model ?? REQUEST.model });
}

function answer(status: number, value: unknown): void {
  server.answer = (response) => answerJson(response, status, value);
}

function candidate(value: Record<string, unknown>) {
  return {
    candidates: [value],
    usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 7 },
  };
}

describe("the request", () => {
  test("holds the system text, the turns, the limits and the safety settings", async () => {
    answer(200, candidate({ content: { parts: [{ text: "x" }] } }));
    await generate();
    const [request] = server.received;
    expect(request).toMatchObject({
      method: "POST",
      url: "/v1beta/models/gemini-2.5-flash:generateContent",
    });
    expect(request?.headers["x-goog-api-key"]).toBe("gemini-key");
    expect(request?.url).not.toContain("gemini-key");
    const body = JSON.parse(request?.body ?? "");
    expect(body).toMatchObject({
      systemInstruction: { parts: [{ text: "Be brief." }] },
      contents: [
        { role: "user", parts: [{ text: "Hello" }] },
        { role: "model", parts: [{ text: "Hi!" }] },
        { role: "user", parts: [{ text: "When do you open?" }] },
      ],
      generationConfig: { maxOutputTokens: 256, temperature: 0.2 },
    });
    expect(body.safetySettings).toHaveLength(4);
    for (const setting of body.safetySettings) {
      expect(setting.threshold).toBe("BLOCK_MEDIUM_AND_ABOVE");
    }
  });

  test("turns thinking off only where the model allows it", async () => {
    answer(200, candidate({ content: { parts: [{ text: "x" }] } }));
    await generate();
    await generate({ model: "gemini-2.0-flash" });
    const configs = server.received.map(
      ({ body }) => JSON.parse(body).generationConfig,
    );
    expect(configs[0].thinkingConfig).toEqual({ thinkingBudget: 0 });
    expect(configs[1]).not.toHaveProperty("thinkingConfig");
  });
});

describe("an answer", () => {
  test("is its parts without the model's thoughts, with what it used", async () => {
    answer(200, {
      ...candidate({
        content: {
          role: "model",
          parts: [
            { text: "secret musing", thought: true },
            { text: "At " },
            { text: "nine." },
          ],
        },
        finishReason: "STOP",
      }),
      usageMetadata: {
        promptTokenCount: 11,
        candidatesTokenCount: 7,
        thoughtsTokenCount: 5,
      },
    });
    expect(await generate()).toEqual({
      ok: true,
      text: "At nine.",
      finishReason: "STOP",
      blocked: false,
      usage: { promptTokens: 11, answerTokens: 12 },
    });
  });

  test("that was cut says so", async () => {
    answer(200, candidate({ finishReason: "MAX_TOKENS" }));
    expect(await generate()).toMatchObject({
      ok: true,
      text: "",
      finishReason: "MAX_TOKENS",
      blocked: false,
    });
  });

  test.each([
    "SAFETY",
    "RECITATION",
    "PROHIBITED_CONTENT",
    "SPII",
    "BLOCKLIST",
  ])("stopped for %s is blocked", async (finishReason) => {
    answer(
      200,
      candidate({ finishReason, content: { parts: [{ text: "x" }] } }),
    );
    expect(await generate()).toMatchObject({ ok: true, blocked: true });
  });

  test("a blocked prompt is blocked, without a text", async () => {
    answer(200, { promptFeedback: { blockReason: "SAFETY" } });
    expect(await generate()).toEqual({
      ok: true,
      text: "",
      finishReason: null,
      blocked: true,
      usage: { promptTokens: 0, answerTokens: 0 },
    });
  });

  test("with impossible counts counts nothing", async () => {
    answer(200, {
      ...candidate({ content: { parts: [{ text: "x" }] } }),
      usageMetadata: { promptTokenCount: -4, candidatesTokenCount: "many" },
    });
    expect(await generate()).toMatchObject({
      usage: { promptTokens: 0, answerTokens: 0 },
    });
  });

  test.each([{}, [], null, 7, { candidates: [] }, { candidates: [null] }])(
    "%j is malformed",
    async (value) => {
      answer(200, value);
      expect(await generate()).toEqual({
        ok: false,
        retryable: true,
        reason: "malformed",
      });
    },
  );

  test.each(["", "<html>", "{"])("%j is malformed", async (text) => {
    server.answer = (response) => response.end(text);
    expect(await generate()).toMatchObject({ ok: false, reason: "malformed" });
  });
});

describe("a failure", () => {
  test.each([
    [400, "rejected", false],
    [401, "unauthorized", false],
    [403, "unauthorized", false],
    [404, "rejected", false],
    [408, "timeout", true],
    [429, "rate_limited", true],
    [500, "unavailable", true],
    [503, "unavailable", true],
  ])("status %d is %s", async (status, reason, retryable) => {
    answer(status, { error: { message: "no", code: status } });
    expect(await generate()).toEqual({ ok: false, reason, retryable });
    expect(server.received).toHaveLength(1);
  });

  test("a wrong key answered with 400 is unauthorized", async () => {
    answer(400, {
      error: {
        message: "API key not valid.",
        details: [{ reason: "API_KEY_INVALID" }],
      },
    });
    expect(await generate()).toMatchObject({ reason: "unauthorized" });
  });

  test("silence is a timeout, also in the middle of the answer", async () => {
    server.answer = () => undefined;
    expect(await generate({ timeoutMs: 100 })).toEqual({
      ok: false,
      retryable: true,
      reason: "timeout",
    });
    server.answer = (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("{");
    };
    expect(await generate({ timeoutMs: 100 })).toMatchObject({
      reason: "timeout",
    });
  });

  test("a connection that breaks inside the answer is unavailable", async () => {
    server.answer = (response) => {
      response.writeHead(200, { "content-length": "500" });
      response.write("{", () => reset(response));
    };
    expect(await generate()).toMatchObject({ reason: "unavailable" });
  });

  test("a reset and an absent service are unavailable", async () => {
    server.answer = reset;
    expect(await generate()).toMatchObject({ reason: "unavailable" });
    expect(await generate({ baseUrl: await refusedUrl() })).toEqual({
      ok: false,
      retryable: true,
      reason: "unavailable",
    });
  });
});

test("a client is not made without a key or with an unsafe address", () => {
  expect(() => createGeminiClient({ apiKey: " ", timeoutMs: 1 })).toThrow();
  expect(() =>
    createGeminiClient({
      apiKey: "k",
      timeoutMs: 1,
      baseUrl: "http://models.example",
    }),
  ).toThrow("https");
});
