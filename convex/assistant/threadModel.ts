/* A thread of messages as the model reads it. */
import type { Doc } from "../_generated/dataModel";
import type { Thread } from "./taskModel";

type Turn = Thread["history"][number];

/** Whether the customer can have seen a message. */
export function wasSeen(message: Doc<"messages">): boolean {
  return !["queued", "sending", "failed", "blocked"].includes(message.status);
}

/** Who said a message, in the model's words. */
export function roleOf(message: Doc<"messages">): Turn["role"] {
  if (message.direction === "inbound") return "customer";
  const purpose = message.outbound?.purpose;
  return purpose === "ai_reply" || purpose === "welcome"
    ? "assistant"
    : "agent";
}

/** What was said, without what nobody saw and what has no words. */
export function historyOf(
  messages: readonly Doc<"messages">[],
): Thread["history"] {
  return messages
    .filter((message) => message.text !== "" && wasSeen(message))
    .map((message) => ({ role: roleOf(message), text: message.text }));
}
