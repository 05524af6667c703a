import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import { confirmAccount, listInstances, requireInstance } from "./model";

/** The tenant's numbers and their state. */
export const list = tenantQuery({
  permission: "read",
  args: {},
  returns: v.array(
    v.object({
      id: v.id("instances"),
      label: v.string(),
      status: v.string(),
      statusAt: v.number(),
      restrictedUntil: v.union(v.number(), v.null()),
      needsConfirmation: v.boolean(),
    }),
  ),
  handler: async (ctx) => {
    const instances = await listInstances(ctx, ctx.tenant._id);
    return instances.map((instance) => ({
      id: instance._id,
      label: instance.label,
      status: instance.status,
      statusAt: instance.statusAt,
      restrictedUntil: instance.restrictedUntil,
      needsConfirmation: instance.heldForAccount !== null,
    }));
  },
});

/** Accepts another WhatsApp account that was paired with a number; until then the AI is silent on it. */
export const confirm = tenantMutation({
  permission: "manage_numbers",
  args: { instanceId: v.id("instances") },
  returns: v.null(),
  handler: async (ctx, { instanceId }) => {
    const instance = await requireInstance(ctx, ctx.tenant._id, instanceId);
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
