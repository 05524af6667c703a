/*
 * What goes with a business, table by table, and what stays for the books. A table that is in
 * neither list, nor removed with its people, fails tests/convex/erasure/registry.test.ts.
 */
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";

export type Take = (
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  limit: number,
) => Promise<number>;

/** Removes up to `limit` rows of one table; returns how many. */
export const PURGED: Readonly<Record<string, Take>> = {
  analyticsDays: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("analyticsDays")
      .withIndex("by_tenant_and_day", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("analyticsDays", _id);
    return rows.length;
  },
  analyticsNumberDays: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("analyticsNumberDays")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("analyticsNumberDays", _id);
    return rows.length;
  },
  analyticsBalances: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("analyticsBalances")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("analyticsBalances", _id);
    return rows.length;
  },
  assistantProfiles: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("assistantProfiles")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("assistantProfiles", _id);
    return rows.length;
  },
  ownModelKeys: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("ownModelKeys")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("ownModelKeys", _id);
    return rows.length;
  },
  knowledgeEntries: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("knowledgeEntries")
      .withIndex("by_tenant_and_position", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("knowledgeEntries", _id);
    return rows.length;
  },
  assistantRuns: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("assistantRuns")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("assistantRuns", _id);
    return rows.length;
  },
  assistantUsage: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("assistantUsage")
      .withIndex("by_tenant_and_day", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("assistantUsage", _id);
    return rows.length;
  },
  testTurns: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("testTurns")
      .withIndex("by_tenant_and_member", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("testTurns", _id);
    return rows.length;
  },
  testDays: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("testDays")
      .withIndex("by_tenant_and_day", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("testDays", _id);
    return rows.length;
  },
  parkedTurns: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("parkedTurns")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("parkedTurns", _id);
    return rows.length;
  },
  contactTags: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("contactTags")
      .withIndex("by_tenant_and_tag", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("contactTags", _id);
    return rows.length;
  },
  contactAliases: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("contactAliases")
      .withIndex("by_tenant_and_alias", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("contactAliases", _id);
    return rows.length;
  },
  conversationCounts: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("conversationCounts")
      .withIndex("by_tenant_and_assignee", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("conversationCounts", _id);
    return rows.length;
  },
  labels: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("labels")
      .withIndex("by_tenant_and_name", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("labels", _id);
    return rows.length;
  },
  cannedReplies: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("cannedReplies")
      .withIndex("by_tenant_and_shortcut", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("cannedReplies", _id);
    return rows.length;
  },
  retentionMarks: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("retentionMarks")
      .withIndex("by_tenant_and_part", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("retentionMarks", _id);
    return rows.length;
  },
  notifications: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("notifications")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("notifications", _id);
    return rows.length;
  },
  notificationPreferences: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("notificationPreferences")
      .withIndex("by_tenant_and_subject", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows)
      await ctx.db.delete("notificationPreferences", _id);
    return rows.length;
  },
  invitations: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("invitations")
      .withIndex("by_tenant_and_status", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("invitations", _id);
    return rows.length;
  },
  deadLetters: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("deadLetters")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("deadLetters", _id);
    return rows.length;
  },
  webhookRejections: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("webhookRejections")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("webhookRejections", _id);
    return rows.length;
  },
  webhookDeliveries: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("webhookDeliveries")
      .withIndex("by_tenant_and_kind", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("webhookDeliveries", _id);
    return rows.length;
  },
  operatorNotes: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("operatorNotes")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("operatorNotes", _id);
    return rows.length;
  },
  tombstones: async (ctx, tenantId, limit) => {
    const rows = await ctx.db
      .query("tombstones")
      .withIndex("by_tenant_and_hash", (q) => q.eq("tenantId", tenantId))
      .take(limit);
    for (const { _id } of rows) await ctx.db.delete("tombstones", _id);
    return rows.length;
  },
};
