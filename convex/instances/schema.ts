import { defineTable } from "convex/server";
import { v } from "convex/values";

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
  })
    .index("by_tenant", ["tenantId"])
    .index("by_session_name", ["sessionName"]),
};
