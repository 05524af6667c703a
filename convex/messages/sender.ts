/* The only sender: nothing else asks the gateway to send. */
import { type Infer, v } from "convex/values";
import { createWahaClient, type WahaClient } from "../../lib/clients/waha";
import { typingMs } from "../../lib/messages/pacing";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { ActionCtx } from "../_generated/server";
import { wahaEnv } from "../env";
import { internalAction } from "../functions";
import type { claimed } from "./schema";

const TIMEOUT_MS = 20_000;
const PROBE_TIMEOUT_MS = 5_000;

/** What the gateway, and not the message, may be the cause of. */
const TROUBLE: ReadonlySet<string> = new Set([
  "unreachable",
  "lost_answer",
  "server_error",
]);

function wahaClient(timeoutMs = TIMEOUT_MS): WahaClient {
  return createWahaClient({
    ...wahaEnv(),
    fetch: (input, init) => fetch(input, init),
    timeoutMs,
  });
}

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

/** Sends a queued message, after a human pause where one is due. */
export async function deliver(
  ctx: ActionCtx,
  { messageId, paced }: { messageId: Id<"messages">; paced: boolean },
): Promise<void> {
  if (paced) await showTyping(ctx, wahaClient(), messageId);
  const claim = await ctx.runMutation(internal.messages.outbox.claim, {
    messageId,
  });
  if (claim !== null) await sendClaimed(ctx, messageId, claim);
}

/** Sends what was claimed and records what the gateway says of it. */
export async function sendClaimed(
  ctx: ActionCtx,
  messageId: Id<"messages">,
  claim: Infer<typeof claimed>,
): Promise<void> {
  const outcome = await wahaClient().sendText({
    session: claim.session,
    chatId: claim.chatId,
    text: claim.text,
    messageId: claim.externalId,
  });
  const isTrouble = !outcome.ok && TROUBLE.has(outcome.reason);
  const record = isTrouble
    ? internal.messages.breaker.recordTrouble
    : internal.messages.outcome.record;
  await ctx.runMutation(record, { messageId, outcome });
}

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

async function showTyping(
  ctx: ActionCtx,
  waha: WahaClient,
  messageId: Id<"messages">,
): Promise<void> {
  const plan = await ctx.runQuery(internal.messages.outbox.plan, { messageId });
  if (plan === null) return;
  const chat = { session: plan.session, chatId: plan.chatId };
  await waha.sendSeen(chat);
  await waha.startTyping(chat);
  await new Promise((resolve) =>
    setTimeout(resolve, typingMs(plan.chars, Math.random())),
  );
  await waha.stopTyping(chat);
}

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
