import { HttpError } from "../shared/http";

const STATUS_NAMES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
};

/** An error as Google's APIs answer it. */
export function apiError(
  code: number,
  message: string,
  details?: unknown[],
): HttpError {
  return new HttpError(code, {
    error: {
      code,
      message,
      status: STATUS_NAMES[code] ?? "UNKNOWN",
      ...(details === undefined ? {} : { details }),
    },
  });
}

const SAFETY = [
  "HARM_CATEGORY_SEXUALLY_EXPLICIT",
  "HARM_CATEGORY_HATE_SPEECH",
  "HARM_CATEGORY_HARASSMENT",
  "HARM_CATEGORY_DANGEROUS_CONTENT",
].map((category) => ({ category, probability: "NEGLIGIBLE" }));

const BLOCKED = SAFETY.map((rating) =>
  rating.category === "HARM_CATEGORY_DANGEROUS_CONTENT"
    ? { ...rating, probability: "HIGH", blocked: true }
    : rating,
);

/** About four characters a token, as Google's documentation says. */
export function tokensOf(chars: number): number {
  return Math.ceil(chars / 4);
}

export interface Answer {
  model: string;
  promptChars: number;
  text: string;
  finishReason: "STOP" | "MAX_TOKENS" | "SAFETY";
  responseId: string;
}

function usage(promptChars: number, answerChars: number) {
  const promptTokenCount = tokensOf(promptChars);
  const candidatesTokenCount = tokensOf(answerChars);
  return {
    promptTokenCount,
    ...(answerChars === 0 ? {} : { candidatesTokenCount }),
    totalTokenCount: promptTokenCount + candidatesTokenCount,
  };
}

/** A GenerateContentResponse; `isLast` carries the finish reason and the counts. */
export function contentResponse(answer: Answer, isLast = true) {
  const safe = answer.finishReason !== "SAFETY";
  const hasText = answer.text !== "" && safe;
  return {
    candidates: [
      {
        ...(hasText
          ? { content: { parts: [{ text: answer.text }], role: "model" } }
          : { content: { role: "model" } }),
        ...(isLast ? { finishReason: answer.finishReason } : {}),
        index: 0,
        safetyRatings: safe ? SAFETY : BLOCKED,
      },
    ],
    usageMetadata: usage(answer.promptChars, safe ? answer.text.length : 0),
    modelVersion: answer.model,
    responseId: answer.responseId,
  };
}

export function blockedPromptResponse(model: string, promptChars: number) {
  return {
    promptFeedback: { blockReason: "SAFETY", safetyRatings: BLOCKED },
    usageMetadata: usage(promptChars, 0),
    modelVersion: model,
  };
}

export function modelView(name: string) {
  return {
    name: `models/${name}`,
    version: "001",
    displayName: name,
    description: "Local stand-in: answers by retrieval, it is no model.",
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: ["generateContent", "countTokens"],
    temperature: 1,
    topP: 0.95,
    topK: 64,
    maxTemperature: 2,
  };
}
