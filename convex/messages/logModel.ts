/* Messages as the webhook log reads them: by when they came, and what came of them. */
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

/** Messages that are looked at after one, to find its answer. */
const LOOK_AHEAD = 12;

/** Customers' messages that came before `before`, newest first; of every tenant without one. Others among the `limit` that were read are left out. */
export async function listReceived(
  ctx: QueryCtx,
  tenantId: Id<"tenants"> | null,
  before: number,
  limit: number,
): Promise<Doc<"messages">[]> {
  if (tenantId === null) {
    return ctx.db
      .query("messages")
      .withIndex("by_creation_time", (q) => q.lt("_creationTime", before))
      .order("desc")
      .take(limit);
  }
  return ctx.db
    .query("messages")
    .withIndex("by_tenant_and_direction", (q) =>
      q
        .eq("tenantId", tenantId)
        .eq("direction", "inbound")
        .lt("_creationTime", before),
    )
    .order("desc")
    .take(limit);
}

/** What the product or a person said next to a customer's message; null when nothing was. */
export async function getReaction(
  ctx: QueryCtx,
  message: Doc<"messages">,
): Promise<Doc<"messages"> | null> {
  const after = await ctx.db
    .query("messages")
    .withIndex("by_conversation_and_sent_at", (q) =>
      q
        .eq("conversationId", message.conversationId)
        .gte("sentAt", message.sentAt),
    )
    .take(LOOK_AHEAD);
  const said = after.find(
    ({ direction, _creationTime }) =>
      direction === "outbound" && _creationTime > message._creationTime,
  );
  return said ?? null;
}

/** What was said before a message in its thread, oldest first. */
export async function listBefore(
  ctx: QueryCtx,
  message: Doc<"messages">,
  limit: number,
): Promise<Doc<"messages">[]> {
  const newest = await ctx.db
    .query("messages")
    .withIndex("by_conversation_and_sent_at", (q) =>
      q
        .eq("conversationId", message.conversationId)
        .lt("sentAt", message.sentAt),
    )
    .order("desc")
    .take(limit);
  return newest.reverse();
}

export async function getMessage(
  ctx: QueryCtx,
  messageId: Id<"messages">,
): Promise<Doc<"messages"> | null> {
  return ctx.db.get("messages", messageId);
}
