/* Refused deliveries are counted by minute; what a minute came to is added to its month once it is over. */
import { monthOf } from "../../lib/audit/month";
import { verdictOf } from "../../lib/webhooks/verdict";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { addToMonth } from "../audit/sealModel";

const MINUTE_MS = 60_000;

/** What the months call refused deliveries: only the first of a minute is an event. */
export const REFUSED_DELIVERIES = "deliveries.refused";

type Cursor = Pick<Doc<"rejectionCursors">, "minute" | "createdAt">;

async function getCursor(
  ctx: QueryCtx,
): Promise<Doc<"rejectionCursors"> | null> {
  return ctx.db.query("rejectionCursors").withIndex("by_creation_time").first();
}

async function setCursor(ctx: MutationCtx, cursor: Cursor): Promise<void> {
  const existing = await getCursor(ctx);
  if (existing === null) await ctx.db.insert("rejectionCursors", cursor);
  else await ctx.db.patch("rejectionCursors", existing._id, cursor);
}

/** The next counters of minutes that are over. */
async function listNext(
  ctx: QueryCtx,
  { minute, createdAt }: Cursor,
  before: number,
  limit: number,
): Promise<Doc<"webhookRejections">[]> {
  const rest = await ctx.db
    .query("webhookRejections")
    .withIndex("by_minute", (q) =>
      q.eq("minute", minute).gt("_creationTime", createdAt),
    )
    .take(limit);
  if (rest.length === limit) return rest;
  const later = await ctx.db
    .query("webhookRejections")
    .withIndex("by_minute", (q) => q.gt("minute", minute).lt("minute", before))
    .take(limit - rest.length);
  return [...rest, ...later];
}

/** Adds up to `limit` counters to their months, each once; answers how many there were. */
export async function countRefusals(
  ctx: MutationCtx,
  now: number,
  limit: number,
): Promise<number> {
  const cursor = (await getCursor(ctx)) ?? { minute: -1, createdAt: 0 };
  const current = Math.floor(now / MINUTE_MS);
  const rows = await listNext(ctx, cursor, current, limit);
  const last = rows[rows.length - 1];
  if (last === undefined) return 0;
  const months = new Map<string, number>();
  for (const { minute, reason, count } of rows) {
    if (verdictOf(reason) !== "rejected") continue;
    const month = monthOf(minute * MINUTE_MS);
    months.set(month, (months.get(month) ?? 0) + count);
  }
  for (const [month, count] of months) {
    await addToMonth(ctx, month, REFUSED_DELIVERIES, count);
  }
  const { minute, _creationTime: createdAt } = last;
  await setCursor(ctx, { minute, createdAt });
  return rows.length;
}
