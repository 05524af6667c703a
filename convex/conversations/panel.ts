import { v } from "convex/values";
import { requireContact } from "../contacts/model";
import { consentStatus, contactStage } from "../contacts/schema";
import { tenantQuery } from "../functions";
import { getInstance } from "../instances/model";
import { listOfContact } from "./listModel";
import { requireConversation } from "./model";
import { conversationStatus } from "./schema";

const OTHERS = 10;

/** The person behind a conversation, and where else they write. */
export const get = tenantQuery({
  permission: "read",
  args: { conversationId: v.id("conversations") },
  returns: v.object({
    contact: v.object({
      id: v.id("contacts"),
      name: v.union(v.string(), v.null()),
      phone: v.union(v.string(), v.null()),
      consent: consentStatus,
      stage: contactStage,
      tags: v.array(v.string()),
      note: v.string(),
      createdAt: v.number(),
    }),
    startedAt: v.number(),
    others: v.array(
      v.object({
        id: v.id("conversations"),
        instanceLabel: v.string(),
        status: conversationStatus,
        lastMessageAt: v.number(),
        lastMessagePreview: v.string(),
      }),
    ),
  }),
  handler: async (ctx, { conversationId }) => {
    const tenantId = ctx.tenant._id;
    const conversation = await requireConversation(
      ctx,
      tenantId,
      conversationId,
    );
    const contact = await requireContact(ctx, tenantId, conversation.contactId);
    const all = await listOfContact(ctx, contact._id, OTHERS + 1);
    const others = all
      .filter(({ _id }) => _id !== conversation._id)
      .slice(0, OTHERS)
      .map(async (other) => ({
        id: other._id,
        instanceLabel: (await getInstance(ctx, other.instanceId))?.label ?? "",
        status: other.status,
        lastMessageAt: other.lastMessageAt,
        lastMessagePreview: other.lastMessagePreview,
      }));
    return {
      contact: {
        id: contact._id,
        name: contact.name,
        phone: contact.phone,
        consent: contact.consent,
        stage: contact.stage,
        tags: contact.tags,
        note: contact.note,
        createdAt: contact._creationTime,
      },
      startedAt: conversation._creationTime,
      others: await Promise.all(others),
    };
  },
});
