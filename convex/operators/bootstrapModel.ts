/* The first operator is made once: as soon as there is one, every offer is worth nothing. */
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

export async function hasOperator(ctx: QueryCtx): Promise<boolean> {
  const first = await ctx.db
    .query("operators")
    .withIndex("by_creation_time")
    .first();
  return first !== null;
}

export async function getOffer(
  ctx: QueryCtx,
  email: string,
): Promise<Doc<"operatorOffers"> | null> {
  return ctx.db
    .query("operatorOffers")
    .withIndex("by_email", (q) => q.eq("email", email))
    .first();
}

/** Offers the first operator's place to an address; false when it was offered before. */
export async function offer(ctx: MutationCtx, email: string): Promise<boolean> {
  if ((await getOffer(ctx, email)) !== null) return false;
  await ctx.db.insert("operatorOffers", { email });
  return true;
}
