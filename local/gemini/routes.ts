import { randomUUID } from "node:crypto";

import { wait } from "../shared/clock";
import { readBody, sendBytes, sendJson, type Exchange } from "../shared/http";
import { asArray, asRecord, asString, isRecord } from "../shared/json";
import { refuseUnsupported, type Router } from "../shared/router";
import { answerFrom } from "./answer";
import type { ModelFault } from "./faults";
import { readPrompt, type ReadPrompt } from "./prompt";
import { fillSchema } from "./schema-fill";
import type { LoggedRequest, Model } from "./server";
import {
  apiError,
  blockedPromptResponse,
  contentResponse,
  modelView,
  tokensOf,
  type Answer,
} from "./wire";

const MAX_BODY_BYTES = 20 * 1024 * 1024;
const LOGGED_REQUESTS = 200;
const MODEL_NAME = /^(gemini|gemma)-[\w.-]+$/;
const LISTED = ["gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.5-pro"];

async function readRequest(exchange: Exchange) {
  const bytes = await readBody(exchange.request, MAX_BODY_BYTES);
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw apiError(400, "Invalid JSON payload received.");
  }
  return asRecord(body);
}

function checkContents(body: Record<string, unknown>): void {
  const contents = asArray(body["contents"]).filter(isRecord);
  if (contents.length === 0) {
    throw apiError(
      400,
      "* GenerateContentRequest.contents: contents is not specified\n",
    );
  }
  for (const { role } of contents) {
    if (role !== undefined && role !== "user" && role !== "model") {
      throw apiError(400, "Please use a valid role: user, model.");
    }
  }
}

function answerText(
  body: Record<string, unknown>,
  prompt: ReadPrompt,
  fault: ModelFault | null,
): string {
  if (fault?.kind === "empty") return "";
  if (fault?.kind === "answer") return fault.text;
  if (fault?.kind === "echo_system") return prompt.system;
  const answer = answerFrom(prompt);
  const config = asRecord(body["generationConfig"]);
  if (asString(config["responseMimeType"]) !== "application/json") {
    return answer;
  }
  const source = { message: prompt.message, answer };
  const schema = config["responseSchema"];
  return JSON.stringify(
    schema === undefined ? { answer } : fillSchema(schema, source),
  );
}

/** The limit of the request, and the fault that pretends to hit one. */
function limited(
  text: string,
  body: Record<string, unknown>,
  fault: ModelFault | null,
): Pick<Answer, "text" | "finishReason"> {
  if (fault?.kind === "blocked_answer")
    return { text: "", finishReason: "SAFETY" };
  const max = asRecord(body["generationConfig"])["maxOutputTokens"];
  const half = Math.ceil(text.length / 2);
  const room = typeof max === "number" ? max * 4 : Infinity;
  const chars = fault?.kind === "truncated" ? Math.min(half, room) : room;
  return text.length > chars
    ? { text: text.slice(0, chars), finishReason: "MAX_TOKENS" }
    : { text, finishReason: "STOP" };
}

/** Plays the faults that replace the answer; true when the exchange is over. */
async function playFault(
  model: Model,
  exchange: Exchange,
  fault: ModelFault | null,
): Promise<boolean> {
  switch (fault?.kind) {
    case "rate_limited":
      throw apiError(
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        [
          {
            "@type": "type.googleapis.com/google.rpc.RetryInfo",
            retryDelay: `${Math.ceil(fault.ms / 1000)}s`,
          },
        ],
      );
    case "server_error":
      throw apiError(500, "An internal error has occurred.");
    case "unavailable":
      throw apiError(503, "The model is overloaded. Please try again later.");
    case "timeout":
      return true;
    case "reset":
      exchange.response.destroy();
      return true;
    case "garbage":
      sendBytes(exchange.response, 200, "application/json", '{"candidates":[{');
      return true;
    case "slow":
      await wait(model.clock, fault.ms);
      return false;
    default:
      return false;
  }
}

function stream(exchange: Exchange, answer: Answer): void {
  const { response } = exchange;
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const words = answer.text.match(/\S+\s*/g) ?? [""];
  const size = Math.max(1, Math.ceil(words.length / 4));
  for (let index = 0; index < words.length; index += size) {
    const text = words.slice(index, index + size).join("");
    const isLast = index + size >= words.length;
    const part = contentResponse({ ...answer, text }, isLast);
    response.write(`data: ${JSON.stringify(part)}\r\n\r\n`);
  }
  response.end();
}

function log(model: Model, entry: LoggedRequest): void {
  model.requestCount += 1;
  model.requests.push(entry);
  if (model.requests.length > LOGGED_REQUESTS) model.requests.shift();
}

async function generate(
  model: Model,
  exchange: Exchange,
  name: string,
  method: string,
): Promise<void> {
  const body = await readRequest(exchange);
  checkContents(body);
  const prompt = readPrompt(body);
  const fault = model.faults.take(prompt.message);
  const entry: LoggedRequest = {
    at: model.clock.now(),
    model: name,
    method,
    body,
    answer: null,
    fault: fault?.kind ?? null,
  };
  log(model, entry);
  if (model.latencyMs > 0) await wait(model.clock, model.latencyMs);
  if (await playFault(model, exchange, fault)) return;
  const { promptChars } = prompt;
  const isStream = method === "streamGenerateContent";
  if (fault?.kind === "blocked_prompt") {
    const blocked = blockedPromptResponse(name, promptChars);
    if (isStream) {
      sendBytes(
        exchange.response,
        200,
        "text/event-stream",
        `data: ${JSON.stringify(blocked)}\r\n\r\n`,
      );
    } else {
      sendJson(exchange.response, 200, blocked);
    }
    return;
  }
  const answer: Answer = {
    model: name,
    promptChars,
    responseId: randomUUID(),
    ...limited(answerText(body, prompt, fault), body, fault),
  };
  entry.answer = answer.text;
  if (isStream) stream(exchange, answer);
  else sendJson(exchange.response, 200, contentResponse(answer));
}

async function countTokens(exchange: Exchange): Promise<void> {
  const body = await readRequest(exchange);
  const request = isRecord(body["generateContentRequest"])
    ? body["generateContentRequest"]
    : body;
  const { promptChars } = readPrompt(request);
  sendJson(exchange.response, 200, { totalTokens: tokensOf(promptChars) });
}

export function addModelRoutes(router: Router, model: Model): void {
  router.on("GET", "/v1beta/models", ({ response }) => {
    sendJson(response, 200, { models: LISTED.map(modelView) });
  });
  router.on("GET", "/v1beta/models/:name", ({ response, params }) => {
    sendJson(response, 200, modelView(requireModel(params["name"] ?? "")));
  });
  router.on("POST", "/v1beta/models/:call", async (exchange) => {
    const [name = "", method = ""] = (exchange.params["call"] ?? "").split(":");
    switch (method) {
      case "generateContent":
      case "streamGenerateContent":
        await generate(model, exchange, requireModel(name), method);
        return;
      case "countTokens":
        requireModel(name);
        await countTokens(exchange);
        return;
      default:
        refuseUnsupported("Gemini", exchange);
    }
  });
}

function requireModel(name: string): string {
  if (MODEL_NAME.test(name)) return name;
  throw apiError(
    404,
    `models/${name} is not found for API version v1beta, or is not supported for generateContent.`,
  );
}
