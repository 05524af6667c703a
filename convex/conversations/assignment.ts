import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { isPermitted } from "../../lib/tenants/roles";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import { internalMutation, tenantMutation, tenantQuery } from "../functions";
import { listMembers, requireMembership } from "../tenants/memberModel";
import { role } from "../tenants/schema";
import { assign, releaseAssigned, requireConversation } from "./model";

const BATCH = 100;

function mayHold(member: Doc<"memberships">): boolean {
  return member.status === "active" && isPermitted(member.role, "reply");
}

/** Gives a conversation to a member who may reply, or to nobody. */
export const set = tenantMutation({
  permission: "reply",
  args: {
    conversationId: v.id("conversations"),
    memberId: v.union(v.id("memberships"), v.null()),
  },
  returns: v.null(),
  handler: async (ctx, { conversationId, memberId }) => {
    const tenantId = ctx.tenant._id;
    const conversation = await requireConversation(
      ctx,
      tenantId,
      conversationId,
    );
    if (memberId !== null) {
      const member = await requireMembership(ctx, tenantId, memberId);
      if (!mayHold(member)) {
        throw appError("CONFLICT", "This member cannot reply.", {
          reason: "cannot_reply",
        });
      }
    }
    await assign(ctx, conversation._id, memberId);
    return null;
  },
});

/** The members a conversation can be given to. */
export const candidates = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(
    v.object({
      memberId: v.id("memberships"),
      name: v.string(),
      email: v.string(),
      role,
      isMe: v.boolean(),
    }),
  ),
  handler: async (ctx) => {
    const members = await listMembers(ctx, ctx.tenant._id);
    return members.filter(mayHold).map((member) => ({
      memberId: member._id,
      name: member.name ?? member.email,
      email: member.email,
      role: member.role,
      isMe: member._id === ctx.membership._id,
    }));
  },
});

/** Takes every conversation from a member who left, in batches. */
export const releaseAll = internalMutation({
  args: { tenantId: v.id("tenants"), memberId: v.id("memberships") },
  returns: v.null(),
  handler: async (ctx, { tenantId, memberId }) => {
    if (await releaseAssigned(ctx, tenantId, memberId, BATCH)) {
      await ctx.scheduler.runAfter(
        0,
        internal.conversations.assignment.releaseAll,
        { tenantId, memberId },
      );
    }
    return null;
  },
});
