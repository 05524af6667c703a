/* Erasure takes away what was told of a conversation. */
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";

/** Above every character that follows a conversation's id in a key. */
const LAST = "\uffff";

/** Removes up to `limit` notices of a conversation; returns how many. */
export async function dropNotices(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  conversationId: Id<"conversations">,
  limit: number,
): Promise<number> {
  const rows = await ctx.db
    .query("notifications")
    .withIndex("by_tenant_and_dedupe_key", (q) =>
      q
        .eq("tenantId", tenantId)
        .gte("dedupeKey", `${conversationId}:`)
        .lt("dedupeKey", `${conversationId}:${LAST}`),
    )
    .take(limit);
  for (const { _id } of rows) await ctx.db.delete("notifications", _id);
  return rows.length;
}
