/*
 * An operator is a separate grant, never a tenant role.
 * While a sending stop exists, no send of any tenant is claimed.
 */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { requireSubject } from "../tenants/model";

export type OperatorContext = {
  actor: `operator:${string}`;
  subject: string;
};

export const ACCESS_MS = 60 * 60_000;

/** Whether this person runs the service. */
export async function isOperator(
  ctx: QueryCtx,
  subject: string,
): Promise<boolean> {
  const operator = await ctx.db
    .query("operators")
    .withIndex("by_subject", (q) => q.eq("subject", subject))
    .unique();
  return operator !== null;
}

export async function requireOperator(ctx: QueryCtx): Promise<OperatorContext> {
  const subject = await requireSubject(ctx);
  if (!(await isOperator(ctx, subject))) {
    throw appError("FORBIDDEN", "Operators only.", { permission: "operator" });
  }
  return { actor: `operator:${subject}`, subject };
}

/** The e-mail address of an operator; null for anybody else. */
export async function operatorEmail(
  ctx: QueryCtx,
  subject: string,
): Promise<string | null> {
  const operator = await ctx.db
    .query("operators")
    .withIndex("by_subject", (q) => q.eq("subject", subject))
    .unique();
  return operator?.email ?? null;
}

/** The e-mail address behind `operator:…`; null for anybody else. */
export async function operatorName(
  ctx: QueryCtx,
  actor: string,
): Promise<string | null> {
  const [, subject] = /^operator:(.*)$/s.exec(actor) ?? [];
  return subject === undefined ? null : operatorEmail(ctx, subject);
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

/** Why something is done, trimmed: 3 to 300 characters. */
export function requireReason(reason: string): string {
  const trimmed = reason.trim();
  if (trimmed.length < 3 || trimmed.length > 300) {
    throw appError("VALIDATION_FAILED", "A reason has 3 to 300 characters.");
  }
  return trimmed;
}

/** The operator's open look into a business; null when there is none. It is deleted when its time is up. */
export async function getAccess(
  ctx: QueryCtx,
  subject: string,
  tenantId: Id<"tenants">,
): Promise<Doc<"operatorAccesses"> | null> {
  return ctx.db
    .query("operatorAccesses")
    .withIndex("by_subject_and_tenant", (q) =>
      q.eq("subject", subject).eq("tenantId", tenantId),
    )
    .unique();
}

/** Refuses an operator who has not said why they look into this business. */
export async function requireAccess(
  ctx: QueryCtx,
  subject: string,
  tenantId: Id<"tenants">,
): Promise<void> {
  if ((await getAccess(ctx, subject, tenantId)) === null) {
    throw appError("FORBIDDEN", "Say first why you open this business.");
  }
}

/** Opens a look into a business that ends `ACCESS_MS` from now; a new reason replaces an open one. */
export async function openAccess(
  ctx: MutationCtx,
  subject: string,
  tenantId: Id<"tenants">,
  reason: string,
): Promise<Id<"operatorAccesses">> {
  const open = await getAccess(ctx, subject, tenantId);
  if (open !== null) await ctx.db.delete("operatorAccesses", open._id);
  return ctx.db.insert("operatorAccesses", {
    subject,
    tenantId,
    reason,
    expiresAt: Date.now() + ACCESS_MS,
  });
}

export async function closeAccess(
  ctx: MutationCtx,
  accessId: Id<"operatorAccesses">,
): Promise<void> {
  const access = await ctx.db.get("operatorAccesses", accessId);
  if (access !== null) await ctx.db.delete("operatorAccesses", accessId);
}

/** The stop of all sending, while there is one. */
export async function getSendingStop(
  ctx: QueryCtx,
): Promise<Doc<"sendingStops"> | null> {
  return ctx.db.query("sendingStops").withIndex("by_creation_time").first();
}

/** Whether an operator stopped all sending. */
export async function isSendingStopped(ctx: QueryCtx): Promise<boolean> {
  return (await getSendingStop(ctx)) !== null;
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
