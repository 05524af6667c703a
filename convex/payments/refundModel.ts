/* Of several reports of one refund the latest counts, in whatever order they arrive. */
import type { ProviderRefund } from "../../lib/payments/event";
import { laterRefund, refundedBy } from "../../lib/payments/order";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

const MAX_REFUNDS = 500;

/** Keeps a report of a refund where it is news; whether it was. */
export async function keepRefund(
  ctx: MutationCtx,
  refund: ProviderRefund,
): Promise<boolean> {
  const fields = {
    providerRefundId: refund.refundId,
    providerOrderId: refund.orderId,
    status: refund.status,
    amount: refund.amount,
    currency: refund.currency,
    changedAt: refund.changedAt,
  };
  const known = await ctx.db
    .query("paymentRefunds")
    .withIndex("by_provider_refund", (q) =>
      q.eq("providerRefundId", refund.refundId),
    )
    .unique();
  if (known === null) {
    await ctx.db.insert("paymentRefunds", fields);
    return true;
  }
  // A refund does not change its order; a report that says so is not of this one.
  if (known.providerOrderId !== refund.orderId) return false;
  if (laterRefund<RefundReport>(known, fields) === known) return false;
  await ctx.db.patch("paymentRefunds", known._id, fields);
  return true;
}

type RefundReport = Pick<
  Doc<"paymentRefunds">,
  "status" | "amount" | "changedAt"
>;

/** The refunds of an order; throws on more than any order has. */
export async function listRefunds(
  ctx: QueryCtx,
  providerOrderId: string,
): Promise<Doc<"paymentRefunds">[]> {
  const refunds = await ctx.db
    .query("paymentRefunds")
    .withIndex("by_provider_order", (q) =>
      q.eq("providerOrderId", providerOrderId),
    )
    .take(MAX_REFUNDS + 1);
  if (refunds.length > MAX_REFUNDS) throw new Error("Too many refunds.");
  return refunds;
}

/** Money that went back for an order, before taxes. */
export function sumOf(refunds: readonly Doc<"paymentRefunds">[]): number {
  return refunds.reduce((sum, refund) => sum + refundedBy(refund), 0);
}
