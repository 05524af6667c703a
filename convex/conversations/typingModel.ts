/* What a customer does right now, in rows of their own; a row whose time is up says nothing. */
import { TYPING_LIFETIME_MS } from "../../lib/inbox/presence";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { findContactOf, type Sender } from "../contacts/model";

/** What is known of a customer's doing, its time up or not. */
export async function getTyping(
  ctx: QueryCtx,
  conversationId: Id<"conversations">,
): Promise<Doc<"customerTypings"> | null> {
  return ctx.db
    .query("customerTypings")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .unique();
}

/** The conversation of a known person on a number that somebody looks at now; else null. */
export async function findWatched(
  ctx: QueryCtx,
  instance: Doc<"instances">,
  sender: Pick<Sender, "phone" | "lid" | "chatId">,
): Promise<Doc<"conversations"> | null> {
  const contactId = await findContactOf(ctx, instance.tenantId, sender);
  if (contactId === null) return null;
  const conversation = await ctx.db
    .query("conversations")
    .withIndex("by_instance_and_contact", (q) =>
      q.eq("instanceId", instance._id).eq("contactId", contactId),
    )
    .unique();
  if (conversation === null) return null;
  const watcher = await ctx.db
    .query("presences")
    .withIndex("by_conversation_and_member", (q) =>
      q.eq("conversationId", conversation._id),
    )
    .first();
  return watcher === null ? null : conversation;
}

/** Notes what the customer does; nothing is kept of nothing. */
export async function noteTyping(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  doing: Doc<"customerTypings">["doing"] | "nothing",
): Promise<void> {
  const known = await getTyping(ctx, conversation._id);
  if (doing === "nothing") {
    if (known !== null) await ctx.db.delete("customerTypings", known._id);
    return;
  }
  const expiresAt = Date.now() + TYPING_LIFETIME_MS;
  if (known !== null) {
    await ctx.db.patch("customerTypings", known._id, { doing, expiresAt });
    return;
  }
  await ctx.db.insert("customerTypings", {
    tenantId: conversation.tenantId,
    conversationId: conversation._id,
    doing,
    expiresAt,
  });
}

/** Removes rows whose time was up before `before`; returns how many. */
export async function dropOldTypings(
  ctx: MutationCtx,
  before: number,
  limit: number,
): Promise<number> {
  const rows = await ctx.db
    .query("customerTypings")
    .withIndex("by_expires_at", (q) => q.lt("expiresAt", before))
    .take(limit);
  for (const { _id } of rows) await ctx.db.delete("customerTypings", _id);
  return rows.length;
}
