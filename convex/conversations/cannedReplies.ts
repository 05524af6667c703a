import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import {
  createCannedReply,
  listCannedReplies,
  removeCannedReply,
  requireCannedReply,
  updateCannedReply,
} from "./cannedModel";

const fields = { shortcut: v.string(), title: v.string(), body: v.string() };

/** The canned replies of the business, by shortcut. */
export const list = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(v.object({ id: v.id("cannedReplies"), ...fields })),
  handler: async (ctx) => {
    const replies = await listCannedReplies(ctx, ctx.tenant._id);
    return replies.map(({ _id, shortcut, title, body }) => ({
      id: _id,
      shortcut,
      title,
      body,
    }));
  },
});

export const create = tenantMutation({
  permission: "manage_tenant",
  args: fields,
  returns: v.id("cannedReplies"),
  handler: async (ctx, args) => {
    const replyId = await createCannedReply(ctx, ctx.tenant._id, args);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "canned_reply.created",
      target: replyId,
    });
    return replyId;
  },
});

export const update = tenantMutation({
  permission: "manage_tenant",
  args: { replyId: v.id("cannedReplies"), ...fields },
  returns: v.null(),
  handler: async (ctx, { replyId, ...args }) => {
    const reply = await requireCannedReply(ctx, ctx.tenant._id, replyId);
    await updateCannedReply(ctx, reply, args);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "canned_reply.updated",
      target: replyId,
    });
    return null;
  },
});

export const remove = tenantMutation({
  permission: "manage_tenant",
  args: { replyId: v.id("cannedReplies") },
  returns: v.null(),
  handler: async (ctx, { replyId }) => {
    await requireCannedReply(ctx, ctx.tenant._id, replyId);
    await removeCannedReply(ctx, replyId);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "canned_reply.removed",
      target: replyId,
    });
    return null;
  },
});
