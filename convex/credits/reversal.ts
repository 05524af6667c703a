import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { operatorMutation } from "../functions";
import { requireReason } from "../operators/model";
import { requireTenant } from "../tenants/model";
import { reverseEntry } from "./reversalModel";

/** Takes a top-up or a correction back by an entry of its own, once; answers whether this call did. */
export const add = operatorMutation({
  args: {
    tenantId: v.id("tenants"),
    sequence: v.number(),
    /** All of it, or the part that is still available. */
    credits: v.number(),
    reason: v.string(),
  },
  returns: v.boolean(),
  handler: async (ctx, { tenantId, sequence, credits, ...args }) => {
    const reason = requireReason(args.reason);
    const tenant = await requireTenant(ctx, tenantId);
    const reversed = await reverseEntry(ctx, tenant._id, sequence, credits, {
      actor: ctx.actor,
      reason,
    });
    if (reversed) {
      await recordAudit(ctx, {
        tenantId: tenant._id,
        actor: ctx.actor,
        action: "credits.reversed",
        target: `entry ${String(sequence)}: ${String(credits)}`,
        reason,
      });
    }
    return reversed;
  },
});
