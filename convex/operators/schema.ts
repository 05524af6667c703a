import { defineTable } from "convex/server";
import { v } from "convex/values";

export const operatorTables = {
  operators: defineTable({
    subject: v.string(),
    email: v.string(),
  }).index("by_subject", ["subject"]),
  /** One row while sending is stopped for everyone; none while it is allowed. */
  sendingStops: defineTable({
    actor: v.string(),
    reason: v.string(),
    stoppedAt: v.number(),
  }),
};
