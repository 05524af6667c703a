import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { maskEmail, normalizeEmail } from "../../lib/tenants/invitation";
import { mayGrant } from "../../lib/tenants/team";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import {
  personMutation,
  personQuery,
  tenantMutation,
  tenantQuery,
} from "../functions";
import {
  acceptInvitation,
  createInvitation,
  findInvitation,
  listInvitationsFor,
  listPendingInvitations,
  requireInvitation,
  requireOwnInvitation,
  revokeInvitation,
} from "./invitationModel";
import { requireIdentity, requireTenant } from "./model";
import { role } from "./schema";

/** The open invitations of the caller's business; one past its `expiresAt` can no longer be accepted. */
export const list = tenantQuery({
  permission: "manage_team",
  args: {},
  returns: v.array(
    v.object({
      id: v.id("invitations"),
      email: v.string(),
      role,
      expiresAt: v.number(),
    }),
  ),
  handler: async (ctx) => {
    const pending = await listPendingInvitations(ctx, ctx.tenant._id);
    return pending.map(({ _id, email, role: offered, expiresAt }) => ({
      id: _id,
      email,
      role: offered,
      expiresAt,
    }));
  },
});

/** Invites a person; the token is in this answer and nowhere else. */
export const create = tenantMutation({
  permission: "manage_team",
  args: { email: v.string(), role },
  returns: v.object({ invitationId: v.id("invitations"), token: v.string() }),
  handler: async (ctx, args) => {
    const email = normalizeEmail(args.email);
    if (email === null) {
      throw appError("VALIDATION_FAILED", "This is not an e-mail address.");
    }
    if (!mayGrant(ctx.membership.role, args.role)) {
      throw appError("FORBIDDEN", "Only an owner makes owners.", {
        reason: "owners_only",
      });
    }
    const tenantId = ctx.tenant._id;
    const invitation = { tenantId, email, role: args.role };
    const created = await createInvitation(
      ctx,
      { ...invitation, invitedBy: ctx.actor },
      Date.now(),
    );
    await recordAudit(ctx, {
      tenantId,
      actor: ctx.actor,
      action: "invitation.created",
      target: created.invitationId,
      reason: args.role,
    });
    return created;
  },
});

/** Withdraws an invitation; its link opens nothing any more. */
export const revoke = tenantMutation({
  permission: "manage_team",
  args: { invitationId: v.id("invitations") },
  returns: v.null(),
  handler: async (ctx, { invitationId }) => {
    const tenantId = ctx.tenant._id;
    const invitation = await requireInvitation(ctx, tenantId, invitationId);
    await revokeInvitation(ctx, invitation, Date.now());
    await recordAudit(ctx, {
      tenantId,
      actor: ctx.actor,
      action: "invitation.revoked",
      target: invitationId,
    });
    return null;
  },
});

const offer = v.object({
  tenantName: v.string(),
  role,
  /** Of the invited address only enough to recognise it. */
  email: v.string(),
  isForYou: v.boolean(),
  status: v.union(
    v.literal("pending"),
    v.literal("accepted"),
    v.literal("revoked"),
  ),
  expiresAt: v.number(),
});

/** What a link offers to the person who opened it; null when it opens nothing. */
export const preview = personQuery({
  args: { token: v.string() },
  returns: v.union(offer, v.null()),
  handler: async (ctx, { token }) => {
    const invitation = await findInvitation(ctx, token);
    if (invitation === null) return null;
    const tenant = await requireTenant(ctx, invitation.tenantId);
    const person = await requireIdentity(ctx);
    return {
      tenantName: tenant.name,
      role: invitation.role,
      email: maskEmail(invitation.email),
      isForYou: person.email === invitation.email,
      status: invitation.status,
      expiresAt: invitation.expiresAt,
    };
  },
});

/** The open invitations for the caller's verified e-mail address. */
export const mine = personQuery({
  args: {},
  returns: v.array(
    v.object({
      id: v.id("invitations"),
      tenantName: v.string(),
      role,
      expiresAt: v.number(),
    }),
  ),
  handler: async (ctx) => {
    const { email } = await requireIdentity(ctx);
    if (email === null) return [];
    const invitations = await listInvitationsFor(ctx, email);
    return Promise.all(
      invitations.map(async (invitation) => ({
        id: invitation._id,
        tenantName: (await requireTenant(ctx, invitation.tenantId)).name,
        role: invitation.role,
        expiresAt: invitation.expiresAt,
      })),
    );
  },
});

async function join(
  ctx: MutationCtx,
  invitation: Doc<"invitations">,
): Promise<void> {
  const person = await requireIdentity(ctx);
  await acceptInvitation(ctx, invitation, person, Date.now());
  await recordAudit(ctx, {
    tenantId: invitation.tenantId,
    actor: `user:${person.subject}`,
    action: "invitation.accepted",
    target: invitation._id,
    reason: invitation.role,
  });
}

/** Accepts the invitation behind a link. */
export const accept = personMutation({
  args: { token: v.string() },
  returns: v.null(),
  handler: async (ctx, { token }) => {
    const invitation = await findInvitation(ctx, token);
    if (invitation === null) {
      throw appError("NOT_FOUND", "Invitation not found.");
    }
    await join(ctx, invitation);
    return null;
  },
});

/** Accepts an invitation that `mine` listed. */
export const acceptMine = personMutation({
  args: { invitationId: v.id("invitations") },
  returns: v.null(),
  handler: async (ctx, { invitationId }) => {
    const { email } = await requireIdentity(ctx);
    await join(ctx, await requireOwnInvitation(ctx, invitationId, email));
    return null;
  },
});
