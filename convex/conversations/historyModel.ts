/* Reads of conversations for what is shown of them elsewhere. */
import type { PaginationOptions, PaginationResult } from "convex/server";
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

/** The tenant's conversation with the newest message, or null. */
export async function getLatestConversation(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"conversations"> | null> {
  return ctx.db
    .query("conversations")
    .withIndex("by_tenant_and_last_message_at", (q) =>
      q.eq("tenantId", tenantId),
    )
    .order("desc")
    .first();
}

/** A page of the tenant's conversations, newest message first. */
export async function listConversationsOf(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"conversations">>> {
  return ctx.db
    .query("conversations")
    .withIndex("by_tenant_and_last_message_at", (q) =>
      q.eq("tenantId", tenantId),
    )
    .order("desc")
    .paginate(paginationOpts);
}
