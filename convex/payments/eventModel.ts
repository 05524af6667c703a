/* An event has one effect, however often it is delivered; one that could not be read may come again. */
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

type Effect = Doc<"paymentEvents">["effect"];

async function getEvent(
  ctx: QueryCtx,
  eventId: string,
): Promise<Doc<"paymentEvents"> | null> {
  return ctx.db
    .query("paymentEvents")
    .withIndex("by_event", (q) => q.eq("eventId", eventId))
    .unique();
}

/** Whether this event had its effect before. */
export async function isApplied(
  ctx: QueryCtx,
  eventId: string,
): Promise<boolean> {
  const event = await getEvent(ctx, eventId);
  return event !== null && event.effect !== "unreadable";
}

/** Notes an event's effect; whether this is the first note of it. */
export async function noteEvent(
  ctx: MutationCtx,
  eventId: string,
  effect: Effect,
  about: string,
): Promise<boolean> {
  const known = await getEvent(ctx, eventId);
  if (known === null) {
    await ctx.db.insert("paymentEvents", { eventId, effect, about });
    return true;
  }
  await ctx.db.patch("paymentEvents", known._id, { effect, about });
  return false;
}

/** The newest events of one effect, at most `limit`. */
export async function listEvents(
  ctx: QueryCtx,
  effect: Effect,
  limit: number,
): Promise<Doc<"paymentEvents">[]> {
  return ctx.db
    .query("paymentEvents")
    .withIndex("by_effect", (q) => q.eq("effect", effect))
    .order("desc")
    .take(limit);
}

/** Counts a refused delivery in its minute; whether it is the first of it. */
export async function countRefused(
  ctx: MutationCtx,
  reason: string,
): Promise<boolean> {
  const minute = Math.floor(Date.now() / 60_000);
  const row = await ctx.db
    .query("paymentRejections")
    .withIndex("by_reason_and_minute", (q) =>
      q.eq("reason", reason).eq("minute", minute),
    )
    .unique();
  if (row === null) {
    await ctx.db.insert("paymentRejections", { reason, minute, count: 1 });
    return true;
  }
  await ctx.db.patch("paymentRejections", row._id, { count: row.count + 1 });
  return false;
}

/** The newest minutes in which deliveries were refused for a reason. */
export async function listRefused(
  ctx: QueryCtx,
  reason: string,
  limit: number,
): Promise<Doc<"paymentRejections">[]> {
  return ctx.db
    .query("paymentRejections")
    .withIndex("by_reason_and_minute", (q) => q.eq("reason", reason))
    .order("desc")
    .take(limit);
}
