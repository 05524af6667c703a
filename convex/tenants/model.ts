/*
 * A tenant of a call comes from the identity and the active membership.
 * Someone else's row does not exist: NOT_FOUND, never FORBIDDEN.
 */
import { isTimeZone } from "../../lib/analytics/days";
import { appError } from "../../lib/errors";
import { isPermitted, type Permission } from "../../lib/tenants/roles";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/** Businesses of one person that are looked at. */
const MAX_MEMBERSHIPS = 50;

export type MemberContext = {
  tenant: Doc<"tenants">;
  membership: Doc<"memberships">;
  /** Actor string of the audit trail and the ledger. */
  actor: `user:${string}`;
};

/** The `tokenIdentifier` of the caller; UNAUTHENTICATED without one. */
export async function requireSubject(ctx: QueryCtx): Promise<string> {
  const identity = await ctx.auth.getUserIdentity();
  if (identity === null) throw appError("UNAUTHENTICATED", "Sign in first.");
  return identity.tokenIdentifier;
}

export type PersonIdentity = {
  subject: string;
  /** Lower case; null unless the identity provider verified it. */
  email: string | null;
  name: string | null;
};

/** Who the caller is, by the claims of the token; UNAUTHENTICATED without one. */
export async function requireIdentity(ctx: QueryCtx): Promise<PersonIdentity> {
  const identity = await ctx.auth.getUserIdentity();
  if (identity === null) throw appError("UNAUTHENTICATED", "Sign in first.");
  const email = identity.emailVerified === true ? identity.email : undefined;
  return {
    subject: identity.tokenIdentifier,
    email: email?.trim().toLowerCase() ?? null,
    name: identity.name?.trim().slice(0, 100) ?? null,
  };
}

/** The memberships of one person, whatever their status; the oldest fifty. */
export async function listMemberships(
  ctx: QueryCtx,
  subject: string,
): Promise<Doc<"memberships">[]> {
  return ctx.db
    .query("memberships")
    .withIndex("by_subject", (q) => q.eq("subject", subject))
    .take(MAX_MEMBERSHIPS);
}

/** The membership the person's calls work in, whatever its status. */
export async function getActiveMembership(
  ctx: QueryCtx,
  subject: string,
): Promise<Doc<"memberships"> | null> {
  const active = await ctx.db
    .query("activeTenants")
    .withIndex("by_subject", (q) => q.eq("subject", subject))
    .unique();
  if (active !== null) return getMembership(ctx, active.tenantId, subject);
  const memberships = await listMemberships(ctx, subject);
  return (
    memberships.find(({ status }) => status === "active") ??
    memberships[0] ??
    null
  );
}

/** The membership of `subject` in a tenant, whatever its status. */
export async function getMembership(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  subject: string,
): Promise<Doc<"memberships"> | null> {
  return ctx.db
    .query("memberships")
    .withIndex("by_tenant_and_subject", (q) =>
      q.eq("tenantId", tenantId).eq("subject", subject),
    )
    .unique();
}

/** The caller's tenant and membership; refuses the signed out, strangers, suspended members and missing roles. */
export async function requireMember(
  ctx: QueryCtx,
  permission: Permission,
): Promise<MemberContext> {
  const subject = await requireSubject(ctx);
  const membership = await getActiveMembership(ctx, subject);
  if (membership === null || membership.status !== "active") {
    throw appError("FORBIDDEN", "You are not a member of this business.", {
      permission,
    });
  }
  if (!isPermitted(membership.role, permission)) {
    throw appError("FORBIDDEN", "Your role does not allow this.", {
      permission,
    });
  }
  const tenant = await requireTenant(ctx, membership.tenantId);
  return { tenant, membership, actor: `user:${subject}` };
}

