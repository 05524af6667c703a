/* Notifications belong to the business: one person's reading is everybody's. */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/** A business's notifications, newest first. */
export async function listNotifications(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  limit: number,
): Promise<Doc<"notifications">[]> {
  return ctx.db
    .query("notifications")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .order("desc")
    .take(limit);
}

/** Those nobody has read, newest first. */
export async function listUnread(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  limit: number,
): Promise<Doc<"notifications">[]> {
  return ctx.db
    .query("notifications")
    .withIndex("by_tenant_and_read_at", (q) =>
      q.eq("tenantId", tenantId).eq("readAt", null),
    )
    .order("desc")
    .take(limit);
}

/** Marks one as read; a second time changes nothing. */
export async function readOne(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  notificationId: Id<"notifications">,
): Promise<void> {
  const notification = await ctx.db.get("notifications", notificationId);
  if (notification?.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Notification not found.");
  }
  if (notification.readAt !== null) return;
  await ctx.db.patch("notifications", notificationId, { readAt: Date.now() });
}

/** Marks up to `limit` unread ones as read; returns whether some may be left. */
export async function readUnread(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  limit: number,
): Promise<boolean> {
  const unread = await listUnread(ctx, tenantId, limit);
  const readAt = Date.now();
  for (const { _id } of unread) {
    await ctx.db.patch("notifications", _id, { readAt });
  }
  return unread.length === limit;
}
