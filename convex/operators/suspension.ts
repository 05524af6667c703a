import { v } from "convex/values";
import { operatorMutation } from "../functions";
import { requireTenant } from "../tenants/model";
import { requireReason } from "./model";
import { changeStatus } from "./statusModel";

/** Suspends a business: no send of it is claimed from now on. False when it was suspended before. */
export const suspend = operatorMutation({
  args: { tenantId: v.id("tenants"), reason: v.string() },
  returns: v.boolean(),
  handler: async (ctx, args) => {
    const by = { actor: ctx.actor, reason: requireReason(args.reason) };
    const tenant = await requireTenant(ctx, args.tenantId);
    return changeStatus(ctx, tenant, "suspended", by);
  },
});

/** Lets a suspended business send again. False when it was active. */
export const reactivate = operatorMutation({
  args: { tenantId: v.id("tenants"), reason: v.string() },
  returns: v.boolean(),
  handler: async (ctx, args) => {
    const by = { actor: ctx.actor, reason: requireReason(args.reason) };
    const tenant = await requireTenant(ctx, args.tenantId);
    return changeStatus(ctx, tenant, "active", by);
  },
});
