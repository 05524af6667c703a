import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import type { TeamChange } from "../../lib/tenants/team";
import { tenantMutation, tenantQuery } from "../functions";
import { changeMember, listMembers, requireMembership } from "./memberModel";
import type { MemberContext } from "./model";
import { memberStatus, role } from "./schema";

/** The team of the caller's business. */
export const list = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(
    v.object({
      id: v.id("memberships"),
      subject: v.string(),
      email: v.string(),
      name: v.union(v.string(), v.null()),
      role,
      status: memberStatus,
      isYou: v.boolean(),
      joinedAt: v.number(),
    }),
  ),
  handler: async (ctx) => {
    const members = await listMembers(ctx, ctx.tenant._id);
    return members.map((member) => ({
      id: member._id,
      subject: member.subject,
      email: member.email,
      name: member.name,
      role: member.role,
      status: member.status,
      isYou: member._id === ctx.membership._id,
      joinedAt: member._creationTime,
    }));
  },
});

async function change(
  ctx: MutationCtx & MemberContext,
  membershipId: Id<"memberships">,
  wanted: TeamChange,
  action: string,
): Promise<Doc<"memberships">> {
  const tenantId = ctx.tenant._id;
  const target = await requireMembership(ctx, tenantId, membershipId);
  await changeMember(ctx, ctx.membership, target, wanted);
  if (wanted.kind === "remove" || wanted.kind === "suspend") {
    await ctx.scheduler.runAfter(
      0,
      internal.conversations.assignment.releaseAll,
      { tenantId, memberId: target._id },
    );
  }
  await recordAudit(ctx, {
    tenantId,
    actor: ctx.actor,
    action,
    target: target.subject,
  });
  return target;
}

/** Removes a member; their conversations are nobody's then. */
async function dismiss(
  ctx: MutationCtx & MemberContext,
  memberId: Id<"memberships">,
  action: string,
): Promise<void> {
  await change(ctx, memberId, { kind: "remove" }, action);
  await ctx.scheduler.runAfter(
    0,
    internal.conversations.assignment.releaseAll,
    { tenantId: ctx.tenant._id, memberId },
  );
}

/** Gives a member another role. */
export const changeRole = tenantMutation({
  permission: "manage_team",
  args: { membershipId: v.id("memberships"), role },
  returns: v.null(),
  handler: async (ctx, { membershipId, role: wanted }) => {
    await change(
      ctx,
      membershipId,
      { kind: "role", role: wanted },
      `role.${wanted}`,
    );
    return null;
  },
});

/** Takes every right from a member until they are reactivated. */
export const suspend = tenantMutation({
  permission: "manage_team",
  args: { membershipId: v.id("memberships") },
  returns: v.null(),
  handler: async (ctx, { membershipId }) => {
    await change(ctx, membershipId, { kind: "suspend" }, "member.suspended");
    return null;
  },
});

export const reactivate = tenantMutation({
  permission: "manage_team",
  args: { membershipId: v.id("memberships") },
  returns: v.null(),
  handler: async (ctx, { membershipId }) => {
    const wanted: TeamChange = { kind: "reactivate" };
    await change(ctx, membershipId, wanted, "member.reactivated");
    return null;
  },
});

/** Ends a membership; what the person wrote stays. */
export const remove = tenantMutation({
  permission: "manage_team",
  args: { membershipId: v.id("memberships") },
  returns: v.null(),
  handler: async (ctx, { membershipId }) => {
    await dismiss(ctx, membershipId, "member.removed");
    return null;
  },
});

/** Ends the caller's own membership. */
export const leave = tenantMutation({
  permission: "read",
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    await dismiss(ctx, ctx.membership._id, "member.left");
    return null;
  },
});
