import { paginationOptsValidator } from "convex/server";
import { type Infer, v } from "convex/values";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { operatorMutation, operatorQuery } from "../functions";
import { requireReason } from "../operators/model";
import { pageOf } from "../pages";
import { getTenant } from "../tenants/model";
import { grantOrder } from "./applyModel";
import { getCheckout, notePaid } from "./checkoutModel";
import { collectOwed, getOrderById, listOrders, patchOrder } from "./model";
import { orderProblem, orderState } from "./schema";

const orderId = v.id("orders");

const orderView = v.object({
  id: orderId,
  providerOrderId: v.string(),
  tenant: v.union(
    v.object({ id: v.id("tenants"), name: v.string() }),
    v.null(),
  ),
  state: orderState,
  problem: v.union(orderProblem, v.null()),
  productId: v.union(v.string(), v.null()),
  amount: v.union(v.number(), v.null()),
  currency: v.union(v.string(), v.null()),
  /** What our checkout asked for, where there is one. */
  asked: v.union(
    v.object({
      productId: v.string(),
      credits: v.number(),
      amount: v.number(),
      currency: v.string(),
    }),
    v.null(),
  ),
  refunded: v.number(),
  granted: v.number(),
  taken: v.number(),
  owed: v.number(),
  forgiven: v.number(),
  decision: v.union(
    v.object({ actor: v.string(), reason: v.string(), at: v.number() }),
    v.null(),
  ),
  createdAt: v.number(),
});

const filter = v.union(
  v.object({ kind: v.literal("all") }),
  v.object({ kind: v.literal("owed") }),
  v.object({ kind: v.literal("state"), state: orderState }),
  v.object({ kind: v.literal("tenant"), tenantId: v.id("tenants") }),
);

/** The orders of the service, newest first, or those that need a person. */
export const list = operatorQuery({
  args: { filter, paginationOpts: paginationOptsValidator },
  returns: pageOf(orderView),
  handler: async (ctx, args) => {
    const result = await listOrders(ctx, args.filter, args.paginationOpts);
    const page = await Promise.all(
      result.page.map((order) => viewOf(ctx, order)),
    );
    return { ...result, page };
  },
});

async function viewOf(
  ctx: QueryCtx,
  order: Doc<"orders">,
): Promise<Infer<typeof orderView>> {
  const { tenantId, checkoutId } = order;
  const tenant = tenantId === null ? null : await getTenant(ctx, tenantId);
  const asked = checkoutId === null ? null : await getCheckout(ctx, checkoutId);
  return {
    id: order._id,
    providerOrderId: order.providerOrderId,
    tenant: tenant === null ? null : { id: tenant._id, name: tenant.name },
    state: order.state,
    problem: order.problem,
    productId: order.productId,
    amount: order.amount,
    currency: order.currency,
    asked:
      asked === null
        ? null
        : {
            productId: asked.productId,
            credits: asked.credits,
            amount: asked.amount,
            currency: asked.currency,
          },
    refunded: order.refunded,
    granted: order.granted,
    taken: order.taken,
    owed: order.owed,
    forgiven: order.forgiven,
    decision: order.decision,
    createdAt: order._creationTime,
  };
}

async function requireOrder(
  ctx: QueryCtx,
  id: Id<"orders">,
): Promise<Doc<"orders">> {
  const order = await getOrderById(ctx, id);
  if (order === null) throw appError("NOT_FOUND", "Order not found.");
  return order;
}

async function requireReview(
  ctx: QueryCtx,
  id: Id<"orders">,
): Promise<Doc<"orders">> {
  const order = await requireOrder(ctx, id);
  if (order.state !== "review") {
    throw appError("CONFLICT", "This order waits for nobody.");
  }
  return order;
}

async function requireDebt(
  ctx: QueryCtx,
  id: Id<"orders">,
): Promise<Doc<"orders">> {
  const order = await requireOrder(ctx, id);
  if (order.owed === 0) throw appError("CONFLICT", "Nothing is owed.");
  return order;
}

/** Writes an operator's decision on the order and into the audit trail. */
async function decide(
  ctx: MutationCtx,
  order: Doc<"orders">,
  by: { actor: `operator:${string}`; reason: string },
  action: string,
): Promise<Doc<"orders">> {
  await recordAudit(ctx, {
    tenantId: order.tenantId,
    actor: by.actor,
    action,
    target: order.providerOrderId,
    reason: by.reason,
  });
  return patchOrder(ctx, order, { decision: { ...by, at: Date.now() } });
}

const decisionArgs = { orderId, reason: v.string() };

/** Grants what the checkout asked for although the order differs; refunds of it count from then on. */
export const accept = operatorMutation({
  args: decisionArgs,
  returns: v.null(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    const order = await requireReview(ctx, args.orderId);
    const { checkoutId } = order;
    const checkout =
      checkoutId === null ? null : await getCheckout(ctx, checkoutId);
    if (checkout === null || checkout.paidBy !== null) {
      throw appError("CONFLICT", "No open checkout says what to grant.");
    }
    if (order.problem === "reference" || order.problem === "refund_currency") {
      throw appError("CONFLICT", "Nobody can tell what this order is worth.");
    }
    const by = { actor: ctx.actor, reason };
    const decided = await decide(ctx, order, by, "payment.accepted");
    await notePaid(ctx, checkout._id, order.providerOrderId);
    await grantOrder(ctx, decided, checkout, by);
    return null;
  },
});

/** Ends the review of an order without granting anything. */
export const close = operatorMutation({
  args: decisionArgs,
  returns: v.null(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    const order = await requireReview(ctx, args.orderId);
    const by = { actor: ctx.actor, reason };
    const decided = await decide(ctx, order, by, "payment.closed");
    await patchOrder(ctx, decided, { state: "closed" });
    return null;
  },
});

/** Takes owed credits as far as they are available now; answers how many. */
export const collect = operatorMutation({
  args: decisionArgs,
  returns: v.number(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    const order = await requireDebt(ctx, args.orderId);
    const by = { actor: ctx.actor, reason };
    const decided = await decide(ctx, order, by, "payment.debt_collected");
    const credits = await collectOwed(ctx, decided, by);
    if (credits === 0) {
      throw appError("INSUFFICIENT_CREDITS", "No credits are available.");
    }
    return credits;
  },
});

/** Lets a business off what it owes for an order. */
export const forgive = operatorMutation({
  args: decisionArgs,
  returns: v.null(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    const order = await requireDebt(ctx, args.orderId);
    const by = { actor: ctx.actor, reason };
    const decided = await decide(ctx, order, by, "payment.debt_forgiven");
    await patchOrder(ctx, decided, {
      owed: 0,
      forgiven: decided.forgiven + decided.owed,
    });
    return null;
  },
});
