/* One profile per tenant, complete at any time; what it does not say has a default. */
import {
  EMPTY_PROFILE,
  type Profile,
  requireProfile,
} from "../../lib/assistant/profile";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

async function findProfile(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"assistantProfiles"> | null> {
  return ctx.db
    .query("assistantProfiles")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .unique();
}

function fieldsOf(profile: Doc<"assistantProfiles"> | null): Profile {
  if (profile === null) return EMPTY_PROFILE;
  const { _id, _creationTime, tenantId: _tenant, ...fields } = profile;
  return fields;
}

/** What the business told its assistant; the empty profile until it did. */
export async function getProfile(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Profile> {
  return fieldsOf(await findProfile(ctx, tenantId));
}

/** Changes the given parts of the profile; VALIDATION_FAILED when the whole would not hold. */
export async function setProfile(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  changes: Partial<Profile>,
): Promise<void> {
  const existing = await findProfile(ctx, tenantId);
  const profile = { ...fieldsOf(existing), ...changes };
  requireProfile(profile);
  if (existing === null) {
    await ctx.db.insert("assistantProfiles", { tenantId, ...profile });
  } else {
    await ctx.db.patch("assistantProfiles", existing._id, changes);
  }
}
