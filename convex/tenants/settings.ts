import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import { updateSettings } from "./model";
import { role, tenantSettings } from "./schema";

/** The business the caller works in, and as what. */
export const current = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({
    id: v.id("tenants"),
    name: v.string(),
    status: v.union(v.literal("active"), v.literal("suspended")),
    role,
    ...tenantSettings,
  }),
  handler: (ctx) => {
    const { _id, _creationTime, ...fields } = ctx.tenant;
    return Promise.resolve({ id: _id, ...fields, role: ctx.membership.role });
  },
});

export const update = tenantMutation({
  permission: "manage_tenant",
  args: {
    aiEnabled: v.optional(v.boolean()),
    quietWindowMs: v.optional(v.number()),
    maxAnswerAgeMs: v.optional(v.number()),
    takeoverMs: v.optional(v.number()),
    pacing: v.optional(v.union(v.literal("on"), v.literal("off"))),
    dailyAiBudgetMicros: v.optional(v.number()),
  },
  returns: v.null(),
  handler: async (ctx, settings) => {
    await updateSettings(ctx, ctx.tenant._id, settings);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "settings.tenant",
    });
    return null;
  },
});
