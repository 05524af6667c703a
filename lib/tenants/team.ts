import type { Role } from "./roles";

/** Members and open invitations of one business. */
export const MAX_SEATS = 100;

export type TeamMember = {
  id: string;
  role: Role;
  status: "active" | "suspended";
};

export type TeamChange =
  | { kind: "role"; role: Role }
  | { kind: "suspend" }
  | { kind: "reactivate" }
  | { kind: "remove" };

export type TeamRefusal = "owners_only" | "last_owner" | "oneself";

/** Who may hand out `role`: owners make owners, owners and admins the rest. */
export function mayGrant(actor: Role, role: Role): boolean {
  return actor === "owner" || (actor === "admin" && role !== "owner");
}

function canLead({ role, status }: TeamMember): boolean {
  return status === "active" && (role === "owner" || role === "admin");
}

function isOwner({ role, status }: TeamMember): boolean {
  return status === "active" && role === "owner";
}

function applied(member: TeamMember, change: TeamChange): TeamMember | null {
  switch (change.kind) {
    case "role":
      return { ...member, role: change.role };
    case "suspend":
      return { ...member, status: "suspended" };
    case "reactivate":
      return { ...member, status: "active" };
    case "remove":
      return null;
  }
}

/**
 * Why `actor` may not change `target`, or null when they may. Nobody but an
 * owner touches an owner or makes one, nobody suspends themselves, and a team
 * keeps an active owner; a team without one keeps an active admin.
 */
export function refuseTeamChange(
  team: readonly TeamMember[],
  actor: TeamMember,
  target: TeamMember,
  change: TeamChange,
): TeamRefusal | null {
  if (actor.id === target.id && change.kind === "suspend") return "oneself";
  const grants = change.kind === "role" ? change.role : target.role;
  const isLeaving = actor.id === target.id && change.kind === "remove";
  if (
    !isLeaving &&
    !(mayGrant(actor.role, target.role) && mayGrant(actor.role, grants))
  ) {
    return "owners_only";
  }
  const after = team.flatMap((member) => {
    const next = member.id === target.id ? applied(member, change) : member;
    return next === null ? [] : [next];
  });
  const leads = team.some(isOwner) ? isOwner : canLead;
  return team.some(leads) && !after.some(leads) ? "last_owner" : null;
}
