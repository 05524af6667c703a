/*
 * A tombstone keeps an erased person from coming back by a file or a late delivery.
 * It is a keyed hash: without the secret nobody learns whom it stands for.
 */
import { tombstoneHash } from "../../lib/erasure/tombstone";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { auditEnv } from "../env";

async function findTombstone(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  hash: string,
): Promise<Doc<"tombstones"> | null> {
  return ctx.db
    .query("tombstones")
    .withIndex("by_tenant_and_hash", (q) =>
      q.eq("tenantId", tenantId).eq("hash", hash),
    )
    .unique();
}

export type Erased = Pick<Doc<"tombstones">, "erasedAt" | "optedOut">;

/** Whether somebody known by one of these ids was erased here: the latest time, and any opt-out. */
export async function getErased(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  aliases: readonly string[],
): Promise<Erased | null> {
  const secret = auditEnv().hashSecret;
  const found: Erased[] = [];
  for (const alias of aliases) {
    const hash = await tombstoneHash({ secret, tenantId, alias });
    const tombstone = await findTombstone(ctx, tenantId, hash);
    if (tombstone !== null) found.push(tombstone);
  }
  if (found.length === 0) return null;
  return {
    erasedAt: Math.max(...found.map(({ erasedAt }) => erasedAt)),
    optedOut: found.some(({ optedOut }) => optedOut),
  };
}

/** Leaves a tombstone for each id; one that is there is moved to the new time. */
export async function layTombstones(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  aliases: readonly string[],
  erased: Erased,
): Promise<void> {
  const secret = auditEnv().hashSecret;
  for (const alias of aliases) {
    const hash = await tombstoneHash({ secret, tenantId, alias });
    const found = await findTombstone(ctx, tenantId, hash);
    if (found === null) {
      await ctx.db.insert("tombstones", { tenantId, hash, ...erased });
    } else {
      await ctx.db.patch("tombstones", found._id, erased);
    }
  }
}
