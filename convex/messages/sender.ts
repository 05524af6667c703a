import { v } from "convex/values";
import { internal } from "../_generated/api";
import type { ActionCtx } from "../_generated/server";
import { internalAction } from "../functions";
import { deliver, wahaClient } from "./dispatch";

const PROBE_TIMEOUT_MS = 5_000;

/** Sends what was scheduled. The claim decides whether the message may leave; its outcome is recorded in one step. */
export const send = internalAction({
  args: {
    messageId: v.id("messages"),
    paced: v.boolean(),
  },
  returns: v.null(),
  handler: async (ctx, { messageId, paced }) => {
    if (await mustWait(ctx)) {
      await ctx.runMutation(internal.messages.breaker.postpone, { messageId });
      return null;
    }
    await deliver(ctx, { messageId, paced });
    return null;
  },
});

async function mustWait(ctx: ActionCtx): Promise<boolean> {
  return ctx.runQuery(internal.messages.breaker.isOpen, { now: Date.now() });
}

/** Asks the gateway whether it is there at all; no customer's message is risked for it. */
export const probe = internalAction({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const isUp = await wahaClient(PROBE_TIMEOUT_MS).isUp();
    await ctx.runMutation(internal.messages.breaker.noteProbe, { isUp });
    return null;
  },
});

/** Looks for a message whose send was not answered and settles it; never sends again. */
export const settle = internalAction({
  args: { messageId: v.id("messages") },
  returns: v.null(),
  handler: async (ctx, { messageId }) => {
    const lost = await ctx.runQuery(internal.messages.settlement.locate, {
      messageId,
    });
    if (lost === null) return null;
    const lookup = await wahaClient().findSent(lost);
    await ctx.runMutation(internal.messages.settlement.decide, {
      messageId,
      lookup,
    });
    return null;
  },
});