export async function getTenant(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"tenants"> | null> {
  return ctx.db.get("tenants", tenantId);
}

/** The tenant whose id a text is, or null. */
export async function findTenant(
  ctx: QueryCtx,
  text: string,
): Promise<Doc<"tenants"> | null> {
  const tenantId = ctx.db.normalizeId("tenants", text);
  return tenantId === null ? null : getTenant(ctx, tenantId);
}

/** A tenant that must exist. */
export async function requireTenant(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"tenants">> {
  const tenant = await getTenant(ctx, tenantId);
  if (tenant === null) throw appError("NOT_FOUND", "Business not found.");
  return tenant;
}

/** Whether a business is at rest: an operator suspended it, or it is on the way to be deleted. Nothing is sent. */
export function isSuspended(tenant: Doc<"tenants">): boolean {
  return tenant.status === "suspended" || tenant.deletion !== undefined;
}

/** Tenants in order of creation, at most `limit`. */
export async function listTenants(
  ctx: QueryCtx,
  limit: number,
): Promise<Doc<"tenants">[]> {
  return ctx.db.query("tenants").withIndex("by_creation_time").take(limit);
}

/** Tenants created after an instant, oldest first, at most `limit`. */
export async function listTenantsFrom(
  ctx: QueryCtx,
  after: number,
  limit: number,
): Promise<Doc<"tenants">[]> {
  return ctx.db
    .query("tenants")
    .withIndex("by_creation_time", (q) => q.gt("_creationTime", after))
    .take(limit);
}

export type TenantSettings = Pick<
  Doc<"tenants">,
  | "aiEnabled"
  | "quietWindowMs"
  | "maxAnswerAgeMs"
  | "takeoverMs"
  | "pacing"
  | "dailyAiBudgetMicros"
  | "timeZone"
  | "messageRetentionDays"
>;

export const DEFAULT_SETTINGS: TenantSettings = {
  aiEnabled: true,
  quietWindowMs: 2_000,
  maxAnswerAgeMs: 10 * 60_000,
  takeoverMs: 30 * 60_000,
  pacing: "on",
  dailyAiBudgetMicros: 5_000_000,
  timeZone: "UTC",
  messageRetentionDays: null,
};

const SETTING_BOUNDS = {
  quietWindowMs: [0, 60_000],
  maxAnswerAgeMs: [60_000, 24 * 3_600_000],
  takeoverMs: [60_000, 24 * 3_600_000],
  dailyAiBudgetMicros: [0, 1_000_000_000],
  messageRetentionDays: [1, 3_650],
} as const;

function requireSettings(settings: Partial<TenantSettings>): void {
  if (settings.timeZone !== undefined && !isTimeZone(settings.timeZone)) {
    throw appError("VALIDATION_FAILED", "timeZone is an IANA name.");
  }
  for (const name of Object.keys(
    SETTING_BOUNDS,
  ) as (keyof typeof SETTING_BOUNDS)[]) {
    const value = settings[name];
    if (value === undefined || value === null) continue;
    const [least, most] = SETTING_BOUNDS[name];
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      throw appError(
        "VALIDATION_FAILED",
        `${name} is a whole number from ${String(least)} to ${String(most)}.`,
      );
    }
  }
}

/** A tenant's name: trimmed, 1 to 100 characters. */
function requireName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length === 0 || trimmed.length > 100) {
    throw appError("VALIDATION_FAILED", "A name has 1 to 100 characters.");
  }
  return trimmed;
}

export async function createTenant(
  ctx: MutationCtx,
  name: string,
  settings: Partial<TenantSettings>,
): Promise<Id<"tenants">> {
  requireSettings(settings);
  return ctx.db.insert("tenants", {
    name: requireName(name),
    status: "active",
    onboardedAt: null,
    ...DEFAULT_SETTINGS,
    ...settings,
  });
}

export async function updateSettings(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  settings: Partial<TenantSettings>,
): Promise<void> {
  requireSettings(settings);
  await ctx.db.patch("tenants", tenantId, settings);
}

/** Changes a tenant's name. */
export async function renameTenant(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  name: string,
): Promise<void> {
  await ctx.db.patch("tenants", tenantId, { name: requireName(name) });
}

/** Notes that the first run is over. */
export async function setOnboarded(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  at: number,
): Promise<void> {
  await ctx.db.patch("tenants", tenantId, { onboardedAt: at });
}

/** Says which key of its own its model calls are made with; none, the service's. */
export async function setOwnModelKey(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  ownModelKeyId: Id<"ownModelKeys"> | undefined,
): Promise<void> {
  await ctx.db.patch("tenants", tenantId, { ownModelKeyId });
}

export async function setTenantStatus(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  status: Doc<"tenants">["status"],
): Promise<void> {
  await requireTenant(ctx, tenantId);
  await ctx.db.patch("tenants", tenantId, { status });
}

/** One membership per person and tenant; a second one is refused. */
export async function addMember(
  ctx: MutationCtx,
  member: Omit<
    Doc<"memberships">,
    "_id" | "_creationTime" | "status" | "name"
  > & {
    name?: string | null;
  },
): Promise<Id<"memberships">> {
  if ((await getMembership(ctx, member.tenantId, member.subject)) !== null) {
    throw appError("DUPLICATE", "This person is already a member.");
  }
  return ctx.db.insert("memberships", {
    ...member,
    name: member.name ?? null,
    status: "active",
  });
}
