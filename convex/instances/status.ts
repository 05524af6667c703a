import { v } from "convex/values";
import { internalMutation } from "../functions";
import { channel, resolveInstance } from "./channelModel";
import { applyStatus } from "./model";

/** Applies a `session.status` event unless a newer one is known. */
export const update = internalMutation({
  args: {
    channel,
    session: v.string(),
    status: v.string(),
    at: v.number(),
    accountId: v.union(v.string(), v.null()),
    restrictedUntil: v.union(v.number(), v.null()),
  },
  returns: v.boolean(),
  handler: async (ctx, args) => {
    const instance = await resolveInstance(ctx, args.channel, args.session);
    if (instance === null) return false;
    return applyStatus(ctx, instance, args);
  },
});
