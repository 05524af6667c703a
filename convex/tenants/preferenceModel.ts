import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

async function findPreference(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  subject: string,
) {
  return ctx.db
    .query("notificationPreferences")
    .withIndex("by_tenant_and_subject", (q) =>
      q.eq("tenantId", tenantId).eq("subject", subject),
    )
    .unique();
}

/** The kinds of notification this member does not want to see. */
export async function listMutedKinds(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  subject: string,
): Promise<ReadonlySet<string>> {
  const preference = await findPreference(ctx, tenantId, subject);
  return new Set(preference?.muted ?? []);
}

/** Replaces the kinds a member does not want to see. */
export async function setMutedKinds(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  subject: string,
  muted: Doc<"notifications">["kind"][],
): Promise<void> {
  const unique = [...new Set(muted)];
  const preference = await findPreference(ctx, tenantId, subject);
  if (preference === null) {
    await ctx.db.insert("notificationPreferences", {
      tenantId,
      subject,
      muted: unique,
    });
  } else {
    await ctx.db.patch("notificationPreferences", preference._id, {
      muted: unique,
    });
  }
}
