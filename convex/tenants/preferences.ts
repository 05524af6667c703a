import { v } from "convex/values";
import { tenantMutation, tenantQuery } from "../functions";
import { notificationKind } from "../notifications/schema";
import { listMutedKinds, setMutedKinds } from "./preferenceModel";

/** The kinds of notification the caller does not want to see in this business. */
export const get = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({ muted: v.array(v.string()) }),
  handler: async (ctx) => {
    const { subject } = ctx.membership;
    const muted = await listMutedKinds(ctx, ctx.tenant._id, subject);
    return { muted: [...muted] };
  },
});

/** Replaces them; other members see what they chose themselves. */
export const set = tenantMutation({
  permission: "read",
  args: { muted: v.array(notificationKind) },
  returns: v.null(),
  handler: async (ctx, { muted }) => {
    const { subject } = ctx.membership;
    await setMutedKinds(ctx, ctx.tenant._id, subject, muted);
    return null;
  },
});
