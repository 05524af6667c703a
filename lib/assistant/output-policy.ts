import { visibleText } from "../text/clean";
import { wordsOf } from "../text/fold";
import { inventedAmounts } from "./amounts";
import { forbiddenLinks } from "./links";
import { readingsOf } from "./readings";

export type AnswerFault =
  | "empty"
  | "too_long"
  | "blocked_category"
  | "truncated"
  | "link_not_allowed"
  | "secret"
  | "prompt_echo"
  | "placeholder"
  | "unknown_amount";

export type AnswerCheck =
  { ok: true; text: string } | { ok: false; reason: AnswerFault };

const ECHO_WORDS = 9;

const SECRETS: readonly RegExp[] = [
  /\bAIza[\w-]{20,}/,
  /\b(?:sk|pk|rk|ghp|gho|whsec|whk)[_-][\w-]{16,}/,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b[0-9a-f]{40,}\b/i,
];

const BUSINESS_TEXT =
  /<(business_profile|house_instructions|knowledge)>[\s\S]*?<\/\1>/g;

const OUR_TAGS =
  /<\/?(?:business_profile|house_instructions|knowledge|entry|customer_message|team_message)\b/i;

/**
 * Whether a model's answer may be sent as it is. What the business itself wrote
 * (profile, knowledge, house instructions) may be quoted; our own rules, the
 * canary and anything shaped like a key may not, nor may an amount of money
 * that no person of the business wrote. `ok` carries the text without
 * invisible characters and outer white space.
 */
export function checkAnswer(input: {
  text: string;
  finishReason: string | null;
  blocked: boolean;
  canary: string;
  system: string;
  allowedLinkHosts: string[];
  unresolvedPlaceholder: boolean;
  maxChars: number;
  /** What people of the business said in this conversation. */
  teamTexts: readonly string[];
}): AnswerCheck {
  if (input.blocked) return refused("blocked_category");
  if (input.finishReason === "MAX_TOKENS") return refused("truncated");
  if (input.finishReason !== null && input.finishReason !== "STOP") {
    return refused("blocked_category");
  }
  const text = visibleText(input.text).trim();
  if (!/[\p{L}\p{N}\p{S}]/u.test(text)) return refused("empty");
  if (text.length > input.maxChars) return refused("too_long");
  const readings = readingsOf(text);
  if (readings.some((each) => holdsCanary(each, input.canary))) {
    return refused("secret");
  }
  if (SECRETS.some((pattern) => pattern.test(text))) return refused("secret");
  const rules = withoutBusinessText(input.system);
  if (readings.some((each) => OUR_TAGS.test(each) || echoes(each, rules))) {
    return refused("prompt_echo");
  }
  if (input.unresolvedPlaceholder || /\{\{[^}]*\}\}/.test(text)) {
    return refused("placeholder");
  }
  if (forbiddenLinks(text, input.allowedLinkHosts).length > 0) {
    return refused("link_not_allowed");
  }
  const written = input.system.match(BUSINESS_TEXT) ?? [];
  if (inventedAmounts(text, [...written, ...input.teamTexts]).length > 0) {
    return refused("unknown_amount");
  }
  return { ok: true, text };
}

function refused(reason: AnswerFault): AnswerCheck {
  return { ok: false, reason };
}

// Spelled apart or in another case it is still the canary.
function holdsCanary(text: string, canary: string): boolean {
  const compact = (value: string) =>
    value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const wanted = compact(canary);
  return wanted.length > 0 && compact(text).includes(wanted);
}

function withoutBusinessText(system: string): string {
  return system.replace(BUSINESS_TEXT, "\n");
}

// A run of words that also stands, in this order, in one line of the secret.
function echoes(text: string, secret: string): boolean {
  const words = wordsOf(text);
  if (words.length < ECHO_WORDS) return false;
  const lines = secret
    .split("\n")
    .map((line) => wordsOf(line).join(" "))
    .join(" \n ");
  const wanted = ` ${lines} `;
  for (let start = 0; start + ECHO_WORDS <= words.length; start += 1) {
    const run = words.slice(start, start + ECHO_WORDS).join(" ");
    if (wanted.includes(` ${run} `)) return true;
  }
  return false;
}
