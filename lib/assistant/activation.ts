import { wordsOf } from "../text/fold";
import { isOpenAt, type OpenRange } from "./hours";

/** When the AI answers: for whom, and at what times. Both must hold. */
export type Activation = {
  who: "everyone" | "keywords" | "new_contacts";
  when: "always" | "inside_hours" | "outside_hours";
  keywords: string[];
  /** How long a person counts as new after we first saw them, in hours. */
  newContactHours: number;
  week: OpenRange[];
  closedDays: string[];
};

export type ActivationDecision =
  | { active: true; byKeyword: boolean }
  | {
      active: false;
      reason: "outside_hours" | "inside_hours" | "no_keyword" | "known_contact";
    };

/** A keyword keeps a conversation active for what follows it, in ms. */
export const KEYWORD_LASTS_MS = 24 * 3_600_000;

const MAX_MESSAGE_CHARS = 4_000;
const HOUR_MS = 3_600_000;

/** The rule of a business that set none: everyone, always. */
export const ALWAYS_ACTIVE: Activation = {
  who: "everyone",
  when: "always",
  keywords: [],
  newContactHours: 24,
  week: [],
  closedDays: [],
};

/**
 * Whether a keyword stands in a text as whole words: "hi" is not in "this".
 * Case, accents and punctuation do not matter.
 */
export function hasKeyword(text: string, keywords: readonly string[]): boolean {
  const message = padded(text.slice(0, MAX_MESSAGE_CHARS));
  return keywords
    .map(padded)
    .some((keyword) => keyword.trim() !== "" && message.includes(keyword));
}

/** Whether the AI is to answer at all, before anything else is looked at. Instants in ms. */
export function decideActivation(input: {
  activation: Activation;
  timeZone: string;
  now: number;
  text: string;
  contactSince: number;
  /** When a keyword last activated the conversation. */
  activatedAt: number | null;
}): ActivationDecision {
  const { activation, timeZone, now } = input;
  if (activation.when !== "always") {
    const isOpen = isOpenAt({ ...activation, timeZone }, now);
    if (isOpen !== (activation.when === "inside_hours")) {
      return {
        active: false,
        reason: isOpen ? "inside_hours" : "outside_hours",
      };
    }
  }
  switch (activation.who) {
    case "everyone":
      return { active: true, byKeyword: false };
    case "new_contacts":
      return now - input.contactSince <= activation.newContactHours * HOUR_MS
        ? { active: true, byKeyword: false }
        : { active: false, reason: "known_contact" };
    case "keywords":
      if (hasKeyword(input.text, activation.keywords)) {
        return { active: true, byKeyword: true };
      }
      return input.activatedAt !== null &&
        now - input.activatedAt <= KEYWORD_LASTS_MS
        ? { active: true, byKeyword: false }
        : { active: false, reason: "no_keyword" };
  }
}

function padded(text: string): string {
  return ` ${wordsOf(text).join(" ")} `;
}
