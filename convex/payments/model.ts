/*
 * One row per order of the provider, whichever of its events came first.
 * An order grants once, under the key of its own id, and only when it is what was asked for.
 * Taken + owed + forgiven is what its refunds take back; the wallet is never overdrawn.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { available } from "../../lib/credits/ledger";
import type { PaidOrder } from "../../lib/payments/event";
import {
  creditsToTakeBack,
  grantedState,
  type OrderState,
  settle,
} from "../../lib/payments/order";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { book, requireWallet } from "../credits/model";

export const PAYMENTS_ACTOR = "system:payments";

export async function getOrder(
  ctx: QueryCtx,
  providerOrderId: string,
): Promise<Doc<"orders"> | null> {
  return ctx.db
    .query("orders")
    .withIndex("by_provider_order", (q) =>
      q.eq("providerOrderId", providerOrderId),
    )
    .unique();
}

/** The order that paid a checkout, else one that wanted to and waits for an operator or was closed. */
export async function getOrderOf(
  ctx: QueryCtx,
  { _id, paidBy }: Doc<"checkouts">,
): Promise<Doc<"orders"> | null> {
  if (paidBy !== null) return getOrder(ctx, paidBy);
  return ctx.db
    .query("orders")
    .withIndex("by_checkout", (q) => q.eq("checkoutId", _id))
    .order("desc")
    .first();
}

export async function getOrderById(
  ctx: QueryCtx,
  orderId: Id<"orders">,
): Promise<Doc<"orders"> | null> {
  return ctx.db.get("orders", orderId);
}

/** The row of an order, made when an event of it is the first we hear. */
export async function openOrder(
  ctx: MutationCtx,
  providerOrderId: string,
): Promise<Doc<"orders">> {
  const known = await getOrder(ctx, providerOrderId);
  if (known !== null) return known;
  const orderId = await ctx.db.insert("orders", {
    providerOrderId,
    tenantId: null,
    checkoutId: null,
    state: "awaiting_payment",
    problem: null,
    productId: null,
    amount: null,
    net: null,
    currency: null,
    refunded: 0,
    granted: 0,
    taken: 0,
    owed: 0,
    forgiven: 0,
    moves: 0,
    paidAt: null,
    decision: null,
  });
  return requireOrder(await getOrderById(ctx, orderId));
}

function requireOrder(order: Doc<"orders"> | null): Doc<"orders"> {
  if (order === null) throw new Error("The order is gone.");
  return order;
}

export async function patchOrder(
  ctx: MutationCtx,
  order: Doc<"orders">,
  change: Partial<Doc<"orders">>,
): Promise<Doc<"orders">> {
  await ctx.db.patch("orders", order._id, change);
  return requireOrder(await getOrderById(ctx, order._id));
}

/** What the provider says was paid, as the order keeps it. */
export function paidFields(paid: PaidOrder): Partial<Doc<"orders">> {
  return {
    productId: paid.productId,
    amount: paid.subtotal,
    net: paid.net,
    currency: paid.currency,
    paidAt: Date.now(),
  };
}

/** Books the credits of an order once; false when they were booked before. */
export async function grant(
  ctx: MutationCtx,
  order: Doc<"orders">,
  to: { tenantId: Id<"tenants">; credits: number },
  by: { actor: string; reason: string },
): Promise<boolean> {
  const booked = await book(
    ctx,
    to.tenantId,
    { kind: "top_up", credits: to.credits },
    {
      ...by,
      reference: `order:${order.providerOrderId}`,
      idempotencyKey: `payment:${order.providerOrderId}`,
    },
  );
  await patchOrder(ctx, order, { state: "granted", granted: to.credits });
  return booked;
}

async function move(
  ctx: MutationCtx,
  order: Doc<"orders">,
  operation: { kind: "adjust_up" | "adjust_down"; credits: number },
  by: { actor: string; reason: string },
): Promise<void> {
  if (operation.credits === 0 || order.tenantId === null) return;
  await book(ctx, order.tenantId, operation, {
    ...by,
    reference: `order:${order.providerOrderId}`,
    idempotencyKey: `payment:${order.providerOrderId}:${String(order.moves + 1)}`,
  });
}

