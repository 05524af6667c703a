/* Reads of notifications for what is counted of them. */
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

/** Notifications of all tenants in the order they were raised, from `at` on and before `until`. */
export async function listRaised(
  ctx: QueryCtx,
  at: number,
  until: number,
  limit: number,
): Promise<Doc<"notifications">[]> {
  return ctx.db
    .query("notifications")
    .withIndex("by_creation_time", (q) =>
      q.gte("_creationTime", at).lt("_creationTime", until),
    )
    .take(limit);
}
