/**
 * The instant that orders an observed message in its thread, in epoch ms.
 * WhatsApp's clock has whole seconds and ours does not: a message of the same
 * second as our last one came after it, so a whole second counts to its end,
 * but never beyond `now`.
 */
export function threadInstant(sentAt: number, now: number): number {
  if (sentAt % 1_000 !== 0) return sentAt;
  return Math.max(sentAt, Math.min(now, sentAt + 999));
}
