import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { internalMutation } from "../functions";
import { applyPaid, applyRefund } from "./applyModel";
import { countRefused, isApplied, noteEvent } from "./eventModel";
import { PAYMENTS_ACTOR } from "./model";
import { paidOrder, providerRefund } from "./schema";

const event = v.union(
  v.object({ kind: v.literal("order_paid"), order: v.object(paidOrder) }),
  v.object({ kind: v.literal("refund"), refund: v.object(providerRefund) }),
  v.object({ kind: v.literal("unreadable"), reason: v.string() }),
);

/** Applies an authentic event once: its id, the order and the ledger commit together. */
export const apply = internalMutation({
  args: { eventId: v.string(), event },
  returns: v.null(),
  handler: async (ctx, args) => {
    const { eventId } = args;
    if (await isApplied(ctx, eventId)) return null;
    const unreadable = async (reason: string): Promise<null> => {
      if (!(await noteEvent(ctx, eventId, "unreadable", reason))) return null;
      await recordAudit(ctx, {
        tenantId: null,
        actor: PAYMENTS_ACTOR,
        action: "payment.event_unreadable",
        target: eventId,
        reason,
      });
      return null;
    };
    switch (args.event.kind) {
      case "unreadable":
        return unreadable(args.event.reason);
      case "order_paid": {
        const { order } = args.event;
        const { effect } = await applyPaid(ctx, order);
        await noteEvent(ctx, eventId, effect, order.orderId);
        return null;
      }
      case "refund": {
        const { refund } = args.event;
        const applied = await applyRefund(ctx, refund);
        if ("unreadable" in applied) return unreadable(applied.unreadable);
        await noteEvent(ctx, eventId, applied.effect, refund.orderId);
        return null;
      }
    }
  },
});

/** Counts a delivery that was refused, once a minute in the audit trail. */
export const reject = internalMutation({
  args: { reason: v.string() },
  returns: v.null(),
  handler: async (ctx, { reason }) => {
    if (!(await countRefused(ctx, reason))) return null;
    await recordAudit(ctx, {
      tenantId: null,
      actor: "webhook:polar",
      action: "webhook.rejected",
      reason,
    });
    return null;
  },
});
