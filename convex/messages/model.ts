/*
 * (instance, external id) is unique: whoever writes it first wins, in the transaction of the effect.
 * Everything the sender sends is inserted with its hold.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Infer } from "convex/values";
import { toHex } from "../../lib/hex";
import type { DeliveryStatus } from "../../lib/messages/delivery";
import { priceOf } from "../../lib/credits/prices";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { assignReservation, reserve } from "../credits/reservationModel";
import type { media } from "./schema";

export type OutboundState = NonNullable<Doc<"messages">["outbound"]>;
export type OutboundMessage = Doc<"messages"> & {
  outbound: OutboundState;
  status: DeliveryStatus;
};

const MAX_TEXT_CHARS = 4_096;

/** A message id in WhatsApp's own form, chosen before the send so that the echo can be matched. */
function newExternalId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return `3EB0${toHex(bytes).toUpperCase()}`;
}

export async function getByExternalId(
  ctx: QueryCtx,
  instanceId: Id<"instances">,
  externalId: string,
): Promise<Doc<"messages"> | null> {
  return ctx.db
    .query("messages")
    .withIndex("by_instance_and_external_id", (q) =>
      q.eq("instanceId", instanceId).eq("externalId", externalId),
    )
    .unique();
}

export async function getByIdempotencyKey(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  idempotencyKey: string,
): Promise<Doc<"messages"> | null> {
  return ctx.db
    .query("messages")
    .withIndex("by_tenant_and_idempotency_key", (q) =>
      q.eq("tenantId", tenantId).eq("idempotencyKey", idempotencyKey),
    )
    .unique();
}

/** A message that goes through the sender; null for any other. */
export async function getOutbound(
  ctx: QueryCtx,
  messageId: Id<"messages">,
): Promise<OutboundMessage | null> {
  const message = await ctx.db.get("messages", messageId);
  return message === null ? null : asOutbound(message);
}

export function asOutbound(message: Doc<"messages">): OutboundMessage | null {
  const { outbound, status } = message;
  if (outbound === null || status === "received") return null;
  return { ...message, outbound, status };
}

/** The newest messages of a thread, oldest first. */
export async function listRecent(
  ctx: QueryCtx,
  conversationId: Id<"conversations">,
  limit: number,
): Promise<Doc<"messages">[]> {
  const newest = await ctx.db
    .query("messages")
    .withIndex("by_conversation_and_sent_at", (q) =>
      q.eq("conversationId", conversationId),
    )
    .order("desc")
    .take(limit);
  return newest.reverse();
}

/** The newest message of a thread. */
export async function getLatest(
  ctx: QueryCtx,
  conversationId: Id<"conversations">,
): Promise<Doc<"messages"> | null> {
  return ctx.db
    .query("messages")
    .withIndex("by_conversation_and_sent_at", (q) =>
      q.eq("conversationId", conversationId),
    )
    .order("desc")
    .first();
}

/** A page of a thread, newest first, from the instant `upTo` backwards. */
export async function listThread(
  ctx: QueryCtx,
  conversationId: Id<"conversations">,
  paginationOpts: PaginationOptions,
  upTo: number | null = null,
): Promise<PaginationResult<Doc<"messages">>> {
  return ctx.db
    .query("messages")
    .withIndex("by_conversation_and_sent_at", (q) => {
      const thread = q.eq("conversationId", conversationId);
      return upTo === null ? thread : thread.lte("sentAt", upTo);
    })
    .order("desc")
    .paginate(paginationOpts);
}

