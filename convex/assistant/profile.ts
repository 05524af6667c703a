import { partial } from "convex-helpers/validators";
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

/** Changes the given parts of what the business told its assistant. */
export const set = tenantMutation({
  permission: "manage_assistant",
  args: partial(profileFields),
  returns: v.null(),
  handler: async (ctx, changes) => {
    await setProfile(ctx, ctx.tenant._id, changes);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "settings.assistant",
      reason: Object.keys(changes).sort().join(", "),
    });
    return null;
  },
});
