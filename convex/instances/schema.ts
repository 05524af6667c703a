import { defineTable } from "convex/server";
import { v } from "convex/values";

/** "off" sends at once whatever the business has; null is as the business has it. */
export const pacingOverride = v.union(v.literal("off"), v.null());

export const jobKind = v.union(
  v.literal("create"),
  v.literal("reconnect"),
  v.literal("logout"),
  v.literal("remove"),
  v.literal("code"),
);

export const jobStatus = v.union(
  v.literal("running"),
  v.literal("done"),
  v.literal("failed"),
);

export const instanceTables = {
  /** A linked WhatsApp number: one WAHA session, owned by exactly one tenant. */
  instances: defineTable({
    tenantId: v.id("tenants"),
    label: v.string(),
    sessionName: v.string(),
    webhookToken: v.string(),
    /** WAHA's own word; an open enum. */
    status: v.string(),
    /** Time of the event that set the status; older events are ignored. */
    statusAt: v.number(),
    /** The WhatsApp account seen at the first WORKING. */
    accountId: v.union(v.string(), v.null()),
    /** Another account that was paired since; the AI is silent until a person confirms it. */
    heldForAccount: v.union(v.string(), v.null()),
    /** Until when WhatsApp refuses outreach from this number. */
    restrictedUntil: v.union(v.number(), v.null()),
    /** Whether the AI answers on this number, while it answers at all. */
    aiEnabled: v.boolean(),
    pacing: pacingOverride,
    /** Null: as the business has it. */
    quietWindowMs: v.union(v.number(), v.null()),
    /** Set for good when the number was removed; its history stays. */
    removedAt: v.union(v.number(), v.null()),
  })
    .index("by_tenant_and_removed_at", ["tenantId", "removedAt"])
    .index("by_session_name", ["sessionName"]),
  /** What people asked of the gateway for a number, and what became of it. */
  instanceJobs: defineTable({
    tenantId: v.id("tenants"),
    instanceId: v.id("instances"),
    kind: jobKind,
    status: jobStatus,
    /** The gateway's failure in our words. */
    reason: v.union(v.string(), v.null()),
    startedAt: v.number(),
    attempts: v.number(),
  }).index("by_instance", ["instanceId"]),
  /** The QR and pairing code of a number that waits to be linked; rows live for seconds. */
  pairings: defineTable({
    instanceId: v.id("instances"),
    /** While now is before it, a fetch of the QR code is under way. */
    fetchingUntil: v.number(),
    qr: v.union(v.object({ mimetype: v.string(), data: v.string() }), v.null()),
    /** When `qr` was read; the code on the gateway changes about every 20 seconds. */
    fetchedAt: v.union(v.number(), v.null()),
    failure: v.union(v.string(), v.null()),
    code: v.union(
      v.object({ value: v.string(), expiresAt: v.number() }),
      v.null(),
    ),
    /** When the whole row is forgotten. */
    expiresAt: v.number(),
  }).index("by_instance", ["instanceId"]),
};