/** A page of what went through the tenant's sender, oldest first. */
export async function listSent(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<OutboundMessage>> {
  const result = await ctx.db
    .query("messages")
    .withIndex("by_tenant_and_direction", (q) =>
      q.eq("tenantId", tenantId).eq("direction", "outbound"),
    )
    .paginate(paginationOpts);
  const page = result.page.map(asOutbound).filter((sent) => sent !== null);
  return { ...result, page };
}

export type StoredMessage = Omit<
  Doc<"messages">,
  | "_id"
  | "_creationTime"
  | "outbound"
  | "idempotencyKey"
  | "media"
  | "previousAt"
> & { media: Infer<typeof media> | null };

/** What a new message says of the one before it, from the conversation as it was. */
function place(
  conversation: Doc<"conversations">,
  sentAt: number,
): Pick<Doc<"messages">, "previousAt"> {
  const { lastMessageAt } = conversation;
  return sentAt < lastMessageAt ? {} : { previousAt: lastMessageAt };
}

/** Stores a message that WhatsApp told us of: the customer's, or one from the business's own phone. */
export async function insertObserved(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  message: StoredMessage,
): Promise<Doc<"messages">> {
  const fields = {
    ...message,
    ...place(conversation, message.sentAt),
    media: message.media && { ...message.media, storageId: null },
    idempotencyKey: null,
    outbound: null,
  };
  const messageId = await ctx.db.insert("messages", fields);
  return { _id: messageId, _creationTime: Date.now(), ...fields };
}

export type PaidMessage = Omit<NewOutbound, "reservationId"> & {
  /** Why the credits are held, for the ledger. */
  reason: string;
};

/** Holds a text's price and queues it; null, and nothing changed, when the credits are short. */
export async function insertPaid(
  ctx: MutationCtx,
  message: PaidMessage,
): Promise<Id<"messages"> | null> {
  const { reason, ...fields } = message;
  const held = await reserve(ctx, {
    tenantId: message.conversation.tenantId,
    conversationId: message.conversation._id,
    credits: priceOf("text"),
    actor: message.author,
    reason,
  });
  if (!held.ok) return null;
  const { reservationId } = held;
  return (await insertOutbound(ctx, { ...fields, reservationId }))._id;
}

export type NewOutbound = {
  conversation: Doc<"conversations">;
  author: string;
  text: string;
  purpose: OutboundState["purpose"];
  reservationId: Id<"reservations">;
  idempotencyKey: string | null;
  turn: { id: Id<"turns">; version: number } | null;
  /** The failed message whose words are sent again. */
  retryOf?: Id<"messages">;
};

/** Queues a paid message. The caller sees to its send in the same transaction. */
export async function insertOutbound(
  ctx: MutationCtx,
  message: NewOutbound,
): Promise<OutboundMessage> {
  const fields = outboundFields(message, Date.now());
  const messageId = await ctx.db.insert("messages", fields);
  await assignReservation(ctx, message.reservationId, messageId);
  return { _id: messageId, _creationTime: fields.sentAt, ...fields };
}

function outboundFields(
  message: NewOutbound,
  sentAt: number,
): Omit<OutboundMessage, "_id" | "_creationTime"> {
  const text = message.text.trim();
  if (text.length === 0 || text.length > MAX_TEXT_CHARS) {
    throw appError(
      "VALIDATION_FAILED",
      `A message has 1 to ${String(MAX_TEXT_CHARS)} characters.`,
    );
  }
  const { conversation } = message;
  return {
    tenantId: conversation.tenantId,
    instanceId: conversation.instanceId,
    conversationId: conversation._id,
    direction: "outbound",
    externalId: newExternalId(),
    chatId: conversation.chatId,
    author: message.author,
    text,
    messageType: "text",
    media: null,
    status: "queued",
    sentAt,
    ...place(conversation, sentAt),
    idempotencyKey: message.idempotencyKey,
    outbound: {
      purpose: message.purpose,
      reservationId: message.reservationId,
      turnId: message.turn?.id ?? null,
      turnVersion: message.turn?.version ?? 0,
      attempts: 0,
      claimedAt: null,
      reason: null,
      unknownCause: null,
      refunded: false,
      unbilled: false,
      retryOf: message.retryOf ?? null,
      retriedBy: null,
    },
  };
}

/** Gives a sent message the id the gateway says it has. */
export async function setExternalId(
  ctx: MutationCtx,
  messageId: Id<"messages">,
  externalId: string,
): Promise<void> {
  await ctx.db.patch("messages", messageId, { externalId });
}
