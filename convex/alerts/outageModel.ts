/* A service is away while the web server says so; nobody reports that it came back. */
import { RULES, type Signal } from "../../lib/audit/alert-rules";
import type { MutationCtx, QueryCtx } from "../_generated/server";

const MAX_SERVICES = 10;

/** Notes that a service did not answer the web server at `now`. */
export async function noteOutage(
  ctx: MutationCtx,
  service: "redis",
  now: number,
): Promise<void> {
  const known = await ctx.db
    .query("outages")
    .withIndex("by_service", (q) => q.eq("service", service))
    .unique();
  if (known === null) await ctx.db.insert("outages", { service, seenAt: now });
  else await ctx.db.patch("outages", known._id, { seenAt: now });
}

/** Services that were away a moment ago. */
export async function outages(ctx: QueryCtx, now: number): Promise<Signal[]> {
  const rows = await ctx.db
    .query("outages")
    .withIndex("by_seen_at", (q) =>
      q.gt("seenAt", now - RULES.limits_off.windowMs),
    )
    .take(MAX_SERVICES);
  return rows.map(({ service, seenAt }) => ({
    rule: "limits_off",
    subject: service,
    at: seenAt,
    weight: 1,
  }));
}
