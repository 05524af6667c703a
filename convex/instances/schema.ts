import { defineTable } from "convex/server";
import { v } from "convex/values";
import { HEALTH_VERDICTS } from "../../lib/instances/gateway-health";

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

export const healthVerdict = v.union(
  ...HEALTH_VERDICTS.map((verdict) => v.literal(verdict)),
);

/** Where in the gateway's list of messages to go on; it counts in whole seconds. */
export const listCursor = v.object({ since: v.number(), offset: v.number() });

/** What a look at the gateway found. */
export const findings = v.union(
  /** All was taken in but what may still be on its way, if there is such. */
  v.object({ kind: v.literal("listed"), isPending: v.boolean() }),
  /** All was taken in so far, and there is more. */
  v.object({ kind: v.literal("more"), from: listCursor }),
  v.object({ kind: v.literal("lost") }),
  v.object({
    kind: v.union(v.literal("unreachable"), v.literal("unlistable")),
    reason: v.string(),
  }),
  v.object({
    kind: v.literal("not_working"),
    status: v.string(),
    /** When it was asked: anything the gateway said later is newer. */
    askedAt: v.number(),
  }),
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
    /** Since when the gateway has messages that no webhook brought; null while it reports. */
    silentSince: v.union(v.number(), v.null()),
    /** Set for good when the number was removed; its history stays. */
    removedAt: v.union(v.number(), v.null()),
  })
    .index("by_tenant_and_removed_at", ["tenantId", "removedAt"])
    .index("by_session_name", ["sessionName"])
    .index("by_removed_at", ["removedAt"])
    .index("by_silent_since", ["silentSince"]),
  /** What the last look at the gateway said about a number that was linked once. */
  gatewayProbes: defineTable({
    tenantId: v.id("tenants"),
    instanceId: v.id("instances"),
    nextProbeAt: v.number(),
    /** Null before the first look. */
    probedAt: v.union(v.number(), v.null()),
    verdict: v.union(healthVerdict, v.null()),
    /** The gateway's failure in our words. */
    reason: v.union(v.string(), v.null()),
    /** Every message the gateway had up to here is stored here. */
    verifiedUpTo: v.number(),
    /** When the newest message that the gateway listed was written. */
    newestAt: v.union(v.number(), v.null()),
    /** Messages that had to be fetched, in all, and when the last was. */
    filled: v.number(),
    filledAt: v.union(v.number(), v.null()),
  })
    .index("by_instance", ["instanceId"])
    .index("by_next_probe_at", ["nextProbeAt"]),
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
