import { type Infer, v } from "convex/values";
import { isSilent, isUnheard } from "../../lib/instances/gateway-health";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { internalMutation } from "../functions";
import { isSuspended, requireTenant } from "../tenants/model";
import { getHeardAt } from "../webhooks/model";
import { setSilentSince } from "./fleetModel";
import { applyStatus, getInstance } from "./model";
import {
  getProbe,
  leaseDue,
  noteListing,
  noteVerdict,
  type Probe,
  startOf,
  SUSPECT_INTERVAL_MS,
  unwatch,
} from "./probeModel";
import { findings } from "./schema";

const BATCH = 50;
/** Between two looks of a batch, in ms. */
const SPACING_MS = 100;
/** Between two parts of a long list, so that live deliveries come first; in ms. */
const PAUSE_MS = 1_000;

/** Looks at the gateway for every number whose time has come, one after the other. */
export const tick = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const due = await leaseDue(ctx, Date.now(), BATCH);
    for (const [index, { instanceId }] of due.entries()) {
      await ctx.scheduler.runAfter(
        index * SPACING_MS,
        internal.instances.probe.look,
        { instanceId },
      );
    }
    return due.length;
  },
});

const task = v.object({
  sessionName: v.string(),
  webhookToken: v.string(),
  since: v.number(),
  /** Whether messages are taken in at all. */
  isActive: v.boolean(),
});

/** What to look at, from when on; null when the number is not watched any more. */
export const prepare = internalMutation({
  args: { instanceId: v.id("instances") },
  returns: v.union(task, v.null()),
  handler: async (ctx, { instanceId }): Promise<Infer<typeof task> | null> => {
    const probe = await getProbe(ctx, instanceId);
    if (probe === null) return null;
    const instance = await getInstance(ctx, instanceId);
    if (instance === null || instance.removedAt !== null) {
      await unwatch(ctx, probe);
      return null;
    }
    const tenant = await requireTenant(ctx, instance.tenantId);
    return {
      sessionName: instance.sessionName,
      webhookToken: instance.webhookToken,
      since: startOf(probe, Date.now()),
      isActive: !isSuspended(tenant),
    };
  },
});

/** Notes how far the gateway's list was taken in. */
export const advance = internalMutation({
  args: {
    instanceId: v.id("instances"),
    listedUpTo: v.number(),
    newestAt: v.union(v.number(), v.null()),
    filled: v.number(),
  },
  returns: v.null(),
  handler: async (ctx, { instanceId, ...listing }) => {
    const probe = await getProbe(ctx, instanceId);
    if (probe !== null) await noteListing(ctx, probe, listing);
    return null;
  },
});

/** Ends a look: what the gateway said becomes the number's state. */
export const conclude = internalMutation({
  args: { instanceId: v.id("instances"), found: findings },
  returns: v.null(),
  handler: async (ctx, { instanceId, found: outcome }) => {
    const probe = await getProbe(ctx, instanceId);
    const instance = await getInstance(ctx, instanceId);
    if (probe === null || instance === null) return null;
    switch (outcome.kind) {
      case "more":
        await ctx.scheduler.runAfter(PAUSE_MS, internal.instances.probe.look, {
          instanceId,
          from: outcome.from,
        });
        break;
      case "listed":
        await concludeListing(ctx, instance, probe, outcome.isPending);
        break;
      case "not_working":
        await noteVerdict(ctx, probe, outcome.kind, outcome.status);
        await believe(ctx, instance, outcome.status, outcome.askedAt);
        break;
      case "lost":
        await noteVerdict(ctx, probe, outcome.kind, null);
        break;
      case "unreachable":
      case "unlistable":
        await noteVerdict(ctx, probe, outcome.kind, outcome.reason);
    }
    return null;
  },
});

async function concludeListing(
  ctx: MutationCtx,
  instance: Doc<"instances">,
  probe: Probe,
  isPending: boolean,
): Promise<void> {
  const heardAt = (await getHeardAt(ctx, instance._id)) ?? probe._creationTime;
  const hearing = { now: Date.now(), newestAt: probe.newestAt, heardAt };
  const isSilentNow = isSilent(hearing);
  if (isSilentNow) await noteVerdict(ctx, probe, "silent", null);
  else if (isPending || isUnheard(hearing)) {
    await noteVerdict(ctx, probe, "ok", null, SUSPECT_INTERVAL_MS);
  } else await noteVerdict(ctx, probe, "ok", null);
  await setSilentSince(ctx, instance, isSilentNow ? heardAt : null);
  if (isSilentNow && instance.silentSince === null) {
    await recordAudit(ctx, {
      tenantId: instance.tenantId,
      actor: "system:gateway",
      action: "instance.silent",
      target: instance._id,
    });
  }
}

/** A status event may have been lost; the gateway's own word replaces it. */
async function believe(
  ctx: MutationCtx,
  instance: Doc<"instances">,
  status: string,
  askedAt: number,
): Promise<void> {
  await setSilentSince(ctx, instance, null);
  if (status === instance.status) return;
  await applyStatus(ctx, instance, {
    status,
    at: askedAt,
    accountId: null,
    restrictedUntil: null,
  });
}

/** Believes a session that works although we were told otherwise. */
export const revive = internalMutation({
  args: {
    instanceId: v.id("instances"),
    askedAt: v.number(),
    accountId: v.union(v.string(), v.null()),
  },
  returns: v.null(),
  handler: async (ctx, { instanceId, askedAt, accountId }) => {
    const instance = await getInstance(ctx, instanceId);
    if (instance === null || instance.status === "WORKING") return null;
    await applyStatus(ctx, instance, {
      status: "WORKING",
      at: askedAt,
      accountId,
      restrictedUntil: null,
    });
    return null;
  },
});
