import { v } from "convex/values";
import { internalMutation, internalQuery } from "../functions";
import { channel } from "../instances/channelModel";
import { getInstance, getInstanceByToken } from "../instances/model";
import { countRejection, keepDeadLetter } from "./model";

/** The instance behind an unguessable token; null when there is none. */
export const findByToken = internalQuery({
  args: { token: v.string() },
  returns: v.union(v.id("instances"), v.null()),
  handler: async (ctx, { token }) => {
    const instance = await getInstanceByToken(ctx, token);
    return instance?._id ?? null;
  },
});

export const reject = internalMutation({
  args: { channel: v.string(), reason: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    await countRejection(ctx, args.channel, args.reason);
    return null;
  },
});

/** Keeps an authentic body that is no usable event. */
export const bury = internalMutation({
  args: { channel, reason: v.string(), body: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const instance =
      args.channel.kind === "instance"
        ? await getInstance(ctx, args.channel.instanceId)
        : null;
    await keepDeadLetter(ctx, {
      tenantId: instance?.tenantId ?? null,
      instanceId: instance?._id ?? null,
      reason: args.reason,
      body: args.body,
    });
    return null;
  },
});
