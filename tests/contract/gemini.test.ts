import {
  GoogleGenerativeAI,
  GoogleGenerativeAIFetchError,
  SchemaType,
  type ModelParams,
} from "@google/generative-ai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startGemini } from "../../local/gemini/server";

interface Target {
  name: string;
  open(): Promise<{ url?: string; apiKey: string; close(): Promise<void> }>;
}

const targets: Target[] = [
  {
    name: "the stand-in",
    async open() {
      const server = await startGemini({ port: 0, apiKey: "local-key" });
      return { url: server.url, apiKey: "local-key", close: server.close };
    },
  },
];

const vendorKey = process.env["CONTRACT_GEMINI_API_KEY"];
if (vendorKey !== undefined) {
  targets.push({
    name: "the vendor",
    open: async () => ({ apiKey: vendorKey, close: async () => undefined }),
  });
}

const MODEL = process.env["CONTRACT_GEMINI_MODEL"] ?? "gemini-2.5-flash-lite";
const SYSTEM = `You are the assistant of Harbour Coffee. Answer in one short sentence.
<knowledge>
<entry title="Opening hours">
We are open Monday to Friday from 7:00 to 18:00.
</entry>
</knowledge>`;

describe.each(targets)("Gemini of $name through its SDK", ({ open }) => {
  let target: Awaited<ReturnType<Target["open"]>>;

  beforeAll(async () => {
    target = await open();
  });

  afterAll(async () => {
    await target.close();
  });

  const model = (params: Partial<ModelParams> = {}, apiKey = target.apiKey) =>
    new GoogleGenerativeAI(apiKey).getGenerativeModel(
      { model: MODEL, systemInstruction: SYSTEM, ...params },
      target.url === undefined ? {} : { baseUrl: target.url },
    );

  test("an answer comes from the prompt, with a finish reason and token counts", async () => {
    const { response } = await model().generateContent(
      "When do you open on Monday?",
    );
    expect(response.text()).toContain("7:00");
    expect(response.candidates?.[0]?.finishReason).toBe("STOP");
    const usage = response.usageMetadata;
    expect(usage?.promptTokenCount).toBeGreaterThan(10);
    expect(usage?.candidatesTokenCount).toBeGreaterThan(0);
    expect(usage?.totalTokenCount).toBeGreaterThanOrEqual(
      (usage?.promptTokenCount ?? 0) + (usage?.candidatesTokenCount ?? 0),
    );
  });

  test("a stream joins to one answer and ends with the counts", async () => {
    const { stream, response } = await model().generateContentStream(
      "When do you open on Monday?",
    );
    let text = "";
    for await (const chunk of stream) text += chunk.text();
    expect(text).toContain("7:00");
    expect((await response).text()).toBe(text);
    expect((await response).usageMetadata?.totalTokenCount).toBeGreaterThan(0);
  });

  test("JSON mode answers by the schema", async () => {
    const { response } = await model({
      generationConfig: {
        responseMimeType: "application/json",
        responseSchema: {
          type: SchemaType.OBJECT,
          properties: {
            topic: {
              type: SchemaType.STRING,
              format: "enum",
              enum: ["delivery", "opening hours", "other"],
            },
            answer: { type: SchemaType.STRING },
            urgent: { type: SchemaType.BOOLEAN },
          },
          required: ["topic", "answer", "urgent"],
        },
      },
    }).generateContent("What are your opening hours?");
    expect(JSON.parse(response.text())).toEqual({
      topic: "opening hours",
      answer: expect.stringContaining("7:00"),
      urgent: false,
    });
  });

  test("an output limit cuts the answer with MAX_TOKENS", async () => {
    const { response } = await model({
      generationConfig: { maxOutputTokens: 3 },
    }).generateContent("When do you open? Repeat all you know.");
    expect(response.candidates?.[0]?.finishReason).toBe("MAX_TOKENS");
  });

  test("tokens can be counted", async () => {
    const { totalTokens } = await model().countTokens("one two three four");
    expect(totalTokens).toBeGreaterThan(0);
  });

  const failure = async (run: Promise<unknown>) => {
    const error = await run.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof GoogleGenerativeAIFetchError)) {
      throw new Error("The SDK threw no fetch error.");
    }
    return error;
  };

  test("a wrong key is a 400 that says API_KEY_INVALID", async () => {
    const error = await failure(model({}, "wrong-key").generateContent("hi"));
    expect(error.status).toBe(400);
    expect(error.message).toContain("API key not valid");
    expect(JSON.stringify(error.errorDetails)).toContain("API_KEY_INVALID");
  });

  test("an unknown model is a 404, an unknown role a 400", async () => {
    const unknown = await failure(
      model({ model: "no-such-model" }).generateContent("hi"),
    );
    expect(unknown.status).toBe(404);
    const role = await failure(
      model().generateContent({
        contents: [{ role: "narrator", parts: [{ text: "hi" }] }],
      }),
    );
    expect(role.status).toBe(400);
  });
});
