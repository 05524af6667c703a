import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { isRetryable } from "../../lib/inbox/retryable";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { requireContact } from "../contacts/model";
import { consentStatus } from "../contacts/schema";
import { tenantQuery } from "../functions";
import { asOutbound, getLatest, listThread } from "../messages/model";
import { chargedFor } from "../messages/readModel";
import { messageStatus } from "../messages/schema";
import { pageOf } from "../pages";
import { requireConversation } from "./model";
import { author, type People, peopleOf } from "./peopleModel";
import { summarize, summaryFields } from "./summaryModel";

/** The head of one conversation. */
export const get = tenantQuery({
  permission: "read",
  args: { conversationId: v.id("conversations") },
  returns: v.object({
    ...summaryFields,
    readUpTo: v.number(),
    contactConsent: consentStatus,
    takeoverMs: v.number(),
  }),
  handler: async (ctx, { conversationId }) => {
    const tenantId = ctx.tenant._id;
    const conversation = await requireConversation(
      ctx,
      tenantId,
      conversationId,
    );
    const [summary] = await summarize(
      ctx,
      ctx.membership,
      [conversation],
      (id) => getLatest(ctx, id),
    );
    if (summary === undefined) throw new Error("A summary is missing.");
    const contact = await requireContact(ctx, tenantId, conversation.contactId);
    return {
      ...summary,
      readUpTo: conversation.readUpTo,
      contactConsent: contact.consent,
      takeoverMs: ctx.tenant.takeoverMs,
    };
  },
});

const entry = v.object({
  id: v.id("messages"),
  direction: v.union(v.literal("inbound"), v.literal("outbound")),
  author,
  text: v.string(),
  messageType: v.string(),
  status: messageStatus,
  reason: v.union(v.string(), v.null()),
  purpose: v.union(v.string(), v.null()),
  sentAt: v.number(),
  media: v.union(
    v.object({
      mimetype: v.union(v.string(), v.null()),
      filename: v.union(v.string(), v.null()),
      hasFile: v.boolean(),
    }),
    v.null(),
  ),
  credits: v.number(),
  refunded: v.boolean(),
  hasTrace: v.boolean(),
  canRetry: v.boolean(),
  retryOf: v.union(v.id("messages"), v.null()),
  retriedBy: v.union(v.id("messages"), v.null()),
  idempotencyKey: v.union(v.string(), v.null()),
});

/** The messages of one conversation, newest first, from `upTo` backwards. */
export const list = tenantQuery({
  permission: "read",
  args: {
    conversationId: v.id("conversations"),
    upTo: v.optional(v.number()),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(entry),
  handler: async (ctx, { conversationId, upTo, paginationOpts }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const result = await listThread(
      ctx,
      conversation._id,
      paginationOpts,
      upTo,
    );
    const people = peopleOf(ctx, ctx.membership);
    const page = await Promise.all(
      result.page.map((message) => viewOf(ctx, people, message)),
    );
    return { ...result, page };
  },
});

async function viewOf(ctx: QueryCtx, people: People, message: Doc<"messages">) {
  const by = await people.byAuthor(message.author);
  const isOwn = by.kind === "member" && by.person.isMe;
  return {
    id: message._id,
    direction: message.direction,
    author: by,
    text: message.text,
    messageType: message.messageType,
    status: message.status,
    sentAt: message.sentAt,
    media: viewOfMedia(message),
    credits: await chargedFor(ctx, message),
    idempotencyKey: isOwn ? message.idempotencyKey : null,
    ...viewOfSending(message),
  };
}

function viewOfMedia({ media }: Doc<"messages">) {
  if (media === null) return null;
  const { mimetype, filename, path, storageId } = media;
  return { mimetype, filename, hasFile: storageId !== null || path !== null };
}

function viewOfSending(message: Doc<"messages">) {
  const sending = asOutbound(message);
  if (sending === null) {
    return {
      reason: null,
      purpose: null,
      refunded: false,
      hasTrace: false,
      canRetry: false,
      retryOf: null,
      retriedBy: null,
    };
  }
  const { reason, purpose, refunded, turnId, retryOf, retriedBy } =
    sending.outbound;
  return {
    reason,
    purpose,
    refunded,
    hasTrace: turnId !== null,
    canRetry: isRetryable({
      status: sending.status,
      reason,
      wasRetried: retriedBy !== null,
    }),
    retryOf,
    retriedBy,
  };
}
