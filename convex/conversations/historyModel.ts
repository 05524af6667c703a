/* Reads of conversations for what is shown of them elsewhere. */
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

/** A conversation of this tenant, or null. */
export async function getOwnConversation(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  conversationId: Id<"conversations">,
): Promise<Doc<"conversations"> | null> {
  const conversation = await ctx.db.get("conversations", conversationId);
  return conversation?.tenantId === tenantId ? conversation : null;
}
