/* Reads of messages for what is counted and shown of them later. */
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

const BURST = 10;

/** Messages of all tenants in the order they were stored, from `at` on and before `until`. */
export async function listStored(
  ctx: QueryCtx,
  at: number,
  until: number,
  limit: number,
): Promise<Doc<"messages">[]> {
  return ctx.db
    .query("messages")
    .withIndex("by_creation_time", (q) =>
      q.gte("_creationTime", at).lt("_creationTime", until),
    )
    .take(limit);
}

/**
 * Whether an earlier stored message of the same conversation has a time from
 * `from` to before `to`. Looks at the first messages of the stretch only.
 */
export async function hasEarlierStored(
  ctx: QueryCtx,
  message: Doc<"messages">,
  from: number,
  to: number,
): Promise<boolean> {
  const stretch = await ctx.db
    .query("messages")
    .withIndex("by_conversation_and_sent_at", (q) =>
      q
        .eq("conversationId", message.conversationId)
        .gte("sentAt", from)
        .lt("sentAt", to),
    )
    .take(BURST);
  return stretch.some((other) => isStoredBefore(other, message));
}

/**
 * Of the `limit` newest messages of a conversation those that were there before
 * one of its own, newest first, and whether there are no older ones.
 */
export async function lookBack(
  ctx: QueryCtx,
  message: Doc<"messages">,
  limit: number,
): Promise<{ messages: Doc<"messages">[]; isAll: boolean }> {
  const earlier = await ctx.db
    .query("messages")
    .withIndex("by_conversation_and_sent_at", (q) =>
      q
        .eq("conversationId", message.conversationId)
        .lte("sentAt", message.sentAt),
    )
    .order("desc")
    .take(limit);
  return {
    messages: earlier.filter((other) => isStoredBefore(other, message)),
    isAll: earlier.length < limit,
  };
}

function isStoredBefore(a: Doc<"messages">, b: Doc<"messages">): boolean {
  return (
    a._creationTime < b._creationTime ||
    (a._creationTime === b._creationTime && a._id < b._id)
  );
}

/** A message of this tenant, or null; another tenant's does not exist. */
export async function getOwnMessage(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  messageId: Id<"messages">,
): Promise<Doc<"messages"> | null> {
  const message = await ctx.db.get("messages", messageId);
  return message?.tenantId === tenantId ? message : null;
}
