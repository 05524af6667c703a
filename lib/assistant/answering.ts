import type { ConsentStatus } from "../consent/policy";

export type AnswerDecision =
  | { kind: "answer" }
  | {
      kind: "handoff";
      reason: "customer_asked" | "unsupported_content";
    }
  | {
      kind: "silent";
      reason:
        | "ai_off"
        | "held_by_human"
        | "opted_out"
        | "too_old"
        | "outside_activation";
    };

/** Whether the AI owes a customer's message an answer. Ages in ms. */
export function decideAnswer(input: {
  aiEnabled: boolean;
  heldByHuman: boolean;
  consent: ConsentStatus;
  ageMs: number;
  maxAgeMs: number;
  hasText: boolean;
  asksForHuman: boolean;
  /** What the business's activation rules say. */
  isActive: boolean;
}): AnswerDecision {
  if (input.consent === "opted_out") {
    return { kind: "silent", reason: "opted_out" };
  }
  if (input.ageMs > input.maxAgeMs)
    return { kind: "silent", reason: "too_old" };
  if (input.heldByHuman) return { kind: "silent", reason: "held_by_human" };
  if (input.asksForHuman) return { kind: "handoff", reason: "customer_asked" };
  if (!input.aiEnabled) return { kind: "silent", reason: "ai_off" };
  if (!input.isActive) return { kind: "silent", reason: "outside_activation" };
  if (!input.hasText) return { kind: "handoff", reason: "unsupported_content" };
  return { kind: "answer" };
}
