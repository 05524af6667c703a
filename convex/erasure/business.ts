import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import { startJob } from "../instances/jobModel";
import { listInstances, markRemoved } from "../instances/model";
import { forgetPairing } from "../instances/pairingModel";
import { requestDeletion, withdrawDeletion } from "./businessModel";

/** Whether somebody asked for the business to be deleted, and when it will be. */
export const get = tenantQuery({
  permission: "read",
  args: {},
  returns: v.union(
    v.object({
      requestedAt: v.number(),
      purgeAt: v.union(v.number(), v.null()),
    }),
    v.null(),
  ),
  handler: (ctx) => Promise.resolve(ctx.tenant.deletion ?? null),
});

/** Puts the business to rest and deletes it after its grace; its numbers are unlinked at once. */
export const request = tenantMutation({
  permission: "manage_tenant",
  args: {
    /** The business's name, typed to be sure. */
    name: v.string(),
  },
  returns: v.null(),
  handler: async (ctx, { name }) => {
    const { tenant } = ctx;
    if (name.trim() !== tenant.name) {
      throw appError("VALIDATION_FAILED", "Type the name of the business.");
    }
    const now = Date.now();
    if (!(await requestDeletion(ctx, tenant, now))) return null;
    for (const instance of await listInstances(ctx, tenant._id)) {
      await markRemoved(ctx, instance._id, now);
      await forgetPairing(ctx, instance._id);
      await startJob(ctx, instance, "remove");
    }
    await recordAudit(ctx, {
      tenantId: tenant._id,
      actor: ctx.actor,
      action: "business.delete",
      target: tenant._id,
    });
    return null;
  },
});

/** Takes the wish back while the grace lasts; the numbers have to be linked again. */
export const restore = tenantMutation({
  permission: "manage_tenant",
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    if (!(await withdrawDeletion(ctx, ctx.tenant))) return null;
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "business.restored",
      target: ctx.tenant._id,
    });
    return null;
  },
});
