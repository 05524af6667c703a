import { v } from "convex/values";
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { getContact } from "../contacts/model";
import { requireConversation } from "../conversations/model";
import { internalMutation, tenantMutation, tenantQuery } from "../functions";
import { requireInstance } from "../instances/model";
import { listMutedKinds } from "../tenants/preferenceModel";
import {
  listNotifications,
  listUnread,
  readOne,
  readUnread,
} from "./listModel";
import { notificationKind } from "./schema";

const MAX_LISTED = 50;
const MAX_COUNTED = 99;
const READ_AT_ONCE = 200;

/** The newest fifty notifications, without the kinds the caller muted. */
export const list = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(
    v.object({
      id: v.id("notifications"),
      kind: notificationKind,
      target: v.union(v.string(), v.null()),
      /** The customer or the number it is about. */
      about: v.union(v.string(), v.null()),
      at: v.number(),
      readAt: v.union(v.number(), v.null()),
    }),
  ),
  handler: async (ctx) => {
    const { tenantId, subject } = ctx.membership;
    const muted = await listMutedKinds(ctx, tenantId, subject);
    const rows = await listNotifications(ctx, tenantId, MAX_LISTED);
    const wanted = rows.filter(({ kind }) => !muted.has(kind));
    return Promise.all(
      wanted.map(async (row) => ({
        id: row._id,
        kind: row.kind,
        target: row.target,
        about: await nameTarget(ctx, row),
        at: row._creationTime,
        readAt: row.readAt,
      })),
    );
  },
});

async function nameTarget(
  ctx: QueryCtx,
  { tenantId, kind, target }: Doc<"notifications">,
): Promise<string | null> {
  if (target === null) return null;
  const naming =
    kind === "handoff"
      ? nameCustomer(ctx, tenantId, target as Id<"conversations">)
      : nameNumber(ctx, tenantId, target as Id<"instances">);
  // What it was about may have been erased since.
  return naming.catch(() => null);
}

async function nameCustomer(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  conversationId: Id<"conversations">,
): Promise<string | null> {
  const conversation = await requireConversation(ctx, tenantId, conversationId);
  const contact = await getContact(ctx, conversation.contactId);
  return contact?.name ?? contact?.phone ?? null;
}

async function nameNumber(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  instanceId: Id<"instances">,
): Promise<string> {
  return (await requireInstance(ctx, tenantId, instanceId)).label;
}

/** How many of the newest ninety-nine unread ones the caller wants to see. */
export const unreadCount = tenantQuery({
  permission: "read",
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const { tenantId, subject } = ctx.membership;
    const muted = await listMutedKinds(ctx, tenantId, subject);
    const unread = await listUnread(ctx, tenantId, MAX_COUNTED);
    return unread.filter(({ kind }) => !muted.has(kind)).length;
  },
});

/** Marks one notification as read, for everybody of the business. */
export const markRead = tenantMutation({
  permission: "reply",
  args: { notificationId: v.id("notifications") },
  returns: v.null(),
  handler: async (ctx, { notificationId }) => {
    await readOne(ctx, ctx.tenant._id, notificationId);
    return null;
  },
});

/** Marks all of them as read, for everybody of the business. */
export const markAllRead = tenantMutation({
  permission: "reply",
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    if (await readUnread(ctx, ctx.tenant._id, READ_AT_ONCE)) {
      await ctx.scheduler.runAfter(0, internal.notifications.feed.readRest, {
        tenantId: ctx.tenant._id,
      });
    }
    return null;
  },
});

/** Goes on with `markAllRead` until none is left. */
export const readRest = internalMutation({
  args: { tenantId: v.id("tenants") },
  returns: v.null(),
  handler: async (ctx, { tenantId }: { tenantId: Id<"tenants"> }) => {
    if (await readUnread(ctx, tenantId, READ_AT_ONCE)) {
      await ctx.scheduler.runAfter(0, internal.notifications.feed.readRest, {
        tenantId,
      });
    }
    return null;
  },
});
