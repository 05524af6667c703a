/*
 * A token is shown once and kept only as a hash; an invitation is accepted once,
 * by the person whose verified e-mail address it names.
 */
import { appError } from "../../lib/errors";
import { toHex } from "../../lib/hex";
import {
  INVITATION_LIFETIME_MS,
  type InvitationRefusal,
  isInvitationToken,
  refuseInvitation,
} from "../../lib/tenants/invitation";
import type { Role } from "../../lib/tenants/roles";
import { MAX_SEATS } from "../../lib/tenants/team";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { listMembers } from "./memberModel";
import { setActiveTenant } from "./memberModel";
import { addMember, type PersonIdentity } from "./model";

const REFUSALS: Readonly<Record<InvitationRefusal, string>> = {
  used: "This invitation was used.",
  revoked: "This invitation was withdrawn.",
  expired: "This invitation has expired.",
  no_verified_email: "Verify your e-mail address first.",
  wrong_email: "This invitation is for another e-mail address.",
};

/** 256 random bits in base64url. */
function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

async function hashToken(token: string): Promise<string> {
  const bytes = new TextEncoder().encode(token);
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

export async function listPendingInvitations(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"invitations">[]> {
  return ctx.db
    .query("invitations")
    .withIndex("by_tenant_and_status", (q) =>
      q.eq("tenantId", tenantId).eq("status", "pending"),
    )
    .take(MAX_SEATS);
}

/** The open invitations for an address, at most 20; they may have expired. */
export async function listInvitationsFor(
  ctx: QueryCtx,
  email: string,
): Promise<Doc<"invitations">[]> {
  return ctx.db
    .query("invitations")
    .withIndex("by_email_and_status", (q) =>
      q.eq("email", email).eq("status", "pending"),
    )
    .take(20);
}

/** An invitation of this tenant; another tenant's does not exist. */
export async function requireInvitation(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  invitationId: Id<"invitations">,
): Promise<Doc<"invitations">> {
  const invitation = await ctx.db.get("invitations", invitationId);
  if (invitation === null || invitation.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Invitation not found.");
  }
  return invitation;
}

/** The open invitation for this person's own address; any other does not exist. */
export async function requireOwnInvitation(
  ctx: QueryCtx,
  invitationId: Id<"invitations">,
  email: string | null,
): Promise<Doc<"invitations">> {
  const invitation = await ctx.db.get("invitations", invitationId);
  if (invitation === null || invitation.email !== email) {
    throw appError("NOT_FOUND", "Invitation not found.");
  }
  return invitation;
}

/** The invitation a token opens; null for any other text. */
export async function findInvitation(
  ctx: QueryCtx,
  token: string,
): Promise<Doc<"invitations"> | null> {
  if (!isInvitationToken(token)) return null;
  const tokenHash = await hashToken(token);
  return ctx.db
    .query("invitations")
    .withIndex("by_token_hash", (q) => q.eq("tokenHash", tokenHash))
    .unique();
}

export type NewInvitation = {
  tenantId: Id<"tenants">;
  email: string;
  role: Role;
  invitedBy: string;
};

/**
 * Creates an invitation and returns its token, which is kept nowhere else. An
 * older one for the address is withdrawn; DUPLICATE for a member, CONFLICT when
 * no seat is free.
 */
export async function createInvitation(
  ctx: MutationCtx,
  invitation: NewInvitation,
  now: number,
): Promise<{ invitationId: Id<"invitations">; token: string }> {
  const { tenantId, email } = invitation;
  const members = await listMembers(ctx, tenantId);
  if (members.some((member) => member.email.toLowerCase() === email)) {
    throw appError("DUPLICATE", "This person is already a member.");
  }
  const pending = await listPendingInvitations(ctx, tenantId);
  for (const older of pending.filter((other) => other.email === email)) {
    await revokeInvitation(ctx, older, now);
  }
  const open = pending.filter((other) => other.email !== email);
  if (members.length + open.length >= MAX_SEATS) {
    throw appError("CONFLICT", "Every seat is taken.", { reason: "seats" });
  }
  const token = newToken();
  const invitationId = await ctx.db.insert("invitations", {
    ...invitation,
    tokenHash: await hashToken(token),
    status: "pending",
    expiresAt: now + INVITATION_LIFETIME_MS,
    resolvedAt: null,
  });
  return { invitationId, token };
}

/** Withdraws an open invitation; a used one stays as it is. */
export async function revokeInvitation(
  ctx: MutationCtx,
  invitation: Doc<"invitations">,
  now: number,
): Promise<void> {
  if (invitation.status !== "pending") return;
  await ctx.db.patch("invitations", invitation._id, {
    status: "revoked",
    resolvedAt: now,
  });
}

/** Makes the person a member and works in that business from now on; CONFLICT or FORBIDDEN with a reason otherwise. */
export async function acceptInvitation(
  ctx: MutationCtx,
  invitation: Doc<"invitations">,
  person: PersonIdentity,
  now: number,
): Promise<Id<"memberships">> {
  const refusal = refuseInvitation(invitation, person.email, now);
  if (refusal !== null) {
    const isPersonal =
      refusal === "wrong_email" || refusal === "no_verified_email";
    const code = isPersonal ? "FORBIDDEN" : "CONFLICT";
    throw appError(code, REFUSALS[refusal], { reason: refusal });
  }
  const { tenantId, email, role } = invitation;
  const { subject, name } = person;
  const member = { tenantId, subject, email, name, role };
  const membershipId = await addMember(ctx, member);
  await ctx.db.patch("invitations", invitation._id, {
    status: "accepted",
    resolvedAt: now,
  });
  await setActiveTenant(ctx, subject, tenantId);
  return membershipId;
}
