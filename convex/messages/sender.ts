import { v } from "convex/values";
import { createWahaClient, type WahaClient } from "../../lib/clients/waha";
import { typingMs } from "../../lib/messages/pacing";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { ActionCtx } from "../_generated/server";
import { wahaEnv } from "../env";
import { internalAction } from "../functions";

function wahaClient(): WahaClient {
  return createWahaClient({
    ...wahaEnv(),
    fetch: (input, init) => fetch(input, init),
    timeoutMs: 20_000,
  });
}

/** The only sender. The claim decides whether the message may leave; its outcome is recorded in one step. */
export const send = internalAction({
  args: { messageId: v.id("messages"), paced: v.boolean() },
  returns: v.null(),
  handler: async (ctx, { messageId, paced }) => {
    const waha = wahaClient();
    if (paced) await showTyping(ctx, waha, messageId);
    const claim = await ctx.runMutation(internal.messages.outbox.claim, {
      messageId,
    });
    if (claim === null) return null;
    const outcome = await waha.sendText({
      session: claim.session,
      chatId: claim.chatId,
      text: claim.text,
      messageId: claim.externalId,
    });
    await ctx.runMutation(internal.messages.outcome.record, {
      messageId,
      outcome,
    });
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
