/*
 * Calls that the web server refused itself, counted by minute: the first of a
 * caller, minute and reason is an event, the rest is a number. A report is
 * counted once, and however many callers there are, few rows are written.
 */
import type { Infer } from "convex/values";
import type { Actor } from "../../lib/audit/actor";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { getActiveMembership } from "../tenants/model";
import { hashAddress, type Origin, recordAudit } from "./model";
import type { webRefusalReason } from "./schema";

/** Rows of one minute; later callers share one row a reason. */
const MAX_ROWS_PER_MINUTE = 20;
const OTHERS = "others";

/** Reasons there can be, each with its row of others. */
const MAX_OTHERS = 8;

export type WebRefusal = {
  /** The signed-in person; null for everybody else. */
  subject: string | null;
  reason: Infer<typeof webRefusalReason>;
  area: string;
  count: number;
  origin: Origin;
};

/** Whether this report of this process is new; it is not afterwards. */
export async function takeSequence(
  ctx: MutationCtx,
  reporter: string,
  sequence: number,
): Promise<boolean> {
  const known = await ctx.db
    .query("webReporters")
    .withIndex("by_reporter", (q) => q.eq("reporter", reporter))
    .unique();
  const heardAt = Date.now();
  if (known === null) {
    await ctx.db.insert("webReporters", { reporter, sequence, heardAt });
    return true;
  }
  if (sequence <= known.sequence) return false;
  await ctx.db.patch("webReporters", known._id, { sequence, heardAt });
  return true;
}

async function sourceOf({ subject, origin }: WebRefusal): Promise<string> {
  if (subject !== null) return `user:${subject}`;
  if (origin.address === null) return OTHERS;
  return `address:${await hashAddress(origin.address)}`;
}

/** Counts refusals of one caller in this minute; the first is audited. */
export async function countWebRefusal(
  ctx: MutationCtx,
  refusal: WebRefusal,
): Promise<void> {
  const { subject, reason, area, count, origin } = refusal;
  const minute = Math.floor(Date.now() / 60_000);
  const rows = await ctx.db
    .query("webRefusals")
    .withIndex("by_minute", (q) => q.eq("minute", minute))
    .take(MAX_ROWS_PER_MINUTE + MAX_OTHERS);
  const find = (wanted: string) =>
    rows.find((row) => row.source === wanted && row.reason === reason);
  const own = await sourceOf(refusal);
  const isFull = rows.length >= MAX_ROWS_PER_MINUTE;
  const source = find(own) === undefined && isFull ? OTHERS : own;
  const existing = find(source);
  if (existing !== undefined) {
    const sum = existing.count + count;
    await ctx.db.patch("webRefusals", existing._id, { count: sum });
    return;
  }
  await ctx.db.insert("webRefusals", { source, reason, minute, count });
  const isOwn = source === own && subject !== null;
  const actor: Actor = isOwn ? `user:${subject}` : "system:web";
  await recordAudit(
    ctx,
    {
      tenantId: isOwn ? await tenantOf(ctx, subject) : null,
      ...{ actor, action: "web.refused", target: area, reason },
    },
    source === OTHERS ? { ...origin, address: null } : origin,
  );
}

async function tenantOf(
  ctx: MutationCtx,
  subject: string,
): Promise<Id<"tenants"> | null> {
  return (await getActiveMembership(ctx, subject))?.tenantId ?? null;
}

/** Removes up to `limit` counters, and processes not heard of, from before `before`; answers how many. */
export async function forgetWebRefusals(
  ctx: MutationCtx,
  before: number,
  limit: number,
): Promise<number> {
  const counters = await ctx.db
    .query("webRefusals")
    .withIndex("by_minute", (q) => q.lt("minute", Math.floor(before / 60_000)))
    .take(limit);
  for (const { _id } of counters) await ctx.db.delete("webRefusals", _id);
  const silent = await ctx.db
    .query("webReporters")
    .withIndex("by_heard_at", (q) => q.lt("heardAt", before))
    .take(limit - counters.length);
  for (const { _id } of silent) await ctx.db.delete("webReporters", _id);
  return counters.length + silent.length;
}
