import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import { requireContact } from "../contacts/model";
import { tenantQuery } from "../functions";
import { listConversations } from "./model";
import { handoff, takeover } from "./schema";
import { pageOf } from "../pages";

const summary = v.object({
  id: v.id("conversations"),
  contactName: v.union(v.string(), v.null()),
  contactPhone: v.union(v.string(), v.null()),
  status: v.union(v.literal("open"), v.literal("closed")),
  handoff,
  takeover,
  isAnswering: v.boolean(),
  unread: v.number(),
  lastMessageAt: v.number(),
  lastMessagePreview: v.string(),
});

/** The tenant's conversations, newest first. */
export const list = tenantQuery({
  permission: "read",
  args: { paginationOpts: paginationOptsValidator },
  returns: pageOf(summary),
  handler: async (ctx, { paginationOpts }) => {
    const result = await listConversations(ctx, ctx.tenant._id, paginationOpts);
    const page = await Promise.all(
      result.page.map(async (conversation) => {
        const contact = await requireContact(
          ctx,
          ctx.tenant._id,
          conversation.contactId,
        );
        return summarize(conversation, contact);
      }),
    );
    return { ...result, page };
  },
});

function summarize(
  conversation: Doc<"conversations">,
  contact: Doc<"contacts">,
) {
  return {
    id: conversation._id,
    contactName: contact.name,
    contactPhone: contact.phone,
    status: conversation.status,
    handoff: conversation.handoff,
    takeover: conversation.takeover,
    isAnswering: conversation.openTurnId !== null,
    unread: conversation.unread,
    lastMessageAt: conversation.lastMessageAt,
    lastMessagePreview: conversation.lastMessagePreview,
  };
}
