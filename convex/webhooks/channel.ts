import { v } from "convex/values";
import type { MutationCtx } from "../_generated/server";
import { internalMutation } from "../functions";
import { type Channel, channel } from "../instances/channelModel";
import { getInstanceByAddress } from "../instances/model";
import { countRejection, keepDeadLetter } from "./model";

/** Counts a refusal: under its instance where the address is right, else as unknown. */
export const reject = internalMutation({
  args: { channel: v.union(channel, v.null()), reason: v.string() },
  returns: v.null(),
  handler: async (ctx, { channel: source, reason }) => {
    await countRejection(ctx, await nameOf(ctx, source), reason);
    return null;
  },
});

async function nameOf(
  ctx: MutationCtx,
  source: Channel | null,
): Promise<string> {
  if (source === null) return "unknown";
  if (source.kind === "global") return "global";
  return (await getInstanceByAddress(ctx, source))?._id ?? "unknown";
}

/** Keeps an authentic body that is no usable event. */
export const bury = internalMutation({
  args: { channel, reason: v.string(), body: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const instance =
      args.channel.kind === "instance"
        ? await getInstanceByAddress(ctx, args.channel)
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
