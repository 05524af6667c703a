import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { operatorMutation } from "../functions";
import { requireTenant, setTenantStatus } from "../tenants/model";
import { requireReason } from "./model";

/** Suspends a business: no send of it is claimed from now on. False when it was suspended before. */
export const suspend = operatorMutation({
  args: { tenantId: v.id("tenants"), reason: v.string() },
  returns: v.boolean(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    const tenant = await requireTenant(ctx, args.tenantId);
    if (tenant.status === "suspended") return false;
    await setTenantStatus(ctx, tenant._id, "suspended");
    await recordAudit(ctx, {
      tenantId: tenant._id,
      actor: ctx.actor,
      action: "tenant.suspended",
      target: tenant._id,
      reason,
    });
    return true;
  },
});

/** Lets a suspended business send again. False when it was active. */
export const reactivate = operatorMutation({
  args: { tenantId: v.id("tenants"), reason: v.string() },
  returns: v.boolean(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    const tenant = await requireTenant(ctx, args.tenantId);
    if (tenant.status === "active") return false;
    await setTenantStatus(ctx, tenant._id, "active");
    await recordAudit(ctx, {
      tenantId: tenant._id,
      actor: ctx.actor,
      action: "tenant.active",
      target: tenant._id,
      reason,
    });
    return true;
  },
});
