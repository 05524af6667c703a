/* Messages as the inbox reads them: by id, by their words, with what they cost. */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getReservation } from "../credits/reservationModel";
import type { OutboundMessage } from "./model";

/** A message of this tenant; another tenant's does not exist. */
export async function requireMessage(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  messageId: Id<"messages">,
): Promise<Doc<"messages">> {
  const message = await ctx.db.get("messages", messageId);
  if (message === null || message.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Message not found.");
  }
  return message;
}

/** As `requireMessage`, for an id as it stands in an address. */
export async function requireMessageNamed(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  name: string,
): Promise<Doc<"messages">> {
  const messageId = ctx.db.normalizeId("messages", name);
  if (messageId === null) throw appError("NOT_FOUND", "Message not found.");
  return requireMessage(ctx, tenantId, messageId);
}

/** The tenant's messages that match the words best, at most `limit`. */
export async function searchMessages(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  words: string,
  limit: number,
): Promise<Doc<"messages">[]> {
  return ctx.db
    .query("messages")
    .withSearchIndex("search_text", (q) =>
      q.search("text", words).eq("tenantId", tenantId),
    )
    .take(limit);
}

/** Credits a message has charged: none while they are held, given back or another message's. */
export async function chargedFor(
  ctx: QueryCtx,
  { _id, outbound }: Doc<"messages">,
): Promise<number> {
  if (outbound === null || outbound.reservationId === null) return 0;
  if (outbound.refunded) return 0;
  const hold = await getReservation(ctx, outbound.reservationId);
  return hold?.status === "captured" && hold.messageId === _id
    ? hold.credits
    : 0;
}

/** Links a failed message to the one that sends its words again. */
export async function noteRetry(
  ctx: MutationCtx,
  message: OutboundMessage,
  retriedBy: Id<"messages">,
): Promise<void> {
  await ctx.db.patch("messages", message._id, {
    outbound: { ...message.outbound, retriedBy },
  });
}
