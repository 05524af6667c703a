/* What an event of the provider does to our books, in whatever order events come. */
import type { PaidOrder, ProviderRefund } from "../../lib/payments/event";
import { type OrderProblem, problemOf } from "../../lib/payments/order";
import type { Actor } from "../../lib/audit/actor";
import { recordAudit } from "../audit/model";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { getTenant } from "../tenants/model";
import { findCheckout, notePaid } from "./checkoutModel";
import {
  getOrderById,
  grant,
  isGranted,
  openOrder,
  paidFields,
  patchOrder,
  PAYMENTS_ACTOR,
  settleOrder,
} from "./model";
import { keepRefund, listRefunds, sumOf } from "./refundModel";

export type Applied = { effect: "granted" | "review" | "refunded" | "noted" };

const NOTED: Applied = { effect: "noted" };

/** Grants a paid order once when it is what our checkout asked for; else it waits for an operator. */
export async function applyPaid(
  ctx: MutationCtx,
  paid: PaidOrder,
): Promise<Applied> {
  const opened = await openOrder(ctx, paid.orderId);
  if (opened.state !== "awaiting_payment") return NOTED;
  const checkout = await ownCheckout(ctx, paid);
  const refunds = await listRefunds(ctx, paid.orderId);
  const isForeign = refunds.some(({ currency }) => currency !== paid.currency);
  const problem = isForeign ? "refund_currency" : problemOf(checkout, paid);
  const order = await patchOrder(ctx, opened, {
    ...paidFields(paid),
    tenantId: checkout?.tenantId ?? null,
    checkoutId: checkout?._id ?? null,
    refunded: sumOf(refunds),
  });
  if (checkout === null || problem !== null) {
    return review(ctx, order, problem ?? "unknown_checkout");
  }
  await notePaid(ctx, checkout._id, paid.orderId);
  await grantOrder(ctx, order, checkout, {
    actor: PAYMENTS_ACTOR,
    reason: "purchase",
  });
  return { effect: "granted" };
}

async function ownCheckout(
  ctx: MutationCtx,
  paid: PaidOrder,
): Promise<Doc<"checkouts"> | null> {
  const checkout = await findCheckout(ctx, paid);
  if (checkout === null) return null;
  const tenant = await getTenant(ctx, checkout.tenantId);
  return tenant === null ? null : checkout;
}

async function review(
  ctx: MutationCtx,
  order: Doc<"orders">,
  problem: OrderProblem | "refund_currency",
): Promise<Applied> {
  await patchOrder(ctx, order, { state: "review", problem });
  await recordAudit(ctx, {
    tenantId: order.tenantId,
    actor: PAYMENTS_ACTOR,
    action: "payment.review",
    target: order.providerOrderId,
    reason: problem,
  });
  return { effect: "review" };
}

/** Books the credits of an order, then takes back what was refunded of it already. */
export async function grantOrder(
  ctx: MutationCtx,
  order: Doc<"orders">,
  to: Pick<Doc<"checkouts">, "tenantId" | "credits">,
  by: { actor: Actor; reason: string },
): Promise<void> {
  await grant(ctx, order, to, by);
  await recordAudit(ctx, {
    tenantId: to.tenantId,
    actor: by.actor,
    action: "payment.granted",
    target: `${order.providerOrderId}: ${String(to.credits)}`,
    reason: by.reason,
  });
  const granted = await getOrderById(ctx, order._id);
  if (granted !== null) await settleAndTell(ctx, granted);
}

/** Takes back what a refund is worth; of an order not paid yet the refund is only noted. */
export async function applyRefund(
  ctx: MutationCtx,
  refund: ProviderRefund,
): Promise<Applied | { unreadable: string }> {
  const order = await openOrder(ctx, refund.orderId);
  if (order.currency !== null && order.currency !== refund.currency) {
    return { unreadable: `currency of a refund of ${refund.orderId}` };
  }
  if (!(await keepRefund(ctx, refund))) return NOTED;
  const refunded = sumOf(await listRefunds(ctx, refund.orderId));
  const changed = await patchOrder(ctx, order, { refunded });
  if (!isGranted(changed)) return NOTED;
  return (await settleAndTell(ctx, changed)) ? { effect: "refunded" } : NOTED;
}

/** Settles an order and writes down what moved; whether anything did. */
async function settleAndTell(
  ctx: MutationCtx,
  order: Doc<"orders">,
): Promise<boolean> {
  const { taken, returned, owed } = await settleOrder(ctx, order);
  const isMoved = taken !== 0 || returned !== 0 || owed !== order.owed;
  if (!isMoved) return false;
  await recordAudit(ctx, {
    tenantId: order.tenantId,
    actor: PAYMENTS_ACTOR,
    action: returned > 0 ? "payment.refund_failed" : "payment.refunded",
    target: `${order.providerOrderId}: ${String(returned > 0 ? returned : taken)}`,
    reason: owed > 0 ? `${String(owed)} owed` : "nothing owed",
  });
  return true;
}
