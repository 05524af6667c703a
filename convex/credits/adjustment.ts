import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { operatorMutation } from "../functions";
import { requireReason } from "../operators/model";
import { requireTenant } from "../tenants/model";
import { book, requireBookable, requireKey } from "./model";

/** Corrects a balance once per idempotency key; down only as far as credits are available. */
export const add = operatorMutation({
  args: {
    tenantId: v.id("tenants"),
    direction: v.union(v.literal("up"), v.literal("down")),
    credits: v.number(),
    reason: v.string(),
    idempotencyKey: v.string(),
  },
  returns: v.boolean(),
  handler: async (ctx, args) => {
    const { direction, credits } = args;
    const reason = requireReason(args.reason);
    requireBookable(credits);
    requireKey(args.idempotencyKey);
    const tenant = await requireTenant(ctx, args.tenantId);
    const booked = await book(
      ctx,
      tenant._id,
      { kind: direction === "up" ? "adjust_up" : "adjust_down", credits },
      {
        actor: ctx.actor,
        reason,
        reference: null,
        idempotencyKey: `adjust:${args.idempotencyKey}`,
      },
    );
    if (booked) {
      await recordAudit(ctx, {
        tenantId: tenant._id,
        actor: ctx.actor,
        action: `credits.adjust_${direction}`,
        target: String(credits),
        reason,
      });
    }
    return booked;
  },
});
