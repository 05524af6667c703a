export type SettlementDecision =
  | { kind: "sent" }
  | { kind: "not_sent" }
  | { kind: "check_again"; afterMs: number };

const CHECKS_AFTER_MS = [
  2_000, 8_000, 20_000, 30_000, 60_000, 120_000, 300_000,
] as const;

const NOT_SENT_AFTER_MS = {
  server_error: { absent: 8_000, unavailable: 30_000 },
  lost_answer: { absent: 60_000, unavailable: 300_000 },
} as const;

/**
 * Decides a send whose outcome is unknown, `elapsedMs` after it left, from what
 * a look into the chat's own messages said. Always ends within 300 seconds, and
 * never advises to send again.
 */
export function settleUnknown(input: {
  cause: "server_error" | "lost_answer";
  elapsedMs: number;
  lookup: "found" | "absent" | "unavailable";
}): SettlementDecision {
  if (input.lookup === "found") return { kind: "sent" };
  const elapsedMs = Math.max(0, input.elapsedMs);
  const deadlines =
    input.cause === "server_error"
      ? NOT_SENT_AFTER_MS.server_error
      : NOT_SENT_AFTER_MS.lost_answer;
  const deadlineMs =
    input.lookup === "absent" ? deadlines.absent : deadlines.unavailable;
  if (elapsedMs >= deadlineMs) return { kind: "not_sent" };
  const next = CHECKS_AFTER_MS.find((at) => at > elapsedMs) ?? deadlineMs;
  return { kind: "check_again", afterMs: next - elapsedMs };
}
