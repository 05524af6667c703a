import { type Infer, v } from "convex/values";
import {
  afterProbe,
  noteTrouble,
  waitMs,
} from "../../lib/messages/gateway-breaker";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import {
  gatewayOpenUntil,
  gatewayState,
  listBreakers,
  setGateway,
} from "../assistant/breakerModel";
import { internalMutation, internalQuery } from "../functions";
import { applyDelivery } from "./deliveryModel";
import { getOutbound } from "./model";
import { sendOutcome } from "./schema";

type Refused = Extract<Infer<typeof sendOutcome>, { certainty: "not_sent" }>;

/** Whether sends wait for the gateway at `now`. */
export const isOpen = internalQuery({
  args: { now: v.number() },
  returns: v.boolean(),
  handler: async (ctx, { now }) =>
    gatewayOpenUntil(await listBreakers(ctx), now) !== null,
});

/** Lets a queued message wait until the gateway was asked again; the watchdog ends what waits too long. */
export const postpone = internalMutation({
  args: { messageId: v.id("messages") },
  returns: v.null(),
  handler: async (ctx, { messageId }) => {
    const message = await getOutbound(ctx, messageId);
    if (message?.status !== "queued") return null;
    const openUntil = gatewayOpenUntil(await listBreakers(ctx), Date.now());
    await sendLater(ctx, messageId, openUntil);
    return null;
  },
});

/** Records a send that the gateway may be to blame for. What surely did not leave waits for the gateway, if that is down. */
export const recordTrouble = internalMutation({
  args: { messageId: v.id("messages"), outcome: sendOutcome },
  returns: v.null(),
  handler: async (ctx, { messageId, outcome }) => {
    const now = Date.now();
    const breakers = await listBreakers(ctx);
    const openUntil = gatewayOpenUntil(breakers, now);
    if (openUntil === null) {
      const { state, ask } = noteTrouble(gatewayState(breakers), now);
      await setGateway(ctx, breakers, state);
      if (ask)
        await ctx.scheduler.runAfter(0, internal.messages.sender.probe, {});
    }
    const isWaiting =
      openUntil !== null &&
      isSafeToRepeat(outcome) &&
      (await queueAgain(ctx, messageId, outcome, openUntil));
    if (!isWaiting) {
      await ctx.runMutation(internal.messages.outcome.record, {
        messageId,
        outcome,
      });
    }
    return null;
  },
});

function isSafeToRepeat(
  outcome: Infer<typeof sendOutcome>,
): outcome is Refused {
  return !outcome.ok && outcome.certainty === "not_sent" && outcome.retryable;
}

/** Takes the message back into the queue; this try does not count against it. */
async function queueAgain(
  ctx: MutationCtx,
  messageId: Id<"messages">,
  { reason }: Refused,
  openUntil: number,
): Promise<boolean> {
  const message = await getOutbound(ctx, messageId);
  if (message === null) return false;
  const queued = await applyDelivery(
    ctx,
    message,
    { kind: "refused", retry: true },
    { reason, attempts: 1 },
  );
  if (queued !== null) await sendLater(ctx, messageId, openUntil);
  return queued !== null;
}

async function sendLater(
  ctx: MutationCtx,
  messageId: Id<"messages">,
  openUntil: number | null,
): Promise<void> {
  const afterMs =
    openUntil === null ? 0 : waitMs(openUntil, Date.now(), Math.random());
  await ctx.scheduler.runAfter(afterMs, internal.messages.sender.send, {
    messageId,
    paced: false,
  });
}

/** Opens or closes the gateway's breaker by what the gateway itself said, and asks again while it is open. */
export const noteProbe = internalMutation({
  args: { isUp: v.boolean() },
  returns: v.null(),
  handler: async (ctx, { isUp }) => {
    const breakers = await listBreakers(ctx);
    const { state, askAfterMs } = afterProbe(
      gatewayState(breakers),
      isUp,
      Date.now(),
    );
    await setGateway(ctx, breakers, state);
    if (askAfterMs !== null) {
      await ctx.scheduler.runAfter(
        askAfterMs,
        internal.messages.sender.probe,
        {},
      );
    }
    return null;
  },
});
