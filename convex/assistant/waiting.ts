import { v } from "convex/values";
import { hasWaitedTooLong } from "../../lib/assistant/fair-share";
import { waitMs } from "../../lib/messages/gateway-breaker";
import { internal } from "../_generated/api";
import type { MutationCtx } from "../_generated/server";
import type { Doc } from "../_generated/dataModel";
import { internalMutation } from "../functions";
import { gatewayOpenUntil, listBreakers } from "./breakerModel";
import { freeTurn, getTurn, postponeTurn } from "./turnModel";

const wanted = { turnId: v.id("turns"), version: v.number() };

/** Lets a turn wait until the gateway was asked again; the watchdog bounds how often. */
export const postpone = internalMutation({
  args: wanted,
  returns: v.null(),
  handler: async (ctx, { turnId, version }) => {
    const turn = await getTurn(ctx, turnId);
    if (turn?.status !== "open" || turn.version !== version) return null;
    const now = Date.now();
    const openUntil = gatewayOpenUntil(await listBreakers(ctx), now);
    const dueAt =
      openUntil === null ? now : now + waitMs(openUntil, now, Math.random());
    await postponeTurn(ctx, turn, dueAt);
    await generateAt(ctx, turn, dueAt);
    return null;
  },
});

/** Starts a parked turn whose time has come, or calls a human when that is too late. */
export const start = internalMutation({
  args: wanted,
  returns: v.null(),
  handler: async (ctx, { turnId, version }) => {
    const turn = await getTurn(ctx, turnId);
    if (turn?.status !== "open" || turn.version !== version) return null;
    if (turn.lane !== "parked") return null;
    const now = Date.now();
    if (hasWaitedTooLong(turn._creationTime, now)) {
      await ctx.runMutation(internal.assistant.reply.giveUp, {
        turnId,
        version,
        reason: "overdue",
      });
      return null;
    }
    await freeTurn(ctx, turn);
    await generateAt(ctx, turn, now);
    return null;
  },
});

async function generateAt(
  ctx: MutationCtx,
  turn: Doc<"turns">,
  at: number,
): Promise<void> {
  await ctx.scheduler.runAt(at, internal.assistant.reply.generate, {
    turnId: turn._id,
    version: turn.version,
  });
}
