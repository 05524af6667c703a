/*
 * An operator is a separate grant, never a tenant role.
 * While a sending stop exists, no send of any tenant is claimed.
 */
import { appError } from "../../lib/errors";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { requireSubject } from "../tenants/model";

export type OperatorContext = { actor: string };

export async function requireOperator(ctx: QueryCtx): Promise<OperatorContext> {
  const subject = await requireSubject(ctx);
  const operator = await ctx.db
    .query("operators")
    .withIndex("by_subject", (q) => q.eq("subject", subject))
    .unique();
  if (operator === null) throw appError("FORBIDDEN", "Operators only.");
  return { actor: `operator:${subject}` };
}

/** Grants operator rights once; a second grant of the same person changes nothing. */
export async function grantOperator(
  ctx: MutationCtx,
  subject: string,
  email: string,
): Promise<boolean> {
  const existing = await ctx.db
    .query("operators")
    .withIndex("by_subject", (q) => q.eq("subject", subject))
    .unique();
  if (existing !== null) return false;
  await ctx.db.insert("operators", { subject, email });
  return true;
}

/** Whether an operator stopped all sending. */
export async function isSendingStopped(ctx: QueryCtx): Promise<boolean> {
  const stop = await ctx.db
    .query("sendingStops")
    .withIndex("by_creation_time")
    .first();
  return stop !== null;
}

export async function stopSending(
  ctx: MutationCtx,
  actor: string,
  reason: string,
): Promise<void> {
  if (await isSendingStopped(ctx)) return;
  await ctx.db.insert("sendingStops", { actor, reason, stoppedAt: Date.now() });
}

export async function allowSending(ctx: MutationCtx): Promise<void> {
  const stop = await ctx.db
    .query("sendingStops")
    .withIndex("by_creation_time")
    .first();
  if (stop !== null) await ctx.db.delete("sendingStops", stop._id);
}
