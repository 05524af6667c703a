import { paginationOptsValidator } from "convex/server";
import { type Infer, v } from "convex/values";
import { appError } from "../../lib/errors";
import { MAX_BACKFILL_MS } from "../../lib/instances/gateway-health";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { operatorMutation, operatorQuery } from "../functions";
import { requireReason } from "../operators/model";
import { pageOf } from "../pages";
import { requireTenant } from "../tenants/model";
import { getHeardAt } from "../webhooks/model";
import { getLatestJob, startJob } from "./jobModel";
import { listAllInstances, requireAnyInstance } from "./fleetModel";
import { getProbe, lookAgain } from "./probeModel";
import { healthVerdict, jobStatus } from "./schema";

const HOUR_MS = 3_600_000;

const nullable = {
  number: v.union(v.number(), v.null()),
  text: v.union(v.string(), v.null()),
};

const line = v.object({
  id: v.id("instances"),
  tenantId: v.id("tenants"),
  tenantName: v.string(),
  label: v.string(),
  /** WAHA's own word. */
  status: v.string(),
  statusAt: v.number(),
  silentSince: nullable.number,
  heardAt: nullable.number,
  /** What the last look said; null while there was none. */
  health: v.union(
    v.object({
      verdict: v.union(healthVerdict, v.null()),
      reason: nullable.text,
      probedAt: nullable.number,
      verifiedUpTo: v.number(),
      newestAt: nullable.number,
      filled: v.number(),
      filledAt: nullable.number,
    }),
    v.null(),
  ),
  job: v.union(jobStatus, v.null()),
});

/** Every number of the service and what the gateway says about it, newest first. */
export const list = operatorQuery({
  args: { paginationOpts: paginationOptsValidator },
  returns: pageOf(line),
  handler: async (ctx, { paginationOpts }) => {
    const result = await listAllInstances(ctx, paginationOpts);
    const page = await Promise.all(
      result.page.map((instance) => describe(ctx, instance)),
    );
    return { ...result, page };
  },
});

async function describe(
  ctx: QueryCtx,
  instance: Doc<"instances">,
): Promise<Infer<typeof line>> {
  const tenant = await requireTenant(ctx, instance.tenantId);
  const probe = await getProbe(ctx, instance._id);
  return {
    id: instance._id,
    tenantId: tenant._id,
    tenantName: tenant.name,
    label: instance.label,
    status: instance.status,
    statusAt: instance.statusAt,
    silentSince: instance.silentSince,
    heardAt: await getHeardAt(ctx, instance._id),
    health: probe && {
      verdict: probe.verdict,
      reason: probe.reason,
      probedAt: probe.probedAt,
      verifiedUpTo: probe.verifiedUpTo,
      newestAt: probe.newestAt,
      filled: probe.filled,
      filledAt: probe.filledAt,
    },
    job: (await getLatestJob(ctx, instance._id))?.status ?? null,
  };
}

/** Compares a number with its gateway now, from `hours` ago on, and fetches what is missing. */
export const backfill = operatorMutation({
  args: {
    instanceId: v.id("instances"),
    hours: v.number(),
    reason: v.string(),
  },
  returns: v.null(),
  handler: async (ctx, { instanceId, hours, reason }) => {
    const isSpan =
      Number.isSafeInteger(hours) &&
      hours >= 1 &&
      hours * HOUR_MS <= MAX_BACKFILL_MS;
    if (!isSpan) {
      throw appError("VALIDATION_FAILED", "Back-fill reaches 1 to 168 hours.");
    }
    const instance = await requireAnyInstance(ctx, instanceId);
    const probe = await getProbe(ctx, instance._id);
    if (probe === null) {
      throw appError("INSTANCE_NOT_CONNECTED", "It was never linked.");
    }
    await lookAgain(ctx, probe, Date.now() - hours * HOUR_MS);
    await ctx.scheduler.runAfter(0, internal.instances.monitor.tick, {});
    await recordAudit(ctx, {
      tenantId: instance.tenantId,
      actor: ctx.actor,
      action: "instance.backfilled",
      target: instanceId,
      reason: requireReason(reason),
    });
    return null;
  },
});

/** Restarts a number's session at the gateway. */
export const restart = operatorMutation({
  args: { instanceId: v.id("instances"), reason: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    const instance = await requireAnyInstance(ctx, args.instanceId);
    await startJob(ctx, instance, "reconnect");
    await recordAudit(ctx, {
      tenantId: instance.tenantId,
      actor: ctx.actor,
      action: "instance.restarted",
      target: instance._id,
      reason,
    });
    return null;
  },
});
