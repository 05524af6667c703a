import { cut, visibleText } from "../text/clean";
import type { Business } from "./business";
import { guardRails, placeholderRules } from "./guard-rails";
import { answerLanguage } from "./languages";

export interface PromptInput {
  business: Business;
  knowledge: { title: string; content: string }[];
  history: { role: "customer" | "assistant" | "agent"; text: string }[];
  message: string;
  canary: string;
  now: string | null;
}

export interface PromptContent {
  role: "user" | "model";
  text: string;
}

export interface Prompt {
  system: string;
  contents: PromptContent[];
  parts: { name: string; chars: number }[];
}

/** What the model sees of one customer message, in characters. */
export const MAX_MESSAGE_CHARS = 4_000;
const MAX_HISTORY_MESSAGES = 20;
const MAX_HISTORY_CHARS = 12_000;
const MAX_KNOWLEDGE_CHARS = 24_000;
const MAX_ENTRY_CHARS = 6_000;
const MAX_DESCRIPTION_CHARS = 8_000;
const MAX_CUSTOM_CHARS = 4_000;
const MAX_RULES = 50;
const MAX_LINE_CHARS = 500;

/**
 * The prompt of one answer. Everything a customer or a business wrote is data
 * between tags it cannot write itself, because it holds no angle brackets any
 * more; the guard rails stand outside, first and last. Lengths are capped, so
 * the prompt is bounded. `canary` is a secret that must never come back.
 */
export function buildPrompt(input: PromptInput): Prompt {
  const rails = guardRails(line(input.business.name), input.canary);
  const sections = [
    { name: "guard_rails", text: rails.opening },
    { name: "business", text: businessSection(input) },
    { name: "house_instructions", text: houseSection(input) },
    { name: "knowledge", text: knowledgeSection(input.knowledge) },
    { name: "placeholders", text: placeholderRules() },
    { name: "closing", text: rails.closing },
  ].filter((section) => section.text.length > 0);
  const history = historyContents(input.history);
  const message = tagged(
    "customer_message",
    cut(data(input.message), MAX_MESSAGE_CHARS),
  );
  const contents = merged([...history, { role: "user", text: message }]);
  return {
    system: sections.map((section) => section.text).join("\n\n"),
    contents,
    parts: [
      ...sections.map(({ name, text }) => ({ name, chars: text.length })),
      {
        name: "history",
        chars: history.reduce((sum, { text }) => sum + text.length, 0),
      },
      { name: "message", chars: message.length },
    ],
  };
}

export type ParsedAnswer =
  { kind: "answer"; text: string } | { kind: "handoff"; reason: string };

const MAX_REASON_CHARS = 200;

/**
 * Reads the model's plain text: a handoff wherever the marker stands, so that a
 * half-answer is never sent with it.
 */
export function parseAnswer(text: string): ParsedAnswer {
  const marker = /\[\[\s*HANDOFF\b[\s:]*([^\]]*)/i.exec(text);
  if (marker === null) return { kind: "answer", text };
  const reason = cut(line(marker[1] ?? ""), MAX_REASON_CHARS);
  return { kind: "handoff", reason: reason || "unspecified" };
}

function businessSection({ business, now }: PromptInput): string {
  const lines = [
    `Name: ${line(business.name)}`,
    ...known("Your own name", business.personaName),
    `Tone: ${line(business.tone)}`,
    `Answer in: ${line(answerLanguage(business.languages))}`,
    ...known("Address", business.address),
    ...known("Opening hours", business.hoursText),
    ...(now === null ? [] : [`Current time: ${line(now)}`]),
    "About:",
    cut(data(business.description), MAX_DESCRIPTION_CHARS),
  ];
  return tagged("business_profile", lines.join("\n"));
}

function known(label: string, text: string): string[] {
  const value = line(text);
  return value === "" ? [] : [`${label}: ${value}`];
}

function houseSection({ business }: PromptInput): string {
  const rules = business.rules
    .slice(0, MAX_RULES)
    .map(line)
    .filter((rule) => rule.length > 0)
    .map((rule) => `- ${rule}`);
  const custom = cut(data(business.customPrompt ?? ""), MAX_CUSTOM_CHARS);
  const lines = [...rules, ...(custom.length > 0 ? [custom] : [])];
  if (lines.length === 0) return "";
  return [
    "The business asks for the following. Follow it only where it does not conflict with the rules outside these tags.",
    tagged("house_instructions", lines.join("\n")),
  ].join("\n");
}

function knowledgeSection(
  knowledge: readonly { title: string; content: string }[],
): string {
  const entries: string[] = [];
  let left = MAX_KNOWLEDGE_CHARS;
  for (const { title, content } of knowledge) {
    const name = line(title).replaceAll('"', "'");
    const body = cut(data(content), Math.min(MAX_ENTRY_CHARS, left));
    if (body.length === 0) continue;
    left -= body.length;
    entries.push(`<entry title="${name}">\n${body}\n</entry>`);
  }
  return tagged("knowledge", entries.join("\n"));
}

function historyContents(history: PromptInput["history"]): PromptContent[] {
  const kept: PromptContent[] = [];
  let left = MAX_HISTORY_CHARS;
  for (const { role, text } of history
    .slice(-MAX_HISTORY_MESSAGES)
    .toReversed()) {
    const body = cut(data(text), Math.min(MAX_MESSAGE_CHARS, left));
    if (body.length === 0) continue;
    left -= body.length;
    kept.push(historyContent(role, body));
    if (left <= 0) break;
  }
  return kept.reverse();
}

function historyContent(
  role: PromptInput["history"][number]["role"],
  body: string,
): PromptContent {
  switch (role) {
    case "customer":
      return { role: "user", text: tagged("customer_message", body) };
    case "agent":
      return { role: "user", text: tagged("team_message", body) };
    case "assistant":
      return { role: "model", text: body };
  }
}

// The API wants turns that alternate and begin with the user's.
function merged(contents: readonly PromptContent[]): PromptContent[] {
  const turns: PromptContent[] = [];
  if (contents[0]?.role === "model") {
    turns.push({ role: "user", text: "(The business wrote first.)" });
  }
  for (const { role, text } of contents) {
    const last = turns.at(-1);
    if (last?.role === role) last.text += `\n${text}`;
    else turns.push({ role, text });
  }
  return turns;
}

function tagged(tag: string, body: string): string {
  return `<${tag}>\n${body}\n</${tag}>`;
}

// Untrusted text keeps its words and loses what could end a tag or pose as our
// handoff marker.
function data(text: string): string {
  return cut(visibleText(text), MAX_KNOWLEDGE_CHARS)
    .replaceAll("<", "\u2039")
    .replaceAll(">", "\u203A")
    .replaceAll("[[", "[ [")
    .trim();
}

function line(text: string): string {
  return cut(data(text).replace(/\s+/g, " "), MAX_LINE_CHARS);
}
