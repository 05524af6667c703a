import { wordsOf } from "../text/fold";
import { CONSENT_WORDS } from "./words";

export { confirmationText } from "./confirmations";

export type ConsentStatus = "unknown" | "opted_in" | "opted_out";

export interface ConsentCommand {
  command: "stop" | "start";
  language: string;
}

export type SendPurpose =
  | "ai_reply"
  | "manual"
  | "welcome"
  | "handoff_notice"
  | "fallback"
  | "consent_confirmation";

export type SendDecision =
  { allowed: true } | { allowed: false; code: "CONTACT_OPTED_OUT" };

const MAX_COMMAND_CHARS = 256;

const COMMANDS: ReadonlyMap<string, ConsentCommand> = new Map(
  CONSENT_WORDS.flatMap(({ language, stop, start }) => [
    ...stop.map((phrase) => entry(phrase, { command: "stop", language })),
    ...start.map((phrase) => entry(phrase, { command: "start", language })),
  ]).reverse(),
);

/**
 * The consent command a message is, or null. Only a message that says nothing
 * else counts: case, accents, punctuation and emoji do not matter, but "don't
 * stop" and "when do you start" are ordinary text.
 */
export function parseConsentCommand(text: string): ConsentCommand | null {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > MAX_COMMAND_CHARS) return null;
  return COMMANDS.get(normalized(trimmed)) ?? null;
}

/**
 * The status after a command. `confirmation` names the one message to send, and
 * is null when the command changes nothing, so repeating it stays silent.
 */
export function applyConsentCommand(
  status: ConsentStatus,
  command: ConsentCommand["command"],
): {
  status: ConsentStatus;
  changed: boolean;
  confirmation: "opted_out" | "opted_in" | null;
} {
  const next = command === "stop" ? "opted_out" : "opted_in";
  const changed = status !== next;
  return { status: next, changed, confirmation: changed ? next : null };
}

/** Whether a message may go out: to an opted-out contact only its confirmation. */
export function decideSend(
  status: ConsentStatus,
  purpose: SendPurpose,
): SendDecision {
  return status === "opted_out" && purpose !== "consent_confirmation"
    ? { allowed: false, code: "CONTACT_OPTED_OUT" }
    : { allowed: true };
}

function entry(
  phrase: string,
  command: ConsentCommand,
): [string, ConsentCommand] {
  return [normalized(phrase), command];
}

// Apostrophes join, every other mark separates: "don't" is one word.
function normalized(text: string): string {
  return wordsOf(text.replace(/['’ʼ`]/g, "")).join(" ");
}
