import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import { renameTenant, updateSettings } from "./model";
import { role, tenantSettings, tenantStatus } from "./schema";

/** The business the caller works in, and as what. */
export const current = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({
    id: v.id("tenants"),
    name: v.string(),
    status: tenantStatus,
    onboardedAt: v.union(v.number(), v.null()),
    role,
    ...tenantSettings,
  }),
  handler: (ctx) => {
    const {
      _id,
      _creationTime,
      deletion: _deletion,
      ownModelKeyId: _key,
      ...fields
    } = ctx.tenant;
    return Promise.resolve({ id: _id, ...fields, role: ctx.membership.role });
  },
});

/** Changes the business's name and how it works. */
export const update = tenantMutation({
  permission: "manage_tenant",
  args: {
    name: v.optional(v.string()),
    timeZone: v.optional(v.string()),
    aiEnabled: v.optional(v.boolean()),
    quietWindowMs: v.optional(v.number()),
    maxAnswerAgeMs: v.optional(v.number()),
    takeoverMs: v.optional(v.number()),
    pacing: v.optional(v.union(v.literal("on"), v.literal("off"))),
    dailyAiBudgetMicros: v.optional(v.number()),
    messageRetentionDays: v.optional(v.union(v.number(), v.null())),
  },
  returns: v.null(),
  handler: async (ctx, { name, ...settings }) => {
    await updateSettings(ctx, ctx.tenant._id, settings);
    if (name !== undefined) await renameTenant(ctx, ctx.tenant._id, name);
    const changed = [
      ...Object.keys(settings),
      ...(name === undefined ? [] : ["name"]),
    ];
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "settings.tenant",
      reason: changed.sort().join(", "),
    });
    return null;
  },
});
