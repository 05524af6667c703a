/*
 * Erasure empties what a message says, and to whom, and leaves the row: the delivery and the
 * credits stay provable, and a message that is delivered once more is known.
 */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { applyDelivery } from "./deliveryModel";
import { asOutbound } from "./model";

export type Emptied = {
  messages: number;
  files: number;
  /** Messages on their way: what became of them must be known first. */
  waitsFor: number;
  /** Where to go on; null at the end. */
  cursor: string | null;
};

/** Empties the next messages of a conversation; none while one of them is on its way. */
export async function emptyThread(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  { cursor, limit }: { cursor: string | null; limit: number },
): Promise<Emptied> {
  const result = await ctx.db
    .query("messages")
    .withIndex("by_conversation_and_sent_at", (q) =>
      q.eq("conversationId", conversationId),
    )
    .paginate({ numItems: limit, cursor });
  let waitsFor = 0;
  for (const message of result.page) {
    if (await isOnItsWay(ctx, message)) waitsFor += 1;
  }
  if (waitsFor > 0) return { messages: 0, files: 0, waitsFor, cursor };
  let files = 0;
  for (const message of result.page) files += await empty(ctx, message);
  return {
    messages: result.page.length,
    files,
    waitsFor,
    cursor: result.isDone ? null : result.continueCursor,
  };
}

/** Empties what came last and is not empty yet; returns how many. */
export async function emptyNewest(
  ctx: MutationCtx,
  conversationId: Id<"conversations">,
  limit: number,
): Promise<number> {
  const newest = await ctx.db
    .query("messages")
    .withIndex("by_conversation_and_sent_at", (q) =>
      q.eq("conversationId", conversationId),
    )
    .order("desc")
    .take(limit);
  const full = newest.filter(
    ({ text, chatId, media }) => text !== "" || chatId !== "" || media !== null,
  );
  for (const message of full) await empty(ctx, message);
  return full.length;
}

/** Takes a message out of the queue; one that may have left is settled by those who send. */
async function isOnItsWay(
  ctx: MutationCtx,
  message: Doc<"messages">,
): Promise<boolean> {
  const outbound = asOutbound(message);
  if (outbound === null) return false;
  if (outbound.status === "queued") {
    const event = { kind: "blocked" as const };
    await applyDelivery(ctx, outbound, event, { reason: "erased" });
    return false;
  }
  return outbound.status === "sending" || outbound.status === "unknown";
}

/** Empties one message for good; returns how many files went with it. */
async function empty(
  ctx: MutationCtx,
  { _id, media }: Doc<"messages">,
): Promise<number> {
  const storageId = media?.storageId ?? null;
  if (storageId !== null) await ctx.storage.delete(storageId);
  await ctx.db.patch("messages", _id, { text: "", chatId: "", media: null });
  return storageId === null ? 0 : 1;
}
