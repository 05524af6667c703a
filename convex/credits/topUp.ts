import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { operatorMutation } from "../functions";
import { requireTenant } from "../tenants/model";
import { requireReason } from "../operators/model";
import { book, requireBookable, requireKey } from "./model";

/** Adds credits to a tenant once per idempotency key; answers whether this call booked them. */
export const add = operatorMutation({
  args: {
    tenantId: v.id("tenants"),
    credits: v.number(),
    reason: v.string(),
    idempotencyKey: v.string(),
  },
  returns: v.boolean(),
  handler: async (ctx, args) => {
    const { tenantId, credits, idempotencyKey } = args;
    requireBookable(credits);
    const reason = requireReason(args.reason);
    requireKey(idempotencyKey);
    const tenant = await requireTenant(ctx, tenantId);
    const booked = await book(
      ctx,
      tenant._id,
      { kind: "top_up", credits },
      {
        actor: ctx.actor,
        reason,
        reference: null,
        idempotencyKey: `top_up:${idempotencyKey}`,
      },
    );
    if (booked) {
      await recordAudit(ctx, {
        tenantId: tenant._id,
        actor: ctx.actor,
        action: "credits.top_up",
        target: String(credits),
        reason,
      });
    }
    return booked;
  },
});
