/*
 * Presence and locks are rows of their own: a heartbeat touches nothing a list or a thread reads.
 * A lock whose time is up is nobody's.
 */
import {
  COMPOSER_LOCK_MS,
  mayClaim,
  PRESENCE_LIFETIME_MS,
} from "../../lib/inbox/presence";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

const MAX_PRESENT = 50;

async function findPresence(
  ctx: QueryCtx,
  conversationId: Id<"conversations">,
  memberId: Id<"memberships">,
): Promise<Doc<"presences"> | null> {
  return ctx.db
    .query("presences")
    .withIndex("by_conversation_and_member", (q) =>
      q.eq("conversationId", conversationId).eq("memberId", memberId),
    )
    .unique();
}

/** A member's report that they look at a conversation; whether it is their first for a while. */
export async function notePresence(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  memberId: Id<"memberships">,
  isTyping: boolean,
): Promise<boolean> {
  const existing = await findPresence(ctx, conversation._id, memberId);
  const expiresAt = Date.now() + PRESENCE_LIFETIME_MS;
  if (existing !== null) {
    await ctx.db.patch("presences", existing._id, { isTyping, expiresAt });
    return false;
  }
  await ctx.db.insert("presences", {
    tenantId: conversation.tenantId,
    conversationId: conversation._id,
    memberId,
    isTyping,
    expiresAt,
  });
  return true;
}

export async function dropPresence(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  memberId: Id<"memberships">,
): Promise<void> {
  const existing = await findPresence(ctx, conversationId, memberId);
  if (existing !== null) await ctx.db.delete("presences", existing._id);
}

/** Who reported from a conversation, expired reports included, at most 50. */
export async function listPresences(
  ctx: QueryCtx,
  conversationId: Id<"conversations">,
): Promise<Doc<"presences">[]> {
  return ctx.db
    .query("presences")
    .withIndex("by_conversation_and_member", (q) =>
      q.eq("conversationId", conversationId),
    )
    .take(MAX_PRESENT);
}

/** Removes reports and locks whose time was up before `before`; returns how many. */
export async function dropExpired(
  ctx: MutationCtx,
  before: number,
  limit: number,
): Promise<number> {
  const presences = await ctx.db
    .query("presences")
    .withIndex("by_expires_at", (q) => q.lt("expiresAt", before))
    .take(limit);
  for (const { _id } of presences) await ctx.db.delete("presences", _id);
  const locks = await ctx.db
    .query("composerLocks")
    .withIndex("by_until", (q) => q.lt("until", before))
    .take(limit);
  for (const { _id } of locks) await ctx.db.delete("composerLocks", _id);
  return presences.length + locks.length;
}

/** The lock of a conversation's composer, its time up or not. */
export async function getLock(
  ctx: QueryCtx,
  conversationId: Id<"conversations">,
): Promise<Doc<"composerLocks"> | null> {
  return ctx.db
    .query("composerLocks")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .unique();
}

/** Gives the composer to a member unless a colleague has it; returns who has it then. */
export async function claimLock(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  memberId: Id<"memberships">,
): Promise<{ memberId: Id<"memberships">; until: number }> {
  const now = Date.now();
  const lock = await getLock(ctx, conversation._id);
  if (lock !== null && !mayClaim(lock, memberId, now)) return lock;
  const held = { memberId, until: now + COMPOSER_LOCK_MS };
  if (lock === null) {
    await ctx.db.insert("composerLocks", {
      tenantId: conversation.tenantId,
      conversationId: conversation._id,
      ...held,
    });
  } else {
    await ctx.db.patch("composerLocks", lock._id, held);
  }
  return held;
}

/** Gives a member's own lock back; a colleague's stays. */
export async function releaseLock(
  ctx: MutationCtx,
  lock: Doc<"composerLocks"> | null,
  memberId: Id<"memberships">,
): Promise<void> {
  if (lock?.memberId !== memberId) return;
  await ctx.db.delete("composerLocks", lock._id);
}
