import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import { requireWallet, setLowAt } from "./model";

/** From how many available credits down the business is told, and whether it is there now. */
export const get = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({ lowAt: v.number(), isLow: v.boolean() }),
  handler: async (ctx) => {
    const { lowAt, isLow } = await requireWallet(ctx, ctx.tenant._id);
    return { lowAt, isLow };
  },
});

export const set = tenantMutation({
  permission: "manage_tenant",
  args: { lowAt: v.number() },
  returns: v.null(),
  handler: async (ctx, { lowAt }) => {
    await setLowAt(ctx, ctx.tenant._id, lowAt);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "settings.low_balance",
      target: String(lowAt),
    });
    return null;
  },
});
