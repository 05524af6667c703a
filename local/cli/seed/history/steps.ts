export type Language = "en" | "de" | "fr" | "es" | "pt" | "nl" | "af" | "it";

export type Colleague = "owner" | "agent";

/** What happens in a conversation, in order. */
export type Step =
  /** The customer writes; the model says `answer`, or asks for a human. */
  | { kind: "ask"; text: string; answer: string }
  | { kind: "ask_for_human"; text: string; reason: string }
  /** The customer writes and no answer is expected: STOP, or while a human holds the conversation. */
  | { kind: "say"; text: string }
  | { kind: "write"; by: Colleague; text: string }
  /** Written on the business's own phone. */
  | { kind: "phone"; text: string }
  | { kind: "note"; by: Colleague; text: string }
  | { kind: "label"; name: string }
  | { kind: "assign"; to: Colleague }
  | {
      kind: "contact";
      stage: "qualified" | "customer";
      tags: string[];
      /** What they said to being written to; null when nobody asked. */
      optIn: string | null;
    }
  /** Until an hour of tomorrow, where the story ends today. */
  | { kind: "snooze"; hours: number }
  /** Somebody at the business looks at it. */
  | { kind: "read" }
  | { kind: "resolve" }
  | { kind: "close" };

export type Episode = readonly Step[];

export const ask = (text: string, answer: string): Step => ({
  kind: "ask",
  text,
  answer,
});
export const say = (text: string): Step => ({ kind: "say", text });
export const needsHuman = (text: string, reason: string): Step => ({
  kind: "ask_for_human",
  text,
  reason,
});
export const write = (by: Colleague, text: string): Step => ({
  kind: "write",
  by,
  text,
});
export const label = (name: string): Step => ({ kind: "label", name });
export const note = (by: Colleague, text: string): Step => ({
  kind: "note",
  by,
  text,
});
export const assign = (to: Colleague): Step => ({ kind: "assign", to });
export const read: Step = { kind: "read" };
export const resolve: Step = { kind: "resolve" };
export const close: Step = { kind: "close" };
export const contact = (
  stage: "qualified" | "customer",
  tags: string[],
  optIn: string | null = null,
): Step => ({ kind: "contact", stage, tags, optIn });
export const snooze = (hours: number): Step => ({ kind: "snooze", hours });
