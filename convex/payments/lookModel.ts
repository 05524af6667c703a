/*
 * An unpaid checkout is looked at until it is paid or its time is up; what a look
 * finds takes the same way as a webhook, which grants an order once.
 */
import { nextLookAt } from "../../lib/payments/look";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getCheckout } from "./checkoutModel";

/** Longer than any look takes: one that never reported is made again. */
const LEASE_MS = 5 * 60_000;

/** Takes checkouts whose look is due, so that nobody else looks at them meanwhile. */
export async function claimDue(
  ctx: MutationCtx,
  now: number,
  limit: number,
): Promise<Id<"checkouts">[]> {
  const due = await ctx.db
    .query("checkouts")
    .withIndex("by_next_look_at", (q) =>
      q.gt("nextLookAt", 0).lte("nextLookAt", now),
    )
    .take(limit);
  for (const { _id } of due) {
    await ctx.db.patch("checkouts", _id, { nextLookAt: now + LEASE_MS });
  }
  return due.map(({ _id }) => _id);
}

/** Checkouts that are still looked at, at most `limit`. */
export async function countLookedAt(
  ctx: QueryCtx,
  limit: number,
): Promise<number> {
  const rows = await ctx.db
    .query("checkouts")
    .withIndex("by_next_look_at", (q) => q.gt("nextLookAt", 0))
    .take(limit);
  return rows.length;
}

/** The provider's id of a checkout that may still become paid; null when nobody has to look. */
export async function getSought(
  ctx: QueryCtx,
  checkoutId: Id<"checkouts">,
): Promise<string | null> {
  const checkout = await getCheckout(ctx, checkoutId);
  return checkout === null || checkout.nextLookAt === null
    ? null
    : checkout.providerCheckoutId;
}

/** Notes a look that found no payment, or got no answer. */
export async function noteLook(
  ctx: MutationCtx,
  checkoutId: Id<"checkouts">,
  isAnswered: boolean,
): Promise<void> {
  const checkout = await getCheckout(ctx, checkoutId);
  if (checkout === null || checkout.nextLookAt === null) return;
  const looks = checkout.looks + 1;
  const now = Date.now();
  const expiresAt = checkout.expiresAt ?? checkout._creationTime;
  const next = nextLookAt({ looks, expiresAt, now, isAnswered });
  await ctx.db.patch("checkouts", checkoutId, {
    looks,
    nextLookAt: next,
    ...(next === null ? { status: "abandoned" as const, url: null } : {}),
  });
}

/** Nobody looks any more: an order of this checkout is known. */
export async function endLooks(
  ctx: MutationCtx,
  checkoutId: Id<"checkouts">,
): Promise<void> {
  const checkout = await getCheckout(ctx, checkoutId);
  if (checkout === null) return;
  await ctx.db.patch("checkouts", checkoutId, {
    looks: checkout.looks + 1,
    nextLookAt: null,
  });
}

type About = Doc<"paymentPolls">["about"];

export async function getPoll(
  ctx: QueryCtx,
  about: About,
): Promise<Doc<"paymentPolls"> | null> {
  return ctx.db
    .query("paymentPolls")
    .withIndex("by_about", (q) => q.eq("about", about))
    .unique();
}

/** Notes when the provider was asked about something, and what kept it from answering. */
export async function notePoll(
  ctx: MutationCtx,
  about: About,
  askedAt: number,
  failure: Doc<"paymentPolls">["failure"],
): Promise<void> {
  const known = await getPoll(ctx, about);
  const answeredAt = failure === null ? askedAt : (known?.answeredAt ?? null);
  const fields = { about, askedAt, answeredAt, failure };
  if (known === null) await ctx.db.insert("paymentPolls", fields);
  else await ctx.db.patch("paymentPolls", known._id, fields);
}
