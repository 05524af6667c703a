/* One row per dedupe key, however often its cause repeats. */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";

export async function notify(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  kind: Doc<"notifications">["kind"],
  dedupeKey: string,
  target: string | null = null,
  detail: string | null = null,
): Promise<void> {
  const existing = await ctx.db
    .query("notifications")
    .withIndex("by_tenant_and_dedupe_key", (q) =>
      q.eq("tenantId", tenantId).eq("dedupeKey", dedupeKey),
    )
    .first();
  if (existing !== null) return;
  await ctx.db.insert("notifications", {
    tenantId,
    kind,
    target,
    dedupeKey,
    detail,
    readAt: null,
  });
}
