import { paginationOptsValidator } from "convex/server";
import { type Infer, v } from "convex/values";
import { appError } from "../../lib/errors";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { requireContact } from "../contacts/model";
import { listConversationsOf } from "../conversations/historyModel";
import { requireConversation } from "../conversations/model";
import { conversationStatus } from "../conversations/schema";
import { operatorMutation, operatorQuery } from "../functions";
import { getInstance } from "../instances/model";
import { listThread } from "../messages/model";
import { messageStatus } from "../messages/schema";
import { pageOf } from "../pages";
import { getLook, openLook, requireOpenAccess } from "./lookModel";
import { requireReason } from "./model";

const row = v.object({
  id: v.id("conversations"),
  status: conversationStatus,
  /** Name of the number. */
  number: v.union(v.string(), v.null()),
  /** Why a human was called, while one is. */
  waitsFor: v.union(v.string(), v.null()),
  lastMessageAt: v.number(),
  /** Whether the caller said why they read it. */
  isOpen: v.boolean(),
});

/** The conversations of a business without who is in them or what was said, newest first. */
export const conversations = operatorQuery({
  args: {
    tenantId: v.id("tenants"),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(row),
  handler: async (ctx, { tenantId, paginationOpts }) => {
    const access = await requireOpenAccess(ctx, ctx.subject, tenantId);
    const result = await listConversationsOf(ctx, tenantId, paginationOpts);
    const page = await Promise.all(
      result.page.map((conversation) => rowOf(ctx, access, conversation)),
    );
    return { ...result, page };
  },
});

async function rowOf(
  ctx: QueryCtx,
  access: Doc<"operatorAccesses">,
  conversation: Doc<"conversations">,
): Promise<Infer<typeof row>> {
  const instance = await getInstance(ctx, conversation.instanceId);
  return {
    id: conversation._id,
    status: conversation.status,
    number: instance?.label ?? null,
    waitsFor: conversation.handoff?.reason ?? null,
    lastMessageAt: conversation.lastMessageAt,
    isOpen: (await getLook(ctx, access, conversation._id)) !== null,
  };
}

/** Lets the caller read one conversation while the access is open; the business finds it in its audit trail. */
export const open = operatorMutation({
  args: {
    tenantId: v.id("tenants"),
    conversationId: v.id("conversations"),
    reason: v.string(),
  },
  returns: v.null(),
  handler: async (ctx, { tenantId, conversationId, ...args }) => {
    const reason = requireReason(args.reason);
    const access = await requireOpenAccess(ctx, ctx.subject, tenantId);
    await requireConversation(ctx, tenantId, conversationId);
    await openLook(ctx, access, conversationId, reason);
    await recordAudit(ctx, {
      tenantId,
      actor: ctx.actor,
      action: "operator.conversation_read",
      target: conversationId,
      reason,
    });
    return null;
  },
});

const line = v.object({
  id: v.id("messages"),
  direction: v.union(v.literal("inbound"), v.literal("outbound")),
  /** Who wrote it, as a kind: the names of people are not told. */
  by: v.union(
    v.literal("customer"),
    v.literal("member"),
    v.literal("phone"),
    v.literal("assistant"),
  ),
  text: v.string(),
  messageType: v.string(),
  status: messageStatus,
  reason: v.union(v.string(), v.null()),
  purpose: v.union(v.string(), v.null()),
  sentAt: v.number(),
});

/** The messages of a conversation the caller said why they read, newest first. */
export const thread = operatorQuery({
  args: {
    tenantId: v.id("tenants"),
    conversationId: v.id("conversations"),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(line),
  handler: async (ctx, { tenantId, conversationId, paginationOpts }) => {
    await requireLook(ctx, ctx.subject, tenantId, conversationId);
    const result = await listThread(ctx, conversationId, paginationOpts);
    return { ...result, page: result.page.map(lineOf) };
  },
});

/** Whose conversation it is and why the caller reads it; null until they said why. */
export const head = operatorQuery({
  args: { tenantId: v.id("tenants"), conversationId: v.id("conversations") },
  returns: v.union(
    v.object({
      contact: v.union(v.string(), v.null()),
      reason: v.string(),
      expiresAt: v.number(),
    }),
    v.null(),
  ),
  handler: async (ctx, { tenantId, conversationId }) => {
    const access = await requireOpenAccess(ctx, ctx.subject, tenantId);
    const conversation = await requireConversation(
      ctx,
      tenantId,
      conversationId,
    );
    const look = await getLook(ctx, access, conversationId);
    if (look === null) return null;
    const contact = await requireContact(ctx, tenantId, conversation.contactId);
    return {
      contact: contact.name ?? contact.phone,
      reason: look.reason,
      expiresAt: access.expiresAt,
    };
  },
});

async function requireLook(
  ctx: QueryCtx,
  subject: string,
  tenantId: Doc<"tenants">["_id"],
  conversationId: Doc<"conversations">["_id"],
): Promise<void> {
  const access = await requireOpenAccess(ctx, subject, tenantId);
  // The look names a conversation; that it is this business's is asked again.
  await requireConversation(ctx, tenantId, conversationId);
  if ((await getLook(ctx, access, conversationId)) === null) {
    throw appError("FORBIDDEN", "Say first why you read this conversation.");
  }
}

function lineOf(message: Doc<"messages">): Infer<typeof line> {
  return {
    id: message._id,
    direction: message.direction,
    by: authorKind(message.author),
    text: message.text,
    messageType: message.messageType,
    status: message.status,
    reason: message.outbound?.reason ?? null,
    purpose: message.outbound?.purpose ?? null,
    sentAt: message.sentAt,
  };
}

function authorKind(author: string): Infer<typeof line>["by"] {
  if (author === "customer" || author === "phone") return author;
  return author.startsWith("user:") ? "member" : "assistant";
}
