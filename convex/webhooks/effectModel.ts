/* What came of an accepted delivery, read from where it is true: thread and ledger. */
import { type Infer, v } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { getConversation } from "../conversations/model";
import { getInstance } from "../instances/model";
import { getMessage, getReaction } from "../messages/logModel";
import { chargedFor } from "../messages/readModel";
import { messageStatus, sendPurpose } from "../messages/schema";
import { isBackfilled } from "./logModel";
import { type LogEntry, verdict } from "./logPageModel";

const effect = v.union(
  /** Something was said afterwards; `purpose` is null when it was at the phone. */
  v.object({
    kind: v.literal("answered"),
    purpose: v.union(sendPurpose, v.null()),
    status: messageStatus,
    credits: v.number(),
  }),
  v.object({ kind: v.literal("answering") }),
  v.object({ kind: v.literal("handed_off"), reason: v.string() }),
  v.object({ kind: v.literal("stored") }),
);

export const logRow = v.object({
  id: v.string(),
  at: v.number(),
  verdict,
  reason: v.union(v.string(), v.null()),
  count: v.number(),
  instanceId: v.union(v.id("instances"), v.null()),
  label: v.union(v.string(), v.null()),
  /** Kind of message, as `text` or `image`. */
  messageType: v.union(v.string(), v.null()),
  messageId: v.union(v.id("messages"), v.null()),
  conversationId: v.union(v.id("conversations"), v.null()),
  isBackfilled: v.boolean(),
  effect: v.union(effect, v.null()),
});

type LogRow = Infer<typeof logRow>;

/** A log entry with its number's name and what came of it. */
export async function describeEntry(
  ctx: QueryCtx,
  entry: LogEntry,
): Promise<LogRow> {
  const { tenantId: _tenantId, instanceId, messageId, ...rest } = entry;
  const instance =
    instanceId === null ? null : await getInstance(ctx, instanceId);
  const message = messageId === null ? null : await getMessage(ctx, messageId);
  return {
    ...rest,
    instanceId,
    label: instance?.label ?? null,
    messageType: message?.messageType ?? null,
    messageId: message?._id ?? null,
    conversationId: message?.conversationId ?? null,
    isBackfilled:
      message !== null &&
      entry.verdict === "accepted" &&
      (await isBackfilled(ctx, message._id)),
    effect:
      message === null || entry.verdict !== "accepted"
        ? null
        : await effectOf(ctx, message),
  };
}

async function effectOf(
  ctx: QueryCtx,
  message: Doc<"messages">,
): Promise<Infer<typeof effect>> {
  const reaction = await getReaction(ctx, message);
  if (reaction !== null) {
    return {
      kind: "answered",
      purpose: reaction.outbound?.purpose ?? null,
      status: reaction.status,
      credits: await chargedFor(ctx, reaction),
    };
  }
  const conversation = await getConversation(ctx, message.conversationId);
  if (conversation === null) return { kind: "stored" };
  const { openTurnId, handoff } = conversation;
  if (openTurnId !== null) return { kind: "answering" };
  return handoff === null
    ? { kind: "stored" }
    : { kind: "handed_off", reason: handoff.reason };
}
