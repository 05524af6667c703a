import type { GeminiOutcome, GeminiRequest } from "../clients/gemini";
import { toHex } from "../hex";
import type { Business } from "./business";
import { tokenCostMicros } from "./cost";
import { checkAnswer } from "./output-policy";
import { buildPrompt, parseAnswer, type Prompt } from "./prompt";
import { rankKnowledge } from "./retrieve";
import { createScrubber, type Scrubber } from "./scrub";

const PASSAGES = 8;
const MAX_ANSWER_CHARS = 3_000;
const MAX_OUTPUT_TOKENS = 1_024;
const TEMPERATURE = 0.3;

export type AnswerTask = {
  business: Business;
  knowledge: { title: string; content: string }[];
  history: { role: "customer" | "assistant" | "agent"; text: string }[];
  message: string;
  allowedLinkHosts: string[];
  /** In the order they are tried; empty when every breaker is open. */
  models: string[];
};

export type RunRecord = {
  model: string;
  promptTokens: number;
  answerTokens: number;
  latencyMs: number;
  costMicros: number;
  redactions: {
    phone: number;
    email: number;
    card: number;
    nationalId: number;
  };
  promptHash: string;
  promptParts: { name: string; chars: number }[];
  passages: string[];
  /** Every model asked, in order; `outcome` is `ok` or the failure. */
  calls: { model: string; outcome: string; latencyMs: number }[];
};

export type ComposeResult = {
  outcome:
    | { kind: "answer"; text: string }
    | {
        kind: "handoff";
        reason: "model_asked" | "answer_refused" | "model_failed";
        detail: string;
      };
  run: RunRecord;
};

/** What a model call came to; `key_unreadable`: it was not made, for want of its key. */
export type ModelOutcome =
  GeminiOutcome | { ok: false; retryable: false; reason: "key_unreadable" };

export type ComposeTools = {
  generate: (request: GeminiRequest) => Promise<ModelOutcome>;
  now: () => number;
  canary: string;
};

async function sha256(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

type Called = {
  model: string;
  outcome: ModelOutcome | null;
  calls: RunRecord["calls"];
};

async function callModels(
  models: string[],
  request: Omit<GeminiRequest, "model">,
  { generate, now }: ComposeTools,
): Promise<Called> {
  const calls: RunRecord["calls"] = [];
  let last: Called = { model: models[0] ?? "none", outcome: null, calls };
  for (const model of models) {
    const startedAt = now();
    const outcome = await generate({ ...request, model });
    calls.push({
      model,
      outcome: outcome.ok ? "ok" : outcome.reason,
      latencyMs: now() - startedAt,
    });
    last = { model, outcome, calls };
    if (outcome.ok || !outcome.retryable) break;
  }
  return last;
}

/**
 * From a customer's words to an answer that may be sent, or a handoff: scrub, prompt, model, policy.
 * Personal data leaves only as placeholders; every failure ends in a handoff. Never throws for a model's behaviour.
 */
export async function composeAnswer(
  task: AnswerTask,
  tools: ComposeTools,
): Promise<ComposeResult> {
  const scrubber = createScrubber([
    task.business.description,
    task.business.address,
    task.business.hoursText,
    ...task.knowledge.map(({ content }) => content),
  ]);
  const { prompt, passages } = prepare(task, scrubber, tools.canary);
  const startedAt = tools.now();
  const { model, outcome, calls } = await callModels(
    task.models,
    {
      system: prompt.system,
      contents: prompt.contents,
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      temperature: TEMPERATURE,
    },
    tools,
  );
  const usage = outcome?.ok
    ? outcome.usage
    : { promptTokens: 0, answerTokens: 0 };
  const run: RunRecord = {
    model,
    ...usage,
    latencyMs: tools.now() - startedAt,
    costMicros: tokenCostMicros(model, usage),
    redactions: scrubber.counts(),
    promptHash: await sha256(prompt.system.replaceAll(tools.canary, "")),
    promptParts: prompt.parts,
    passages,
    calls,
  };
  return {
    outcome: judge(outcome, {
      scrubber,
      canary: tools.canary,
      system: prompt.system,
      allowedLinkHosts: task.allowedLinkHosts,
      teamTexts: task.history
        .filter(({ role }) => role === "agent")
        .map(({ text }) => text),
    }),
    run,
  };
}

function prepare(
  task: AnswerTask,
  scrubber: Scrubber,
  canary: string,
): { prompt: Prompt; passages: string[] } {
  const message = scrubber.scrub(task.message, "customer");
  // The customer's own words first: a value someone else repeats stays theirs.
  for (const { role, text } of task.history) {
    if (role === "customer") scrubber.scrub(text, "customer");
  }
  const history = task.history.map(({ role, text }) => ({
    role,
    text: scrubber.scrub(text, role === "customer" ? "customer" : "other"),
  }));
  const knowledge = rankKnowledge(message, task.knowledge, PASSAGES);
  const prompt = buildPrompt({
    business: task.business,
    knowledge,
    history,
    message,
    canary,
    now: null,
  });
  return { prompt, passages: knowledge.map(({ title }) => title) };
}

type JudgeContext = {
  scrubber: Scrubber;
  canary: string;
  system: string;
  allowedLinkHosts: string[];
  teamTexts: string[];
};

function judge(
  result: ModelOutcome | null,
  { scrubber, ...policy }: JudgeContext,
): ComposeResult["outcome"] {
  if (result === null) {
    return handoff("model_failed", "every model is unavailable");
  }
  if (!result.ok) return handoff("model_failed", result.reason);
  const parsed = parseAnswer(result.text);
  if (parsed.kind === "handoff" && !result.blocked) {
    return handoff("model_asked", parsed.reason);
  }
  const restored = scrubber.restore(
    parsed.kind === "answer" ? parsed.text : "",
  );
  const verdict = checkAnswer({
    ...policy,
    text: restored.text,
    finishReason: result.finishReason,
    blocked: result.blocked,
    unresolvedPlaceholder: restored.unresolved,
    maxChars: MAX_ANSWER_CHARS,
  });
  return verdict.ok
    ? { kind: "answer", text: verdict.text }
    : handoff("answer_refused", verdict.reason);
}

function handoff(
  reason: "model_asked" | "answer_refused" | "model_failed",
  detail: string,
): ComposeResult["outcome"] {
  return { kind: "handoff", reason, detail };
}
