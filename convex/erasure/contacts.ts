import { v } from "convex/values";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import { recordAudit } from "../audit/model";
import { requireContact } from "../contacts/model";
import { tenantMutation, tenantQuery } from "../functions";
import { beginErasure, listErasures } from "./jobModel";
import { erasureCounts, erasurePhase } from "./schema";

const SHOWN = 50;

/** Erases a person for good: at once nothing finds them, and everything of theirs goes in batches. */
export const erase = tenantMutation({
  permission: "manage_tenant",
  args: { contactId: v.id("contacts") },
  returns: v.id("erasures"),
  handler: async (ctx, { contactId }): Promise<Id<"erasures">> => {
    const contact = await requireContact(ctx, ctx.tenant._id, contactId);
    const erasureId = await beginErasure(ctx, contact, ctx.actor);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "contact.erase",
      target: erasureId,
    });
    await ctx.scheduler.runAfter(0, internal.erasure.erasing.advance, {
      erasureId,
    });
    return erasureId;
  },
});

/** The erasures of the business, newest first, at most 50: when, by whom, how far and how much. */
export const list = tenantQuery({
  permission: "manage_tenant",
  args: {},
  returns: v.array(
    v.object({
      id: v.id("erasures"),
      phase: erasurePhase,
      waitsFor: v.number(),
      ...erasureCounts,
      actor: v.string(),
      startedAt: v.number(),
      finishedAt: v.union(v.number(), v.null()),
    }),
  ),
  handler: async (ctx) => {
    const found = await listErasures(ctx, ctx.tenant._id, SHOWN);
    return found.map((row) => ({
      id: row._id,
      phase: row.phase,
      waitsFor: row.waitsFor,
      conversations: row.conversations,
      messages: row.messages,
      files: row.files,
      records: row.records,
      actor: row.actor,
      startedAt: row.startedAt,
      finishedAt: row.finishedAt,
    }));
  },
});
