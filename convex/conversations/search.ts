import { type Infer, v } from "convex/values";
import { searchWords, snippetOf } from "../../lib/inbox/search";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { findContacts } from "../contacts/listModel";
import { requireContact } from "../contacts/model";
import { tenantQuery } from "../functions";
import { searchMessages } from "../messages/readModel";
import { listOfContact } from "./listModel";
import { requireConversation } from "./model";

const CONTACTS = 10;
const MESSAGES = 20;
const CONVERSATIONS_PER_CONTACT = 3;

const hit = v.object({
  kind: v.union(v.literal("contact"), v.literal("message")),
  conversationId: v.id("conversations"),
  contactName: v.union(v.string(), v.null()),
  contactPhone: v.union(v.string(), v.null()),
  snippet: v.string(),
  messageId: v.union(v.id("messages"), v.null()),
  sentAt: v.number(),
});

type Hit = Infer<typeof hit>;

/** Conversations by the name or number of the contact, then by the words of a message. */
export const find = tenantQuery({
  permission: "read",
  args: { text: v.string() },
  returns: v.array(hit),
  handler: async (ctx, { text }): Promise<Hit[]> => {
    const words = searchWords(text);
    if (words === null) return [];
    const tenantId = ctx.tenant._id;
    const first = { numItems: CONTACTS, cursor: null };
    const people = await findContacts(ctx, { tenantId }, words, first);
    const messages = await searchMessages(ctx, tenantId, words, MESSAGES);
    const byContact = await Promise.all(
      people.page.map((contact) => hitsOfContact(ctx, contact)),
    );
    const byMessage = await Promise.all(
      messages.map((message) => hitOfMessage(ctx, message, words)),
    );
    return [...byContact.flat().slice(0, CONTACTS), ...byMessage];
  },
});

async function hitsOfContact(
  ctx: QueryCtx,
  contact: Doc<"contacts">,
): Promise<Hit[]> {
  const conversations = await listOfContact(
    ctx,
    contact._id,
    CONVERSATIONS_PER_CONTACT,
  );
  return conversations.map((conversation) => ({
    kind: "contact",
    conversationId: conversation._id,
    contactName: contact.name,
    contactPhone: contact.phone,
    snippet: conversation.lastMessagePreview,
    messageId: null,
    sentAt: conversation.lastMessageAt,
  }));
}

async function hitOfMessage(
  ctx: QueryCtx,
  message: Doc<"messages">,
  words: string,
): Promise<Hit> {
  const { tenantId, conversationId } = message;
  const conversation = await requireConversation(ctx, tenantId, conversationId);
  const contact = await requireContact(ctx, tenantId, conversation.contactId);
  return {
    kind: "message",
    conversationId,
    contactName: contact.name,
    contactPhone: contact.phone,
    snippet: snippetOf(message.text, words),
    messageId: message._id,
    sentAt: message.sentAt,
  };
}
