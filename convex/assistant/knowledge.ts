import { v } from "convex/values";
import { LIMITS } from "../../lib/assistant/limits";
import { appError } from "../../lib/errors";
import { recordAudit } from "../audit/model";
import { originOf, via } from "../audit/originModel";
import { tenantMutation, tenantQuery } from "../functions";
import {
  addKnowledge,
  listKnowledge,
  moveKnowledge,
  removeKnowledge,
  updateKnowledge,
} from "./knowledgeModel";

/** What the assistant knows, in the business's order. */
export const list = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(
    v.object({
      id: v.id("knowledgeEntries"),
      title: v.string(),
      content: v.string(),
      category: v.string(),
      isActive: v.boolean(),
      updatedAt: v.number(),
    }),
  ),
  handler: async (ctx) => {
    const entries = await listKnowledge(ctx, ctx.tenant._id);
    return entries.map(
      ({ _id, title, content, category, isActive, updatedAt }) => ({
        id: _id,
        title,
        content,
        category,
        isActive,
        updatedAt,
      }),
    );
  },
});

/** Adds an entry at the end; null when the same one is there already. */
export const add = tenantMutation({
  permission: "manage_assistant",
  args: {
    title: v.string(),
    content: v.string(),
    category: v.optional(v.string()),
  },
  returns: v.union(v.id("knowledgeEntries"), v.null()),
  handler: async (ctx, { title, content, category = "" }) => {
    const [entryId] = await addKnowledge(ctx, ctx.tenant._id, [
      { title, content, category },
    ]);
    if (entryId === undefined) return null;
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "knowledge.added",
      target: entryId,
    });
    return entryId;
  },
});

/** Adds what was pasted, all or nothing, without what is there already. */
export const importMany = tenantMutation({
  permission: "manage_assistant",
  args: {
    entries: v.array(v.object({ title: v.string(), content: v.string() })),
    category: v.string(),
  },
  returns: v.object({ added: v.number(), skipped: v.number() }),
  handler: async (ctx, { entries, category }) => {
    if (entries.length === 0 || entries.length > LIMITS.importEntries) {
      throw appError(
        "VALIDATION_FAILED",
        `An import has 1 to ${String(LIMITS.importEntries)} entries.`,
      );
    }
    const added = await addKnowledge(
      ctx,
      ctx.tenant._id,
      entries.map((entry) => ({ ...entry, category })),
    );
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "knowledge.imported",
      reason: `${String(added.length)} entries`,
    });
    return { added: added.length, skipped: entries.length - added.length };
  },
});

const HOST = /^[a-z0-9.:[\]-]{1,262}$/;

/**
 * Written down before the web server reads a page for somebody: who may do
 * that is decided here, and of the address only the host is kept.
 */
export const recordPageRead = tenantMutation({
  permission: "manage_assistant",
  args: { host: v.string(), via },
  returns: v.null(),
  handler: async (ctx, args) => {
    if (!HOST.test(args.host)) {
      throw appError("VALIDATION_FAILED", "The host is not one.");
    }
    await recordAudit(
      ctx,
      {
        tenantId: ctx.tenant._id,
        actor: ctx.actor,
        action: "knowledge.page_read",
        target: args.host,
      },
      await originOf(args.via),
    );
    return null;
  },
});

export const update = tenantMutation({
  permission: "manage_assistant",
  args: {
    entryId: v.id("knowledgeEntries"),
    title: v.optional(v.string()),
    content: v.optional(v.string()),
    category: v.optional(v.string()),
    isActive: v.optional(v.boolean()),
  },
  returns: v.null(),
  handler: async (ctx, { entryId, ...changes }) => {
    await updateKnowledge(ctx, ctx.tenant._id, entryId, changes);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "knowledge.updated",
      target: entryId,
      reason: Object.keys(changes).join(", "),
    });
    return null;
  },
});

/** Swaps an entry with the one above or below it. */
export const move = tenantMutation({
  permission: "manage_assistant",
  args: {
    entryId: v.id("knowledgeEntries"),
    to: v.union(v.literal("up"), v.literal("down")),
  },
  returns: v.null(),
  handler: async (ctx, { entryId, to }) => {
    await moveKnowledge(ctx, ctx.tenant._id, entryId, to);
    return null;
  },
});

export const remove = tenantMutation({
  permission: "manage_assistant",
  args: { entryId: v.id("knowledgeEntries") },
  returns: v.null(),
  handler: async (ctx, { entryId }) => {
    await removeKnowledge(ctx, ctx.tenant._id, entryId);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "knowledge.removed",
      target: entryId,
    });
    return null;
  },
});
