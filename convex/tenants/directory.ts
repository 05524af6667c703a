import { v } from "convex/values";
import { available } from "../../lib/credits/ledger";
import { deriveInstanceKey } from "../../lib/webhooks/instance-key";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { requireWallet } from "../credits/model";
import { webhookEnv, webhookUrl } from "../env";
import { internalQuery } from "../functions";
import { listInstances } from "../instances/model";
import { getMembership, listTenants, requireTenant } from "./model";

const MAX_TENANTS = 200;

const entry = v.object({
  id: v.id("tenants"),
  name: v.string(),
  available: v.number(),
  instances: v.array(
    v.object({
      id: v.id("instances"),
      sessionName: v.string(),
      webhookUrl: v.string(),
      hmacKey: v.string(),
      status: v.string(),
    }),
  ),
});

/** The oldest tenants with what a gateway needs to reach them; for administrators of the deployment. */
export const list = internalQuery({
  args: {},
  returns: v.array(entry),
  handler: async (ctx) => {
    const tenants = await listTenants(ctx, MAX_TENANTS);
    return Promise.all(tenants.map((tenant) => describeTenant(ctx, tenant)));
  },
});

/** One tenant as `list` shows it. */
export const get = internalQuery({
  args: { tenantId: v.id("tenants") },
  returns: entry,
  handler: async (ctx, { tenantId }) =>
    describeTenant(ctx, await requireTenant(ctx, tenantId)),
});

/** Whether this person has a membership there, whatever its status. */
export const hasMember = internalQuery({
  args: { tenantId: v.id("tenants"), subject: v.string() },
  returns: v.boolean(),
  handler: async (ctx, { tenantId, subject }) =>
    (await getMembership(ctx, tenantId, subject)) !== null,
});

async function describeTenant(ctx: QueryCtx, tenant: Doc<"tenants">) {
  return {
    id: tenant._id,
    name: tenant.name,
    available: available(await requireWallet(ctx, tenant._id)),
    instances: await Promise.all(
      (await listInstances(ctx, tenant._id)).map(describe),
    ),
  };
}

async function describe(instance: Doc<"instances">) {
  const { masterSecret } = webhookEnv();
  return {
    id: instance._id,
    sessionName: instance.sessionName,
    webhookUrl: webhookUrl({
      instanceId: instance._id,
      token: instance.webhookToken,
    }),
    hmacKey: await deriveInstanceKey(masterSecret, instance._id),
    status: instance.status,
  };
}
