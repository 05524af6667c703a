import { type Infer, v } from "convex/values";
import { internal } from "../_generated/api";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { paymentsEnv } from "../env";
import { internalMutation, internalQuery } from "../functions";
import { applyPaid, applyRefund } from "./applyModel";
import { noteEvent } from "./eventModel";
import {
  claimDue,
  endLooks,
  getPoll,
  getSought,
  noteLook,
  notePoll,
} from "./lookModel";
import { getOrder, PAYMENTS_ACTOR } from "./model";
import { checkoutFailure, paidOrder, providerRefund } from "./schema";

const BATCH = 10;
/** A bank settles a refund within this time of its making, and the provider's list says so. */
const REFUND_SETTLES_MS = 14 * 86_400_000;
/** So far back the first question about refunds goes. */
const FIRST_REFUNDS_MS = 30 * 86_400_000;
/** Pages of one hundred refunds; a list that is longer does not end. */
const MAX_PAGES = 1_000;

/** Asks the provider about the unpaid checkouts whose look is due; how many. */
export const begin = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    if (paymentsEnv().state !== "on") return 0;
    const checkoutIds = await claimDue(ctx, Date.now(), BATCH);
    if (checkoutIds.length === 0) return 0;
    await ctx.scheduler.runAfter(0, internal.payments.look.askForOrders, {
      checkoutIds,
    });
    return checkoutIds.length;
  },
});

/** The provider's id of a checkout that may still become paid. */
export const sought = internalQuery({
  args: { checkoutId: v.id("checkouts") },
  returns: v.union(v.string(), v.null()),
  handler: async (ctx, { checkoutId }) => getSought(ctx, checkoutId),
});

const refundFields = v.object(providerRefund);

const failed = v.object({ ok: v.literal(false), reason: checkoutFailure });

const found = v.object({
  ok: v.literal(true),
  orders: v.array(v.object(paidOrder)),
  refunds: v.array(refundFields),
});

/** Applies what a look at one checkout found as if its webhooks had come now. */
export const note = internalMutation({
  args: { checkoutId: v.id("checkouts"), answer: v.union(found, failed) },
  returns: v.null(),
  handler: async (ctx, { checkoutId, answer }) => {
    const failure = answer.ok ? null : answer.reason;
    await notePoll(ctx, "orders", Date.now(), failure);
    const wanted = await getSought(ctx, checkoutId);
    if (wanted === null) return null;
    const orders = answer.ok
      ? answer.orders.filter((order) => order.checkoutId === wanted)
      : [];
    if (!answer.ok || orders.length === 0) {
      await noteLook(ctx, checkoutId, answer.ok);
      return null;
    }
    await endLooks(ctx, checkoutId);
    // Refunds first: what was refunded already is never there to be spent.
    for (const refund of answer.refunds) {
      const isOurs = orders.some(({ orderId }) => orderId === refund.orderId);
      if (isOurs) await takeRefund(ctx, refund);
    }
    for (const order of orders) {
      const { effect } = await applyPaid(ctx, order);
      if (effect === "noted") continue;
      const applied = await getOrder(ctx, order.orderId);
      await recordAudit(ctx, {
        tenantId: applied?.tenantId ?? null,
        actor: PAYMENTS_ACTOR,
        action: "payment.found",
        target: order.orderId,
      });
    }
    return null;
  },
});

/** An unreadable refund is said once, however often it is listed. */
async function takeRefund(
  ctx: MutationCtx,
  refund: Infer<typeof refundFields>,
): Promise<void> {
  const applied = await applyRefund(ctx, refund);
  if (!("unreadable" in applied)) return;
  const eventId = `refund:${refund.refundId}`;
  const { unreadable: reason } = applied;
  if (!(await noteEvent(ctx, eventId, "unreadable", reason))) return;
  await recordAudit(ctx, {
    tenantId: null,
    actor: PAYMENTS_ACTOR,
    action: "payment.event_unreadable",
    target: eventId,
    reason,
  });
}

/** Asks the provider for the refunds it made since it last told them all. */
export const beginRefunds = internalMutation({
  args: {},
  returns: v.boolean(),
  handler: async (ctx) => {
    if (paymentsEnv().state !== "on") return false;
    const startedAt = Date.now();
    const poll = await getPoll(ctx, "refunds");
    const told = poll?.answeredAt ?? startedAt - FIRST_REFUNDS_MS;
    await ctx.scheduler.runAfter(0, internal.payments.look.askForRefunds, {
      startedAt,
      since: told - REFUND_SETTLES_MS,
      page: 1,
    });
    return true;
  },
});

/** Applies a page of refunds of orders that are known here, and asks for the next while there is one. */
export const noteRefunds = internalMutation({
  args: {
    startedAt: v.number(),
    since: v.number(),
    page: v.number(),
    answer: v.union(
      v.object({
        ok: v.literal(true),
        refunds: v.array(
          v.object({ ...providerRefund, createdAt: v.number() }),
        ),
        isLast: v.boolean(),
      }),
      failed,
    ),
  },
  returns: v.null(),
  handler: async (ctx, { startedAt, since, page, answer }) => {
    if (!answer.ok) {
      await notePoll(ctx, "refunds", startedAt, answer.reason);
      return null;
    }
    for (const { createdAt, ...refund } of answer.refunds) {
      // Of orders that are not ours the webhooks tell; one not known yet is looked at with its refunds.
      const order = await getOrder(ctx, refund.orderId);
      if (order !== null) await takeRefund(ctx, refund);
    }
    const isOver =
      answer.isLast ||
      answer.refunds.some(({ createdAt }) => createdAt < since);
    if (isOver || page >= MAX_PAGES) {
      const failure = isOver ? null : "malformed";
      await notePoll(ctx, "refunds", startedAt, failure);
    } else {
      await ctx.scheduler.runAfter(0, internal.payments.look.askForRefunds, {
        startedAt,
        since,
        page: page + 1,
      });
    }
    return null;
  },
});
