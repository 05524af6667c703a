import {
  GoogleGenerativeAI,
  GoogleGenerativeAIFetchError,
  GoogleGenerativeAIResponseError,
} from "@google/generative-ai";
import { afterEach, beforeEach, expect, test } from "vitest";

import { startGemini } from "../../../local/gemini/server";
import type { RunningServer } from "../../../local/shared/http";

let server: RunningServer;

beforeEach(async () => {
  server = await startGemini({ port: 0 });
});

afterEach(async () => {
  await server.close();
});

const SYSTEM =
  "<knowledge><entry title='Hours'>We open at 7:00 every day of the week.</entry></knowledge>";

function generate(
  text = "When do you open?",
  timeout?: number,
  apiKey = "any key",
) {
  return new GoogleGenerativeAI(apiKey)
    .getGenerativeModel(
      { model: "gemini-2.5-flash", systemInstruction: SYSTEM },
      { baseUrl: server.url, ...(timeout === undefined ? {} : { timeout }) },
    )
    .generateContent(text);
}

async function control(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${server.url}/control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

const arm = (fault: Record<string, unknown>) =>
  control("POST", "/faults", fault);

const failure = (run: Promise<unknown>): Promise<unknown> =>
  run.then(
    () => null,
    (error: unknown) => error,
  );

test("a key that begins with invalid- is refused as Google refuses one, and no other", async () => {
  const error = await failure(
    generate(undefined, undefined, "invalid-key-to-try-it"),
  );
  expect(error).toBeInstanceOf(GoogleGenerativeAIFetchError);
  expect(error).toMatchObject({
    status: 400,
    errorDetails: [{ reason: "API_KEY_INVALID" }],
  });
  const { response } = await generate(undefined, undefined, "not-invalid-1");
  expect(response.text()).toContain("7:00");
});

test.each([
  ["rate_limited", 429, "Too Many Requests"],
  ["server_error", 500, "Internal Server Error"],
  ["unavailable", 503, "Service Unavailable"],
])("%s is the SDK's fetch error with status %i", async (kind, status, text) => {
  await arm({ kind });
  const error = await failure(generate());
  expect(error).toBeInstanceOf(GoogleGenerativeAIFetchError);
  expect(error).toMatchObject({ status, statusText: text });
  expect((await generate()).response.text()).toContain("7:00");
});

test("a rate limit says when to come back", async () => {
  await arm({ kind: "rate_limited", ms: 17_000 });
  const error = await failure(generate());
  expect(error).toMatchObject({ errorDetails: [{ retryDelay: "17s" }] });
});

test("a timeout ends by the caller's deadline", async () => {
  await arm({ kind: "timeout" });
  expect(String(await failure(generate(undefined, 50)))).toContain("aborted");
});

test("a broken connection and a garbled body fail without a status", async () => {
  for (const kind of ["reset", "garbage"]) {
    await arm({ kind });
    const error = await failure(generate());
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(GoogleGenerativeAIFetchError);
  }
});

test("a blocked prompt has no candidates and a reason", async () => {
  await arm({ kind: "blocked_prompt" });
  const { response } = await generate();
  expect(response.candidates).toBeUndefined();
  expect(response.promptFeedback?.blockReason).toBe("SAFETY");
  expect(() => response.text()).toThrow(GoogleGenerativeAIResponseError);
});

test("a blocked answer ends with SAFETY and no text", async () => {
  await arm({ kind: "blocked_answer" });
  const { response } = await generate();
  expect(response.candidates?.[0]?.finishReason).toBe("SAFETY");
  expect(() => response.text()).toThrow(/blocked due to SAFETY/);
});

test("an empty, a cut, a given and a leaking answer can be had", async () => {
  await arm({ kind: "empty" });
  expect((await generate()).response.text()).toBe("");
  await arm({ kind: "truncated" });
  const cut = (await generate()).response;
  expect(cut.candidates?.[0]?.finishReason).toBe("MAX_TOKENS");
  await arm({ kind: "answer", text: "exactly this" });
  expect((await generate()).response.text()).toBe("exactly this");
  await arm({ kind: "echo_system" });
  expect((await generate()).response.text()).toBe(SYSTEM);
});

test("a fault waits for its turn, hits as often as it says, and only what it matches", async () => {
  await arm({ kind: "server_error", after: 1, times: 2, match: "open" });
  const statuses: unknown[] = [];
  for (let count = 0; count < 4; count += 1) {
    const error = await failure(generate());
    statuses.push(error === null ? 200 : (error as { status: number }).status);
  }
  expect(statuses).toEqual([200, 500, 500, 200]);
  await arm({ kind: "server_error", times: null, match: "other words" });
  expect(await failure(generate())).toBeNull();
  await control("DELETE", "/faults");
  expect(await failure(generate("other words"))).toBeNull();
});

test("what the model saw can be read back, newest first", async () => {
  await generate("first question");
  await generate("second question");
  const { count, requests } = JSON.parse(
    (await control("GET", "/requests?limit=1")).text,
  );
  expect(count).toBe(2);
  expect(requests).toMatchObject([
    {
      model: "gemini-2.5-flash",
      body: { contents: [{ parts: [{ text: "second question" }] }] },
    },
  ]);
  expect(JSON.stringify(requests[0])).toContain("every day of the week");
});

test("latency is set while it runs, and a bad value is refused", async () => {
  expect((await control("PUT", "/latency", { ms: 40 })).status).toBe(200);
  const startedAt = performance.now();
  await generate();
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(39);
  expect((await control("PUT", "/latency", { ms: -1 })).status).toBe(400);
});

test("without a key it is a 403, an unsupported method a 501, bad JSON a 400", async () => {
  const post = (path: string, headers: Record<string, string>, body = "{}") =>
    fetch(`${server.url}/v1beta/models/gemini-2.5-flash:${path}`, {
      method: "POST",
      headers,
      body,
    });
  const key = { "x-goog-api-key": "k" };
  expect((await post("generateContent", {})).status).toBe(403);
  expect((await post("embedContent", key)).status).toBe(501);
  expect((await post("generateContent", key, "{")).status).toBe(400);
  expect((await post("generateContent", key)).status).toBe(400);
});
