/*
 * A refused call rolls back, so the refusal is reported by a call of its own.
 * A report counts only when the refusal is true now: nobody can write down what did not happen.
 */
import { isPermitted, type Needed } from "../../lib/tenants/roles";
import type { Doc, Id, TableNames } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { isOperator } from "../operators/model";
import { getActiveMembership, getMembership } from "../tenants/model";
import { type Origin, recordAudit } from "./model";

/** Different functions of one person and minute that get a row of their own. */
const MAX_ROWS_PER_MINUTE = 20;
const OTHERS = "others";

/** Tables whose rows belong to one business and are asked for by their ids. */
const OWNED = [
  "cannedReplies",
  "contactImports",
  "contacts",
  "conversationNotes",
  "conversations",
  "instances",
  "invitations",
  "knowledgeEntries",
  "labels",
  "memberships",
  "messages",
  "notifications",
  "testTurns",
] as const satisfies readonly TableNames[];

export type Denial = {
  subject: string;
  kind: Doc<"accessDenials">["kind"];
  functionName: string;
};

/** Whether this person may not do `permission` now. */
export async function lacks(
  ctx: QueryCtx,
  subject: string,
  permission: Needed,
): Promise<boolean> {
  if (permission === "operator") return !(await isOperator(ctx, subject));
  const membership = await getActiveMembership(ctx, subject);
  if (membership?.status !== "active") return true;
  return !isPermitted(membership.role, permission);
}

async function ownerOf(
  ctx: QueryCtx,
  id: string,
): Promise<Id<"tenants"> | null> {
  for (const table of OWNED) {
    const known = ctx.db.normalizeId(table, id);
    if (known === null) continue;
    return (await ctx.db.get(table, known))?.tenantId ?? null;
  }
  return ctx.db.normalizeId("tenants", id);
}

/** Whether an id names a row of a business this person has never been a member of. */
export async function isForeign(
  ctx: QueryCtx,
  subject: string,
  id: string,
): Promise<boolean> {
  const tenantId = await ownerOf(ctx, id);
  if (tenantId === null) return false;
  return (await getMembership(ctx, tenantId, subject)) === null;
}

/** Counts a refusal in its minute; the first of a minute and function is audited. */
export async function countDenial(
  ctx: MutationCtx,
  denial: Denial,
  reason: string | null,
  origin: Origin | null,
): Promise<void> {
  const { subject, kind } = denial;
  const minute = Math.floor(Date.now() / 60_000);
  const rows = await ctx.db
    .query("accessDenials")
    .withIndex("by_subject_and_minute", (q) =>
      q.eq("subject", subject).eq("minute", minute),
    )
    .take(MAX_ROWS_PER_MINUTE + 2);
  const find = (name: string) =>
    rows.find((row) => row.kind === kind && row.functionName === name);
  const isFull = rows.length >= MAX_ROWS_PER_MINUTE;
  const own = find(denial.functionName);
  const functionName =
    own === undefined && isFull ? OTHERS : denial.functionName;
  const existing = own ?? find(functionName);
  if (existing !== undefined) {
    const count = existing.count + 1;
    await ctx.db.patch("accessDenials", existing._id, { count });
    return;
  }
  const membership = await getActiveMembership(ctx, subject);
  const tenantId = membership?.tenantId ?? null;
  await ctx.db.insert("accessDenials", {
    ...{ subject, tenantId, kind, functionName, minute, count: 1 },
  });
  await recordAudit(
    ctx,
    {
      tenantId,
      actor: `user:${subject}`,
      action: kind === "permission" ? "access.denied" : "access.foreign_id",
      target: functionName,
      ...(reason !== null && { reason }),
    },
    origin,
  );
}

/** Removes up to `limit` counters from before `before`; answers how many. Their events stay. */
export async function forgetDenials(
  ctx: MutationCtx,
  before: number,
  limit: number,
): Promise<number> {
  const old = await ctx.db
    .query("accessDenials")
    .withIndex("by_minute", (q) => q.lt("minute", Math.floor(before / 60_000)))
    .take(limit);
  for (const { _id } of old) await ctx.db.delete("accessDenials", _id);
  return old.length;
}
