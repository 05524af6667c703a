import {
  emptyHistogram,
  type Histogram,
  mergeHistograms,
} from "./response-times";

/** What happened at a business in a stretch of time; every field adds up. */
export type Counts = {
  /** Messages of customers. */
  inbound: number;
  /** Answers of the AI that WhatsApp accepted. */
  aiAnswers: number;
  /** Answers people wrote here that WhatsApp accepted. */
  humanAnswers: number;
  /** Messages from the business's own phone. */
  phoneAnswers: number;
  /** Welcomes, handoff notices and the like that WhatsApp accepted. */
  notices: number;
  /** Conversations with at least one message. */
  conversations: number;
  /** Conversations whose first message this was. */
  newConversations: number;
  handoffs: Record<string, number>;
  /** Sends that were refused, or failed after they were charged. */
  failed: number;
  /** Credits captured. */
  captured: number;
  /** Credits given back for failed sends. */
  refunded: number;
  optedOut: number;
  aiResponse: Histogram;
  humanResponse: Histogram;
};

export function emptyCounts(): Counts {
  return {
    inbound: 0,
    aiAnswers: 0,
    humanAnswers: 0,
    phoneAnswers: 0,
    notices: 0,
    conversations: 0,
    newConversations: 0,
    handoffs: {},
    failed: 0,
    captured: 0,
    refunded: 0,
    optedOut: 0,
    aiResponse: emptyHistogram(),
    humanResponse: emptyHistogram(),
  };
}

/** Field by field; neither argument is changed. */
export function addCounts(a: Counts, b: Counts): Counts {
  const handoffs = { ...a.handoffs };
  for (const [reason, count] of Object.entries(b.handoffs)) {
    handoffs[reason] = (handoffs[reason] ?? 0) + count;
  }
  return {
    inbound: a.inbound + b.inbound,
    aiAnswers: a.aiAnswers + b.aiAnswers,
    humanAnswers: a.humanAnswers + b.humanAnswers,
    phoneAnswers: a.phoneAnswers + b.phoneAnswers,
    notices: a.notices + b.notices,
    conversations: a.conversations + b.conversations,
    newConversations: a.newConversations + b.newConversations,
    handoffs,
    failed: a.failed + b.failed,
    captured: a.captured + b.captured,
    refunded: a.refunded + b.refunded,
    optedOut: a.optedOut + b.optedOut,
    aiResponse: mergeHistograms(a.aiResponse, b.aiResponse),
    humanResponse: mergeHistograms(a.humanResponse, b.humanResponse),
  };
}

export function sumCounts(all: readonly Counts[]): Counts {
  return all.reduce(addCounts, emptyCounts());
}

export function handoffTotal(counts: Counts): number {
  return Object.values(counts.handoffs).reduce((sum, count) => sum + count, 0);
}

/** Credits that stayed spent: captured less refunded. */
export function spentCredits(counts: Counts): number {
  return counts.captured - counts.refunded;
}

/** The AI's part of all answers, 0 to 1; null without answers. */
export function aiShare(counts: Counts): number | null {
  const answers = counts.aiAnswers + counts.humanAnswers + counts.phoneAnswers;
  return answers === 0 ? null : counts.aiAnswers / answers;
}
