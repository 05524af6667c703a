import { v } from "convex/values";
import { internal } from "../_generated/api";
import { internalMutation } from "../functions";
import { listTenantsFrom, requireTenant } from "../tenants/model";
import { emptyOlder } from "./retentionModel";
import { retentionPart } from "./schema";

const DAY_MS = 24 * 3_600_000;
const TENANTS = 100;
const ROWS = 200;
const PARTS = ["inbound", "outbound", "previews"] as const;

/** Starts emptying old messages of every tenant that set a time for them. */
export const sweep = internalMutation({
  args: { after: v.optional(v.number()) },
  returns: v.null(),
  handler: async (ctx, { after = 0 }) => {
    const tenants = await listTenantsFrom(ctx, after, TENANTS);
    for (const { _id, messageRetentionDays } of tenants) {
      if (messageRetentionDays === null) continue;
      for (const part of PARTS) {
        await ctx.scheduler.runAfter(0, internal.messages.retention.empty, {
          tenantId: _id,
          part,
        });
      }
    }
    const last = tenants.at(-1);
    if (last !== undefined && tenants.length === TENANTS) {
      await ctx.scheduler.runAfter(0, internal.messages.retention.sweep, {
        after: last._creationTime,
      });
    }
    return null;
  },
});

/** Empties one batch of a tenant's old messages and goes on until none is left. */
export const empty = internalMutation({
  args: { tenantId: v.id("tenants"), part: retentionPart },
  returns: v.null(),
  handler: async (ctx, { tenantId, part }) => {
    const { messageRetentionDays: days } = await requireTenant(ctx, tenantId);
    if (days === null) return null;
    const before = Date.now() - days * DAY_MS;
    if (await emptyOlder(ctx, tenantId, part, { before, limit: ROWS })) {
      await ctx.scheduler.runAfter(0, internal.messages.retention.empty, {
        tenantId,
        part,
      });
    }
    return null;
  },
});
