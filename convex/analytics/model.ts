/*
 * A row is counted exactly once: its counts and the cursor that passes it commit together.
 * Counts only ever add up; nothing here is read back from messages.
 */
import { dayOf, daysUpTo, type Day } from "../../lib/analytics/days";
import {
  addCounts,
  type Counts,
  emptyCounts,
} from "../../lib/analytics/counts";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

export type Stream = Doc<"analyticsCursors">["stream"];

const CLOCK_STEP_MS = 15 * 60_000;

async function getDay(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  day: Day,
): Promise<Doc<"analyticsDays"> | null> {
  return ctx.db
    .query("analyticsDays")
    .withIndex("by_tenant_and_day", (q) =>
      q.eq("tenantId", tenantId).eq("day", day),
    )
    .unique();
}

/** Adds to what a business's day counts. */
export async function addToDay(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  day: Day,
  counts: Counts,
): Promise<void> {
  const row = await getDay(ctx, tenantId, day);
  if (row === null) {
    await ctx.db.insert("analyticsDays", { tenantId, day, ...counts });
  } else {
    await ctx.db.patch("analyticsDays", row._id, addCounts(row, counts));
  }
}

export type DayCounts = { day: Day; counts: Counts };

/** The `count` days that end with `last`, oldest first, days without rows included. */
export async function listDays(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  last: Day,
  count: number,
): Promise<DayCounts[]> {
  const days = daysUpTo(last, count);
  const rows = await ctx.db
    .query("analyticsDays")
    .withIndex("by_tenant_and_day", (q) =>
      q
        .eq("tenantId", tenantId)
        .gte("day", days[0] ?? last)
        .lte("day", last),
    )
    .take(count);
  const known = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => ({ day, counts: countsOf(known.get(day)) }));
}

function countsOf(row: Doc<"analyticsDays"> | undefined): Counts {
  return row === undefined ? emptyCounts() : addCounts(row, emptyCounts());
}

export type Cursor = { at: number; seen: string[] };

const START: Cursor = { at: 0, seen: [] };

async function getCursorRow(
  ctx: QueryCtx,
  stream: Stream,
): Promise<Doc<"analyticsCursors"> | null> {
  return ctx.db
    .query("analyticsCursors")
    .withIndex("by_stream", (q) => q.eq("stream", stream))
    .unique();
}

/** Up to where a stream is counted; its beginning at first. */
export async function getCursor(
  ctx: QueryCtx,
  stream: Stream,
): Promise<Cursor> {
  return (await getCursorRow(ctx, stream)) ?? START;
}

export async function setCursor(
  ctx: MutationCtx,
  stream: Stream,
  { at, seen }: Cursor,
): Promise<void> {
  const row = await getCursorRow(ctx, stream);
  if (row === null) {
    await ctx.db.insert("analyticsCursors", { stream, at, seen });
  } else {
    await ctx.db.patch("analyticsCursors", row._id, { at, seen });
  }
}

async function getBalanceRow(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"analyticsBalances"> | null> {
  return ctx.db
    .query("analyticsBalances")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .unique();
}

/** The wallet's balance after the last counted entry; null before the first. */
export async function getCountedBalance(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<number | null> {
  return (await getBalanceRow(ctx, tenantId))?.balance ?? null;
}

export async function setCountedBalance(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  balance: number,
): Promise<void> {
  const row = await getBalanceRow(ctx, tenantId);
  if (row === null) {
    await ctx.db.insert("analyticsBalances", { tenantId, balance });
  } else if (row.balance !== balance) {
    await ctx.db.patch("analyticsBalances", row._id, { balance });
  }
}

/** Moves the clock that queries read to the quarter of an hour `now` lies in. */
export async function moveClock(ctx: MutationCtx, now: number): Promise<void> {
  const at = Math.floor(now / CLOCK_STEP_MS) * CLOCK_STEP_MS;
  const row = await ctx.db
    .query("analyticsClock")
    .withIndex("by_creation_time")
    .first();
  if (row === null) await ctx.db.insert("analyticsClock", { at });
  else if (row.at < at) await ctx.db.patch("analyticsClock", row._id, { at });
}

/** Today in a business's time zone, at most a quarter of an hour late; null before the clock's first move. */
export async function today(
  ctx: QueryCtx,
  timeZone: string,
): Promise<Day | null> {
  const row = await ctx.db
    .query("analyticsClock")
    .withIndex("by_creation_time")
    .first();
  return row === null ? null : dayOf(row.at, timeZone);
}
