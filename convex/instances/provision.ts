import { type Infer, v } from "convex/values";
import { createWahaClient, webhookConfig } from "../../lib/clients/waha";
import { deriveInstanceKey } from "../../lib/webhooks/instance-key";
import { internal } from "../_generated/api";
import { recordAudit } from "../audit/model";
import { wahaEnv, webhookEnv, webhookUrl } from "../env";
import { internalAction, internalMutation } from "../functions";
import { requireTenant } from "../tenants/model";
import { createInstance } from "./model";

const registration = v.object({
  instanceId: v.id("instances"),
  sessionName: v.string(),
  webhookToken: v.string(),
});

/** Reserves a session name and a webhook token for a tenant. */
export const register = internalMutation({
  args: { tenantId: v.id("tenants"), label: v.string() },
  returns: registration,
  handler: async (ctx, { tenantId, label }) => {
    await requireTenant(ctx, tenantId);
    const instance = await createInstance(ctx, tenantId, label);
    await recordAudit(ctx, {
      tenantId,
      actor: "system:provision",
      action: "instance.created",
      target: instance._id,
    });
    return {
      instanceId: instance._id,
      sessionName: instance.sessionName,
      webhookToken: instance.webhookToken,
    };
  },
});

const connection = v.object({
  instanceId: v.id("instances"),
  sessionName: v.string(),
  created: v.boolean(),
  reason: v.union(v.string(), v.null()),
});

/** Creates a number and its WAHA session; says whether WAHA took it. */
export const connect = internalAction({
  args: { tenantId: v.id("tenants"), label: v.string() },
  returns: connection,
  handler: async (ctx, args): Promise<Infer<typeof connection>> => {
    const { instanceId, sessionName, webhookToken } = await ctx.runMutation(
      internal.instances.provision.register,
      args,
    );
    const waha = createWahaClient({
      ...wahaEnv(),
      fetch: (input, init) => fetch(input, init),
      timeoutMs: 15_000,
    });
    const outcome = await waha.createSession({
      name: sessionName,
      config: webhookConfig({
        url: webhookUrl({ instanceId, token: webhookToken }),
        hmacKey: await deriveInstanceKey(webhookEnv().masterSecret, instanceId),
        instanceId,
      }),
    });
    return {
      instanceId,
      sessionName,
      created: outcome.ok,
      reason: outcome.ok ? null : outcome.reason,
    };
  },
});
