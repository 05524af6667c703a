/*
 * A team keeps somebody who can lead it: see lib/tenants/team.
 * Members and open invitations share the seats.
 */
import { appError } from "../../lib/errors";
import {
  MAX_SEATS,
  refuseTeamChange,
  type TeamChange,
  type TeamMember,
  type TeamRefusal,
} from "../../lib/tenants/team";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getMembership } from "./model";

const REFUSALS: Readonly<Record<TeamRefusal, string>> = {
  owners_only: "Only an owner changes owners.",
  last_owner: "A business keeps at least one active owner.",
  oneself: "You cannot suspend yourself.",
};

/** The members of a tenant, suspended ones included. */
export async function listMembers(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"memberships">[]> {
  return ctx.db
    .query("memberships")
    .withIndex("by_tenant_and_subject", (q) => q.eq("tenantId", tenantId))
    .take(MAX_SEATS);
}

/** A membership that may be gone. */
export async function findMembership(
  ctx: QueryCtx,
  membershipId: Id<"memberships">,
): Promise<Doc<"memberships"> | null> {
  return ctx.db.get("memberships", membershipId);
}

/** A membership of this tenant; another tenant's does not exist. */
export async function requireMembership(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  membershipId: Id<"memberships">,
): Promise<Doc<"memberships">> {
  const membership = await ctx.db.get("memberships", membershipId);
  if (membership === null || membership.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Member not found.");
  }
  return membership;
}

function asTeamMember({ _id, role, status }: Doc<"memberships">): TeamMember {
  return { id: _id, role, status };
}

/** Changes or removes a member, unless the rules of a team refuse it. */
export async function changeMember(
  ctx: MutationCtx,
  actor: Doc<"memberships">,
  target: Doc<"memberships">,
  change: TeamChange,
): Promise<void> {
  const team = await listMembers(ctx, actor.tenantId);
  const refusal = refuseTeamChange(
    team.map(asTeamMember),
    asTeamMember(actor),
    asTeamMember(target),
    change,
  );
  if (refusal !== null) {
    const code = refusal === "owners_only" ? "FORBIDDEN" : "CONFLICT";
    throw appError(code, REFUSALS[refusal], { reason: refusal });
  }
  switch (change.kind) {
    case "role":
      await ctx.db.patch("memberships", target._id, { role: change.role });
      return;
    case "suspend":
      await ctx.db.patch("memberships", target._id, { status: "suspended" });
      return;
    case "reactivate":
      await ctx.db.patch("memberships", target._id, { status: "active" });
      return;
    case "remove":
      await forgetActive(ctx, target);
      await ctx.db.delete("memberships", target._id);
  }
}

/** A person who leaves the business they work in falls back to another of theirs. */
async function forgetActive(
  ctx: MutationCtx,
  { subject, tenantId }: Doc<"memberships">,
): Promise<void> {
  const active = await ctx.db
    .query("activeTenants")
    .withIndex("by_subject", (q) => q.eq("subject", subject))
    .unique();
  if (active?.tenantId === tenantId) {
    await ctx.db.delete("activeTenants", active._id);
  }
}

/** Makes one of the person's active memberships the one their calls work in. */
export async function setActiveTenant(
  ctx: MutationCtx,
  subject: string,
  tenantId: Id<"tenants">,
): Promise<void> {
  const membership = await getMembership(ctx, tenantId, subject);
  if (membership === null || membership.status !== "active") {
    throw appError("NOT_FOUND", "Business not found.");
  }
  const active = await ctx.db
    .query("activeTenants")
    .withIndex("by_subject", (q) => q.eq("subject", subject))
    .unique();
  if (active === null) {
    await ctx.db.insert("activeTenants", { subject, tenantId });
  } else {
    await ctx.db.patch("activeTenants", active._id, { tenantId });
  }
}
