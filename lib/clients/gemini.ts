import {
  GoogleGenerativeAI,
  GoogleGenerativeAIFetchError,
  HarmBlockThreshold,
  HarmCategory,
  type GenerateContentRequest,
} from "@google/generative-ai";
import { member } from "../json";
import { requireSafeBaseUrl } from "./base-url";

export type GeminiFailureReason =
  | "timeout"
  | "rate_limited"
  | "unavailable"
  | "unauthorized"
  | "rejected"
  | "malformed";

export type GeminiOutcome =
  | {
      ok: true;
      text: string;
      finishReason: string | null;
      blocked: boolean;
      usage: { promptTokens: number; answerTokens: number };
    }
  | { ok: false; retryable: boolean; reason: GeminiFailureReason };

export interface GeminiRequest {
  model: string;
  system: string;
  contents: { role: "user" | "model"; text: string }[];
  maxOutputTokens: number;
  temperature: number;
}

export interface GeminiClient {
  generate(request: GeminiRequest): Promise<GeminiOutcome>;
}

const SAFETY_SETTINGS = [
  HarmCategory.HARM_CATEGORY_HARASSMENT,
  HarmCategory.HARM_CATEGORY_HATE_SPEECH,
  HarmCategory.HARM_CATEGORY_SEXUALLY_EXPLICIT,
  HarmCategory.HARM_CATEGORY_DANGEROUS_CONTENT,
].map((category) => ({
  category,
  threshold: HarmBlockThreshold.BLOCK_MEDIUM_AND_ABOVE,
}));

const BLOCKED_REASONS: ReadonlySet<unknown> = new Set([
  "SAFETY",
  "RECITATION",
  "LANGUAGE",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
]);

/**
 * The only way to Google's model. Never throws for what the service does: every
 * failure is one of our reasons, and a blocked prompt or answer is `ok` with
 * `blocked: true` and whatever text there is. Throws a plain Error on an empty
 * key or an unsafe address. `timeoutMs` covers the whole call.
 */
export function createGeminiClient(options: {
  baseUrl?: string;
  apiKey: string;
  timeoutMs: number;
  allowInsecure?: boolean;
}): GeminiClient {
  if (options.apiKey.trim().length === 0) {
    throw new Error("The Gemini API key is empty.");
  }
  const allowPrivateHttp = options.allowInsecure ?? false;
  const address =
    options.baseUrl === undefined
      ? {}
      : { baseUrl: requireSafeBaseUrl(options.baseUrl, { allowPrivateHttp }) };
  const sdk = new GoogleGenerativeAI(options.apiKey);
  return {
    generate: (request) =>
      withDeadline(options.timeoutMs, async (signal) => {
        try {
          const model = sdk.getGenerativeModel(
            { model: request.model, safetySettings: SAFETY_SETTINGS },
            address,
          );
          const result = await model.generateContent(body(request), { signal });
          return outcomeOf(result.response);
        } catch (error) {
          return failureOf(error);
        }
      }),
  };
}

// Convex's fetch ignores the signal, so the deadline is a race as well.
async function withDeadline(
  timeoutMs: number,
  call: (signal: AbortSignal) => Promise<GeminiOutcome>,
): Promise<GeminiOutcome> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<GeminiOutcome>((resolve) => {
    timer = setTimeout(() => {
      resolve({ ok: false, retryable: true, reason: "timeout" });
      controller.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([call(controller.signal), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function body(request: GeminiRequest): GenerateContentRequest {
  return {
    systemInstruction: {
      role: "system",
      parts: [{ text: request.system }],
    },
    contents: request.contents.map(({ role, text }) => ({
      role,
      parts: [{ text }],
    })),
    generationConfig: {
      maxOutputTokens: request.maxOutputTokens,
      temperature: request.temperature,
      candidateCount: 1,
      ...thinking(request.model),
    },
  };
}

// Thoughts count against maxOutputTokens and can leave nothing for the answer.
// The models that can go without are told to; others refuse the setting.
function thinking(model: string): object {
  return /^(?:models\/)?gemini-2\.5-flash/.test(model)
    ? { thinkingConfig: { thinkingBudget: 0 } }
    : {};
}

function outcomeOf(response: unknown): GeminiOutcome {
  const usage = {
    promptTokens: tokens(response, "promptTokenCount"),
    answerTokens:
      tokens(response, "candidatesTokenCount") +
      tokens(response, "thoughtsTokenCount"),
  };
  const candidates = member(response, "candidates");
  const candidate: unknown = Array.isArray(candidates)
    ? candidates[0]
    : undefined;
  if (typeof candidate !== "object" || candidate === null) {
    const isBlocked = member(response, "promptFeedback", "blockReason");
    return typeof isBlocked === "string"
      ? { ok: true, text: "", finishReason: null, blocked: true, usage }
      : { ok: false, retryable: true, reason: "malformed" };
  }
  const finishReason = member(candidate, "finishReason");
  return {
    ok: true,
    text: textOf(member(candidate, "content", "parts")),
    finishReason: typeof finishReason === "string" ? finishReason : null,
    blocked: BLOCKED_REASONS.has(finishReason),
    usage,
  };
}

function textOf(parts: unknown): string {
  if (!Array.isArray(parts)) return "";
  return parts
    .filter((part: unknown) => member(part, "thought") !== true)
    .map((part: unknown) => member(part, "text"))
    .filter((text) => typeof text === "string")
    .join("");
}

function tokens(response: unknown, name: string): number {
  const count = member(response, "usageMetadata", name);
  return typeof count === "number" && Number.isSafeInteger(count) && count > 0
    ? count
    : 0;
}

function failureOf(error: unknown): GeminiOutcome {
  if (isUnreadable(error)) {
    return { ok: false, retryable: true, reason: "malformed" };
  }
  const status =
    error instanceof GoogleGenerativeAIFetchError ? error.status : undefined;
  if (status === undefined || status >= 500) {
    return { ok: false, retryable: true, reason: "unavailable" };
  }
  if (status === 429) {
    return { ok: false, retryable: true, reason: "rate_limited" };
  }
  if (status === 408) return { ok: false, retryable: true, reason: "timeout" };
  const isKeyProblem = status === 401 || status === 403 || isInvalidKey(error);
  return {
    ok: false,
    retryable: false,
    reason: isKeyProblem ? "unauthorized" : "rejected",
  };
}

// The SDK lets these through: JSON that is none, and JSON it trips over. A
// connection that breaks in the body is a TypeError too, but with a cause.
function isUnreadable(error: unknown): boolean {
  return (
    error instanceof SyntaxError ||
    (error instanceof TypeError && error.cause === undefined)
  );
}

// Google answers 400 to a wrong key, with the reason in the details.
function isInvalidKey(error: unknown): boolean {
  const details = member(error, "errorDetails");
  return (
    Array.isArray(details) &&
    details.some(
      (detail: unknown) => member(detail, "reason") === "API_KEY_INVALID",
    )
  );
}
