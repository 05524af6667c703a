import { v } from "convex/values";
import type { MutationCtx } from "../_generated/server";
import { internalMutation } from "../functions";
import {
  type Channel,
  channel,
  resolveInstance,
} from "../instances/channelModel";
import { getInstanceByAddress } from "../instances/model";
import { keepDeadLetter } from "./letterModel";
import {
  admit,
  countIgnored,
  countRejection,
  type DeliverySource,
} from "./model";

/** Counts a refusal: under its instance where the address is right, else as unknown. */
export const reject = internalMutation({
  args: { channel: v.union(channel, v.null()), reason: v.string() },
  returns: v.null(),
  handler: async (ctx, { channel: source, reason }) => {
    await countRejection(ctx, await sourceOf(ctx, source), reason);
    return null;
  },
});

async function sourceOf(
  ctx: MutationCtx,
  source: Channel | null,
): Promise<DeliverySource> {
  if (source === null) return "unknown";
  if (source.kind === "global") return "global";
  return (await getInstanceByAddress(ctx, source)) ?? "unknown";
}

/** Keeps an authentic body that is no usable event, unless its number sends too many. */
export const bury = internalMutation({
  args: { channel, reason: v.string(), body: v.string() },
  returns: v.union(v.object({ retryAfterMs: v.number() }), v.null()),
  handler: async (ctx, args) => {
    const source = await sourceOf(ctx, args.channel);
    const instance = typeof source === "string" ? null : source;
    if (instance !== null) {
      const admission = await admit(ctx, instance);
      if (!admission.ok) return { retryAfterMs: admission.retryAfterMs };
    }
    await keepDeadLetter(ctx, {
      tenantId: instance?.tenantId ?? null,
      instanceId: instance?._id ?? null,
      reason: args.reason,
      body: args.body,
    });
    return null;
  },
});

/** Counts an event that the product has no use for. */
export const ignore = internalMutation({
  args: { channel, session: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const instance = await resolveInstance(ctx, args.channel, args.session);
    if (instance !== null) await countIgnored(ctx, instance, "unused_event");
    return null;
  },
});
