import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import { tenantQuery } from "../functions";
import { listThread } from "../messages/model";
import { messageStatus } from "../messages/schema";
import { pageOf } from "../pages";
import { requireConversation } from "./model";

const entry = v.object({
  id: v.id("messages"),
  direction: v.union(v.literal("inbound"), v.literal("outbound")),
  author: v.string(),
  text: v.string(),
  messageType: v.string(),
  status: messageStatus,
  reason: v.union(v.string(), v.null()),
  sentAt: v.number(),
});

/** The messages of one conversation, newest first. */
export const list = tenantQuery({
  permission: "read",
  args: {
    conversationId: v.id("conversations"),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(entry),
  handler: async (ctx, { conversationId, paginationOpts }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const result = await listThread(ctx, conversation._id, paginationOpts);
    return { ...result, page: result.page.map(viewOf) };
  },
});

function viewOf(message: Doc<"messages">) {
  return {
    id: message._id,
    direction: message.direction,
    author: message.author,
    text: message.text,
    messageType: message.messageType,
    status: message.status,
    reason: message.outbound?.reason ?? null,
    sentAt: message.sentAt,
  };
}
