/*
 * First credits are given once per person: once per identity and once per verified address,
 * so neither a second business nor a new account earns them again.
 */
import { appError } from "../../lib/errors";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { listMemberships, type PersonIdentity, requireTenant } from "./model";

const MAX_OWNED = 3;

/** Refuses another business to a person who owns enough, or one of that name. */
export async function requireRoomToFound(
  ctx: QueryCtx,
  subject: string,
  name: string,
): Promise<void> {
  const memberships = await listMemberships(ctx, subject);
  const owned = memberships.filter(({ role }) => role === "owner");
  if (owned.length >= MAX_OWNED) {
    throw appError(
      "CONFLICT",
      `A person owns at most ${String(MAX_OWNED)} businesses.`,
      { reason: "too_many_businesses" },
    );
  }
  for (const { tenantId } of owned) {
    const tenant = await requireTenant(ctx, tenantId);
    if (tenant.name.toLowerCase() === name.trim().toLowerCase()) {
      throw appError("DUPLICATE", "You have a business of this name.");
    }
  }
}

/** Remembers that the person's first credits go to this tenant; false when they had them, or without a verified address. */
export async function claimSignupGrant(
  ctx: MutationCtx,
  person: PersonIdentity,
  tenantId: Id<"tenants">,
  credits: number,
): Promise<boolean> {
  const { subject, email } = person;
  if (email === null) return false;
  const earlier =
    (await ctx.db
      .query("signupGrants")
      .withIndex("by_subject", (q) => q.eq("subject", subject))
      .first()) ??
    (await ctx.db
      .query("signupGrants")
      .withIndex("by_email", (q) => q.eq("email", email))
      .first());
  if (earlier !== null) return false;
  await ctx.db.insert("signupGrants", { subject, email, tenantId, credits });
  return true;
}
