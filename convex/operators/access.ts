import { v } from "convex/values";
import { internal } from "../_generated/api";
import { recordAudit } from "../audit/model";
import {
  internalMutation,
  operatorMutation,
  operatorQuery,
} from "../functions";
import { requireTenant } from "../tenants/model";
import {
  ACCESS_MS,
  closeAccess,
  getAccess,
  openAccess,
  requireReason,
} from "./model";

/** Opens a business to the calling operator for an hour; the business finds it in its audit trail. */
export const open = operatorMutation({
  args: { tenantId: v.id("tenants"), reason: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    const { _id: tenantId } = await requireTenant(ctx, args.tenantId);
    const accessId = await openAccess(ctx, ctx.subject, tenantId, reason);
    await ctx.scheduler.runAfter(ACCESS_MS, internal.operators.access.expire, {
      accessId,
    });
    await recordAudit(ctx, {
      tenantId,
      actor: ctx.actor,
      action: "operator.access_opened",
      target: tenantId,
      reason,
    });
    return null;
  },
});

/** A business by name, and the caller's open look into it, if there is one. */
export const current = operatorQuery({
  args: { tenantId: v.id("tenants") },
  returns: v.object({
    name: v.string(),
    access: v.union(
      v.object({ reason: v.string(), expiresAt: v.number() }),
      v.null(),
    ),
  }),
  handler: async (ctx, { tenantId }) => {
    const { name } = await requireTenant(ctx, tenantId);
    const access = await getAccess(ctx, ctx.subject, tenantId);
    if (access === null) return { name, access };
    const { reason, expiresAt } = access;
    return { name, access: { reason, expiresAt } };
  },
});

/** Ends the caller's look into a business before its time is up. */
export const leave = operatorMutation({
  args: { tenantId: v.id("tenants") },
  returns: v.null(),
  handler: async (ctx, { tenantId }) => {
    const access = await getAccess(ctx, ctx.subject, tenantId);
    if (access === null) return null;
    await closeAccess(ctx, access._id);
    await recordAudit(ctx, {
      tenantId,
      actor: ctx.actor,
      action: "operator.access_closed",
      target: tenantId,
    });
    return null;
  },
});

export const expire = internalMutation({
  args: { accessId: v.id("operatorAccesses") },
  returns: v.null(),
  handler: async (ctx, { accessId }) => {
    await closeAccess(ctx, accessId);
    return null;
  },
});
