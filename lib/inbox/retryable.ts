import type { DeliveryStatus } from "../messages/delivery";

/** What stopped a message that may no longer stop it. */
const PASSING: ReadonlySet<string> = new Set([
  "suspended",
  "kill_switch",
  "opted_out",
  "held_by_human",
  "not_connected",
  "expired",
]);

/**
 * Whether a person may send a message's words again: it surely did not arrive
 * and no second attempt exists. `unknown` is not settled, so never.
 */
export function isRetryable(message: {
  status: DeliveryStatus;
  reason: string | null;
  wasRetried: boolean;
}): boolean {
  if (message.wasRetried) return false;
  if (message.status === "failed") return true;
  return message.status === "blocked" && PASSING.has(message.reason ?? "");
}
