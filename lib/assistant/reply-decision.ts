import type { ConsentStatus } from "../consent/policy";
import { type ActivationDecision, decideActivation } from "./activation";
import { type AnswerDecision, decideAnswer } from "./answering";
import { wantsHuman } from "./handoff";
import type { Profile } from "./profile";

/** What is known when a customer's message has come in. Instants in epoch ms. */
export type ReplyQuestion = {
  profile: Pick<Profile, "activation" | "handoffWords">;
  timeZone: string;
  aiEnabled: boolean;
  heldByHuman: boolean;
  consent: ConsentStatus;
  contactSince: number;
  /** When a keyword last activated the conversation. */
  keywordAt: number | null;
  text: string;
  now: number;
  sentAt: number;
  maxAgeMs: number;
};

/** What to do about a message, and what the activation rules said. */
export function decideReply(question: ReplyQuestion): {
  decision: AnswerDecision;
  activation: ActivationDecision;
} {
  const { profile, text, now } = question;
  const activation = decideActivation({
    activation: profile.activation,
    timeZone: question.timeZone,
    now,
    text,
    contactSince: question.contactSince,
    activatedAt: question.keywordAt,
  });
  const decision = decideAnswer({
    aiEnabled: question.aiEnabled,
    heldByHuman: question.heldByHuman,
    consent: question.consent,
    ageMs: now - question.sentAt,
    maxAgeMs: question.maxAgeMs,
    hasText: text.trim() !== "",
    asksForHuman: wantsHuman(text, profile.handoffWords),
    isActive: activation.active,
  });
  return { decision, activation };
}