const GRANTED: readonly OrderState[] = [
  "granted",
  "partly_refunded",
  "refunded",
];

export function isGranted(order: Doc<"orders">): boolean {
  return GRANTED.includes(order.state);
}

/** Brings a granted order in line with what was refunded of it; how many credits moved. */
export async function settleOrder(
  ctx: MutationCtx,
  order: Doc<"orders">,
): Promise<{ taken: number; returned: number; owed: number }> {
  const { tenantId, net } = order;
  if (!isGranted(order) || tenantId === null || net === null) {
    return { taken: 0, returned: 0, owed: order.owed };
  }
  const target = creditsToTakeBack(order.granted, net, order.refunded);
  const wallet = await requireWallet(ctx, tenantId);
  const settlement = settle(order, target, available(wallet));
  const state = grantedState(order.granted, target);
  const reasons = {
    take: "purchase_refunded",
    return: "purchase_refund_failed",
  };
  switch (settlement.kind) {
    case "nothing":
      await patchOrder(ctx, order, { state });
      return { taken: 0, returned: 0, owed: order.owed };
    case "take": {
      const { fromWallet, owed } = settlement;
      const by = { actor: PAYMENTS_ACTOR, reason: reasons.take };
      await move(ctx, order, { kind: "adjust_down", credits: fromWallet }, by);
      const taken = order.taken + fromWallet;
      const moves = order.moves + 1;
      await patchOrder(ctx, order, { state, taken, owed, moves });
      return { taken: fromWallet, returned: 0, owed };
    }
    case "return": {
      const { toWallet, owed, forgiven } = settlement;
      const by = { actor: PAYMENTS_ACTOR, reason: reasons.return };
      await move(ctx, order, { kind: "adjust_up", credits: toWallet }, by);
      const taken = order.taken - toWallet;
      const moves = order.moves + 1;
      await patchOrder(ctx, order, { state, taken, owed, forgiven, moves });
      return { taken: 0, returned: toWallet, owed };
    }
  }
}

/** Takes what is owed as far as credits are available now; how many were taken. */
export async function collectOwed(
  ctx: MutationCtx,
  order: Doc<"orders">,
  by: { actor: string; reason: string },
): Promise<number> {
  if (order.tenantId === null) return 0;
  const wallet = await requireWallet(ctx, order.tenantId);
  const credits = Math.min(order.owed, available(wallet));
  await move(ctx, order, { kind: "adjust_down", credits }, by);
  await patchOrder(ctx, order, {
    taken: order.taken + credits,
    owed: order.owed - credits,
    moves: order.moves + 1,
  });
  return credits;
}

export type OrderFilter =
  | { kind: "all" }
  | { kind: "owed" }
  | { kind: "state"; state: OrderState }
  | { kind: "tenant"; tenantId: Id<"tenants"> };

/** A page of orders, newest first; those with debts by what they owe. */
export async function listOrders(
  ctx: QueryCtx,
  filter: OrderFilter,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"orders">>> {
  switch (filter.kind) {
    case "all":
      return ctx.db
        .query("orders")
        .withIndex("by_creation_time")
        .order("desc")
        .paginate(paginationOpts);
    case "owed":
      return ctx.db
        .query("orders")
        .withIndex("by_owed", (q) => q.gt("owed", 0))
        .order("desc")
        .paginate(paginationOpts);
    case "state":
      return ctx.db
        .query("orders")
        .withIndex("by_state", (q) => q.eq("state", filter.state))
        .order("desc")
        .paginate(paginationOpts);
    case "tenant":
      return ctx.db
        .query("orders")
        .withIndex("by_tenant", (q) => q.eq("tenantId", filter.tenantId))
        .order("desc")
        .paginate(paginationOpts);
  }
}
