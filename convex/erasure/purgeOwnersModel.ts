/* Rows that others hang on: theirs go first, then the row itself. */
import type { Take } from "./purgeTablesModel";

/** Removes up to `limit` rows of one table with what hangs on them; returns how many. */
export const PURGED_WITH_PARTS: Readonly<Record<string, Take>> = {
  contactImports: async (ctx, tenantId, limit) => {
    const [found] = await ctx.db
      .query("contactImports")
      .withIndex("by_tenant_and_status", (q) => q.eq("tenantId", tenantId))
      .take(1);
    if (found === undefined) return 0;
    const batches = await ctx.db
      .query("contactImportBatches")
      .withIndex("by_import_and_start", (q) => q.eq("importId", found._id))
      .take(limit);
    for (const { _id } of batches) {
      await ctx.db.delete("contactImportBatches", _id);
    }
    const errors = await ctx.db
      .query("contactImportErrors")
      .withIndex("by_import", (q) => q.eq("importId", found._id))
      .take(limit);
    for (const { _id } of errors) {
      await ctx.db.delete("contactImportErrors", _id);
    }
    const rows = batches.length + errors.length;
    if (rows > 0) return rows;
    await ctx.db.delete("contactImports", found._id);
    return 1;
  },
  instances: async (ctx, tenantId, limit) => {
    const [found] = await ctx.db
      .query("instances")
      .withIndex("by_tenant_and_removed_at", (q) => q.eq("tenantId", tenantId))
      .take(1);
    if (found === undefined) return 0;
    const jobs = await ctx.db
      .query("instanceJobs")
      .withIndex("by_instance", (q) => q.eq("instanceId", found._id))
      .take(limit);
    for (const { _id } of jobs) await ctx.db.delete("instanceJobs", _id);
    const acks = await ctx.db
      .query("pendingAcks")
      .withIndex("by_instance_and_external_id", (q) =>
        q.eq("instanceId", found._id),
      )
      .take(limit);
    for (const { _id } of acks) await ctx.db.delete("pendingAcks", _id);
    const probes = await ctx.db
      .query("gatewayProbes")
      .withIndex("by_instance", (q) => q.eq("instanceId", found._id))
      .take(limit);
    for (const { _id } of probes) await ctx.db.delete("gatewayProbes", _id);
    const buckets = await ctx.db
      .query("webhookBuckets")
      .withIndex("by_instance", (q) => q.eq("instanceId", found._id))
      .take(limit);
    for (const { _id } of buckets) await ctx.db.delete("webhookBuckets", _id);
    const pairings = await ctx.db
      .query("pairings")
      .withIndex("by_instance", (q) => q.eq("instanceId", found._id))
      .take(limit);
    for (const { _id } of pairings) await ctx.db.delete("pairings", _id);
    const rows =
      jobs.length +
      acks.length +
      probes.length +
      buckets.length +
      pairings.length;
    if (rows > 0) return rows;
    await ctx.db.delete("instances", found._id);
    return 1;
  },
};
