import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import { getProfile, setProfile } from "./model";
import { profileFields } from "./schema";

export const get = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object(profileFields),
  handler: async (ctx) => getProfile(ctx, ctx.tenant._id),
});

/** Replaces what the business told its assistant about itself. */
export const set = tenantMutation({
  permission: "manage_assistant",
  args: profileFields,
  returns: v.null(),
  handler: async (ctx, profile) => {
    await setProfile(ctx, ctx.tenant._id, profile);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "settings.assistant",
    });
    return null;
  },
});
