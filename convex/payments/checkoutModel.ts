/*
 * A checkout belongs to the tenant that asked for it; only its own row says whose an order is.
 * Paid is final; everything else may still become paid.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { toHex } from "../../lib/hex";
import { appError } from "../../lib/errors";
import type { CheckoutOutcome } from "../../lib/payments/event";
import { FIRST_LOOK_MS } from "../../lib/payments/look";
import type { Pack } from "../../lib/payments/packs";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

const MAX_STARTED = 10;
const STARTED_WITHIN_MS = 10 * 60_000;

/** Writes down what is bought; RATE_LIMITED after ten in ten minutes. */
export async function createCheckout(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  actor: string,
  pack: Pack,
  returnUrl: string | null,
): Promise<Id<"checkouts">> {
  const newest = await ctx.db
    .query("checkouts")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .order("desc")
    .take(MAX_STARTED);
  const oldest = newest[MAX_STARTED - 1];
  if (
    oldest !== undefined &&
    Date.now() - oldest._creationTime < STARTED_WITHIN_MS
  ) {
    throw appError("RATE_LIMITED", "Too many checkouts; wait ten minutes.");
  }
  return ctx.db.insert("checkouts", {
    tenantId,
    actor,
    reference: toHex(crypto.getRandomValues(new Uint8Array(24))),
    productId: pack.productId,
    credits: pack.credits,
    amount: pack.amount,
    currency: pack.currency,
    returnUrl,
    status: "requested",
    failure: null,
    providerCheckoutId: null,
    url: null,
    expiresAt: null,
    paidBy: null,
    looks: 0,
    nextLookAt: null,
  });
}

export async function getCheckout(
  ctx: QueryCtx,
  checkoutId: Id<"checkouts">,
): Promise<Doc<"checkouts"> | null> {
  return ctx.db.get("checkouts", checkoutId);
}

/** A checkout of this tenant; another's is NOT_FOUND. */
export async function requireOwnCheckout(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  checkoutId: Id<"checkouts">,
): Promise<Doc<"checkouts">> {
  const checkout = await getCheckout(ctx, checkoutId);
  if (checkout?.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Checkout not found.");
  }
  return checkout;
}

/** A tenant's checkouts, newest first. */
export async function listCheckouts(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"checkouts">>> {
  return ctx.db
    .query("checkouts")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .order("desc")
    .paginate(paginationOpts);
}

/** The checkout an order was paid through: by the provider's id, else by our reference while the provider's id is not known. */
export async function findCheckout(
  ctx: QueryCtx,
  order: { checkoutId: string | null; reference: string | null },
): Promise<Doc<"checkouts"> | null> {
  const { checkoutId, reference } = order;
  if (checkoutId === null) return null;
  const known = await ctx.db
    .query("checkouts")
    .withIndex("by_provider_checkout", (q) =>
      q.eq("providerCheckoutId", checkoutId),
    )
    .unique();
  if (known !== null || reference === null) return known;
  const named = await ctx.db
    .query("checkouts")
    .withIndex("by_reference", (q) => q.eq("reference", reference))
    .unique();
  return named?.providerCheckoutId === null ? named : null;
}

/** Notes what the provider answered, unless the checkout was given up before. Returns whether it counts. */
export async function noteOutcome(
  ctx: MutationCtx,
  checkoutId: Id<"checkouts">,
  outcome:
    | CheckoutOutcome
    | { ok: false; reason: NonNullable<Doc<"checkouts">["failure"]> },
): Promise<boolean> {
  const checkout = await getCheckout(ctx, checkoutId);
  if (checkout?.status !== "requested") return false;
  await ctx.db.patch(
    "checkouts",
    checkoutId,
    outcome.ok
      ? {
          status: "open",
          providerCheckoutId: outcome.checkoutId,
          url: outcome.url,
          expiresAt: outcome.expiresAt,
          nextLookAt: Date.now() + FIRST_LOOK_MS,
        }
      : { status: "failed", failure: outcome.reason },
  );
  return true;
}

/** Closes an unpaid checkout whose time is up. */
export async function expireCheckout(
  ctx: MutationCtx,
  checkoutId: Id<"checkouts">,
): Promise<void> {
  const checkout = await getCheckout(ctx, checkoutId);
  if (checkout?.status !== "open") return;
  await ctx.db.patch("checkouts", checkoutId, { status: "expired", url: null });
}

export async function notePaid(
  ctx: MutationCtx,
  checkoutId: Id<"checkouts">,
  providerOrderId: string,
): Promise<void> {
  await ctx.db.patch("checkouts", checkoutId, {
    status: "paid",
    paidBy: providerOrderId,
    url: null,
    failure: null,
    nextLookAt: null,
  });
}
