/* The one way out: nothing else asks the gateway to send. */
import type { Infer } from "convex/values";
import { createWahaClient, type WahaClient } from "../../lib/clients/waha";
import { typingMs } from "../../lib/messages/pacing";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { ActionCtx } from "../_generated/server";
import { wahaEnv } from "../env";
import type { claimed } from "./schema";

const TIMEOUT_MS = 20_000;

/** What the gateway, and not the message, may be the cause of. */
const TROUBLE: ReadonlySet<string> = new Set([
  "unreachable",
  "lost_answer",
  "server_error",
]);

export function wahaClient(timeoutMs = TIMEOUT_MS): WahaClient {
  return createWahaClient({
    ...wahaEnv(),
    fetch: (input, init) => fetch(input, init),
    timeoutMs,
  });
}

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
