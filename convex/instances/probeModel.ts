/*
 * Every number that was linked once is watched until it is removed.
 * `verifiedUpTo` never goes forward past a message that is not stored.
 */
import { listFrom, verifiedAfter } from "../../lib/instances/gateway-health";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

export type Probe = Doc<"gatewayProbes">;

/** How soon a number is looked at after it came up, in ms. */
const FIRST_LOOK_MS = 5_000;
/** How far back a number is listed again after it was away, in ms. */
const REWIND_MS = 10 * 60_000;

const INTERVAL_MS = {
  ok: 60_000,
  silent: 20_000,
  not_working: 60_000,
  lost: 5 * 60_000,
  unreachable: 60_000,
  unlistable: 5 * 60_000,
} as const;

/** How far the gateway's clock may be behind ours, in ms. */
const CLOCK_TOLERANCE_MS = 10_000;

/** After how long a number is looked at again that may have fallen silent, in ms. */
export const SUSPECT_INTERVAL_MS = 20_000;

/** While an action looks at a number, no other one does, in ms. */
const LEASE_MS = 60_000;

export async function getProbe(
  ctx: QueryCtx,
  instanceId: Id<"instances">,
): Promise<Probe | null> {
  return ctx.db
    .query("gatewayProbes")
    .withIndex("by_instance", (q) => q.eq("instanceId", instanceId))
    .unique();
}

/** Begins to watch a number that came up, or looks at it soon. What was missed while it was away is in reach. */
export async function watchInstance(
  ctx: MutationCtx,
  instance: Doc<"instances">,
): Promise<void> {
  const now = Date.now();
  const probe = await getProbe(ctx, instance._id);
  if (probe === null) {
    await ctx.db.insert("gatewayProbes", {
      tenantId: instance.tenantId,
      instanceId: instance._id,
      nextProbeAt: now + FIRST_LOOK_MS,
      probedAt: null,
      verdict: null,
      reason: null,
      verifiedUpTo: now,
      newestAt: null,
      filled: 0,
      filledAt: null,
    });
    return;
  }
  if (instance.status === "WORKING") return;
  await ctx.db.patch("gatewayProbes", probe._id, {
    nextProbeAt: now + FIRST_LOOK_MS,
    verifiedUpTo: Math.max(
      probe._creationTime,
      Math.min(probe.verifiedUpTo, now - REWIND_MS),
    ),
  });
}

/** Numbers whose look is due, longest due first, each leased to the caller. */
export async function leaseDue(
  ctx: MutationCtx,
  now: number,
  limit: number,
): Promise<Probe[]> {
  const due = await ctx.db
    .query("gatewayProbes")
    .withIndex("by_next_probe_at", (q) => q.lte("nextProbeAt", now))
    .take(limit);
  for (const probe of due) {
    await ctx.db.patch("gatewayProbes", probe._id, {
      nextProbeAt: now + LEASE_MS,
    });
  }
  return due;
}

export async function unwatch(ctx: MutationCtx, probe: Probe): Promise<void> {
  await ctx.db.delete("gatewayProbes", probe._id);
}

/** Notes how far a listing was taken in, and what of it had to be fetched. */
export async function noteListing(
  ctx: MutationCtx,
  probe: Probe,
  listing: { listedUpTo: number; newestAt: number | null; filled: number },
): Promise<void> {
  const now = Date.now();
  const { listedUpTo, newestAt, filled } = listing;
  await ctx.db.patch("gatewayProbes", probe._id, {
    verifiedUpTo: verifiedAfter({
      now,
      verifiedUpTo: probe.verifiedUpTo,
      listedUpTo,
    }),
    newestAt: Math.max(probe.newestAt ?? 0, newestAt ?? 0) || null,
    nextProbeAt: now + LEASE_MS,
    ...(filled > 0 ? { filled: probe.filled + filled, filledAt: now } : {}),
  });
}

/** Ends a look with what it found. */
export async function noteVerdict(
  ctx: MutationCtx,
  probe: Probe,
  verdict: NonNullable<Probe["verdict"]>,
  reason: string | null,
  intervalMs: number = INTERVAL_MS[verdict],
): Promise<void> {
  const now = Date.now();
  await ctx.db.patch("gatewayProbes", probe._id, {
    probedAt: now,
    verdict,
    reason,
    nextProbeAt: now + intervalMs,
  });
}

/** Looks again at everything since `since`, at once. */
export async function lookAgain(
  ctx: MutationCtx,
  probe: Probe,
  since: number,
): Promise<void> {
  const now = Date.now();
  await ctx.db.patch("gatewayProbes", probe._id, {
    nextProbeAt: now,
    verifiedUpTo: Math.min(probe.verifiedUpTo, since),
  });
}

/** From where the gateway's messages are listed: never from before the number was linked, unless somebody asked for that. */
export function startOf(probe: Probe, now: number): number {
  const since = listFrom(probe.verifiedUpTo, now);
  return probe.verifiedUpTo + CLOCK_TOLERANCE_MS < probe._creationTime
    ? since
    : Math.max(since, probe._creationTime - CLOCK_TOLERANCE_MS);
}
