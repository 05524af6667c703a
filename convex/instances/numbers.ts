import { v } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import { getLatestJob } from "./jobModel";
import { confirmAccount, listInstances, requireLiveInstance } from "./model";
import { updateInstance } from "./settingsModel";
import { jobKind, jobStatus, pacingOverride } from "./schema";

const number = v.object({
  id: v.id("instances"),
  label: v.string(),
  status: v.string(),
  statusAt: v.number(),
  restrictedUntil: v.union(v.number(), v.null()),
  needsConfirmation: v.boolean(),
  /** Since when it works and reports nothing. */
  silentSince: v.union(v.number(), v.null()),
  /** Digits of the linked account and of one that was paired since. */
  phone: v.union(v.string(), v.null()),
  heldPhone: v.union(v.string(), v.null()),
  aiEnabled: v.boolean(),
  pacing: pacingOverride,
  quietWindowMs: v.union(v.number(), v.null()),
  createdAt: v.number(),
  /** What was last asked of the gateway. */
  job: v.union(
    v.object({
      kind: jobKind,
      status: jobStatus,
      reason: v.union(v.string(), v.null()),
      startedAt: v.number(),
    }),
    v.null(),
  ),
});

function digitsOf(accountId: string | null): string | null {
  return accountId?.split(/[:@]/)[0] ?? null;
}

async function describe(ctx: QueryCtx, instance: Doc<"instances">) {
  const job = await getLatestJob(ctx, instance._id);
  return {
    id: instance._id,
    label: instance.label,
    status: instance.status,
    statusAt: instance.statusAt,
    restrictedUntil: instance.restrictedUntil,
    needsConfirmation: instance.heldForAccount !== null,
    silentSince: instance.silentSince,
    phone: digitsOf(instance.accountId),
    heldPhone: digitsOf(instance.heldForAccount),
    aiEnabled: instance.aiEnabled,
    pacing: instance.pacing,
    quietWindowMs: instance.quietWindowMs,
    createdAt: instance._creationTime,
    job:
      job === null
        ? null
        : {
            kind: job.kind,
            status: job.status,
            reason: job.reason,
            startedAt: job.startedAt,
          },
  };
}

/** The tenant's numbers and their state. */
export const list = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(number),
  handler: async (ctx) => {
    const instances = await listInstances(ctx, ctx.tenant._id);
    return Promise.all(instances.map((instance) => describe(ctx, instance)));
  },
});

/** Accepts another WhatsApp account that was paired with a number; until then the AI is silent on it. */
export const confirm = tenantMutation({
  permission: "manage_numbers",
  args: { instanceId: v.id("instances") },
  returns: v.null(),
  handler: async (ctx, { instanceId }) => {
    const instance = await requireLiveInstance(ctx, ctx.tenant._id, instanceId);
    await confirmAccount(ctx, instance);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "instance.account_confirmed",
      target: instanceId,
    });
    return null;
  },
});

/** Changes a number's name, whether the AI answers on it, and its pace. */
export const update = tenantMutation({
  permission: "manage_numbers",
  args: {
    instanceId: v.id("instances"),
    label: v.optional(v.string()),
    aiEnabled: v.optional(v.boolean()),
    pacing: v.optional(pacingOverride),
    quietWindowMs: v.optional(v.union(v.number(), v.null())),
  },
  returns: v.null(),
  handler: async (ctx, { instanceId, ...settings }) => {
    await requireLiveInstance(ctx, ctx.tenant._id, instanceId);
    await updateInstance(ctx, instanceId, settings);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "settings.instance",
      target: instanceId,
      reason: Object.keys(settings).sort().join(", "),
    });
    return null;
  },
});
