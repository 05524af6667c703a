import { v } from "convex/values";
import { MAX_LABELS_PER_CONVERSATION } from "../../lib/conversations/labels";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import { recordAudit } from "../audit/model";
import { internalMutation, tenantMutation, tenantQuery } from "../functions";
import {
  clearLabel,
  createLabel,
  listLabels,
  removeLabel,
  requireLabel,
  setLabels,
  updateLabel,
} from "./labelModel";
import { requireConversation } from "./model";
import { labelColor } from "./schema";
import { labelView, viewOfLabel } from "./summaryModel";

const BATCH = 100;

/** The labels of the business, by name. */
export const list = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(labelView),
  handler: async (ctx) =>
    (await listLabels(ctx, ctx.tenant._id)).map(viewOfLabel),
});

export const create = tenantMutation({
  permission: "manage_tenant",
  args: { name: v.string(), color: labelColor },
  returns: v.id("labels"),
  handler: async (ctx, fields) => {
    const labelId = await createLabel(ctx, ctx.tenant._id, fields);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "label.created",
      target: labelId,
    });
    return labelId;
  },
});

export const update = tenantMutation({
  permission: "manage_tenant",
  args: { labelId: v.id("labels"), name: v.string(), color: labelColor },
  returns: v.null(),
  handler: async (ctx, { labelId, ...fields }) => {
    const label = await requireLabel(ctx, ctx.tenant._id, labelId);
    await updateLabel(ctx, label, fields);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "label.updated",
      target: labelId,
    });
    return null;
  },
});

/** Removes a label; its conversations lose it in the background. */
export const remove = tenantMutation({
  permission: "manage_tenant",
  args: { labelId: v.id("labels") },
  returns: v.null(),
  handler: async (ctx, { labelId }) => {
    await requireLabel(ctx, ctx.tenant._id, labelId);
    await removeLabel(ctx, labelId);
    await ctx.scheduler.runAfter(0, internal.conversations.labels.clear, {
      labelId,
    });
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "label.removed",
      target: labelId,
    });
    return null;
  },
});

/** Takes a removed label off its conversations, in batches. */
export const clear = internalMutation({
  args: { labelId: v.id("labels") },
  returns: v.null(),
  handler: async (ctx, { labelId }) => {
    if (await clearLabel(ctx, labelId, BATCH)) {
      await ctx.scheduler.runAfter(0, internal.conversations.labels.clear, {
        labelId,
      });
    }
    return null;
  },
});

/** Gives a conversation exactly these labels. */
export const set = tenantMutation({
  permission: "reply",
  args: {
    conversationId: v.id("conversations"),
    labelIds: v.array(v.id("labels")),
  },
  returns: v.null(),
  handler: async (ctx, { conversationId, labelIds }) => {
    const tenantId = ctx.tenant._id;
    const conversation = await requireConversation(
      ctx,
      tenantId,
      conversationId,
    );
    if (labelIds.length > MAX_LABELS_PER_CONVERSATION) {
      throw appError(
        "VALIDATION_FAILED",
        `A conversation has at most ${String(MAX_LABELS_PER_CONVERSATION)} labels.`,
      );
    }
    const labels = await Promise.all(
      labelIds.map((labelId) => requireLabel(ctx, tenantId, labelId)),
    );
    await setLabels(ctx, conversation, labels);
    return null;
  },
});
