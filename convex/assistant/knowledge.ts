import { v } from "convex/values";
import { tenantMutation, tenantQuery } from "../functions";
import { addKnowledge, listKnowledge, removeKnowledge } from "./model";

export const list = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(
    v.object({
      id: v.id("knowledgeEntries"),
      title: v.string(),
      content: v.string(),
    }),
  ),
  handler: async (ctx) => {
    const entries = await listKnowledge(ctx, ctx.tenant._id);
    return entries.map(({ _id, title, content }) => ({
      id: _id,
      title,
      content,
    }));
  },
});

export const add = tenantMutation({
  permission: "manage_assistant",
  args: { title: v.string(), content: v.string() },
  returns: v.id("knowledgeEntries"),
  handler: async (ctx, { title, content }) =>
    addKnowledge(ctx, ctx.tenant._id, title, content),
});

export const remove = tenantMutation({
  permission: "manage_assistant",
  args: { entryId: v.id("knowledgeEntries") },
  returns: v.null(),
  handler: async (ctx, { entryId }) => {
    await removeKnowledge(ctx, ctx.tenant._id, entryId);
    return null;
  },
});
