import { defineTable } from "convex/server";
import { v } from "convex/values";

export const limitTables = {
  /** One row per person or business and kind of call, so it never grows. */
  callWindows: defineTable({
    /** `scope:action:whose`. */
    key: v.string(),
    startedAt: v.number(),
    count: v.number(),
    previous: v.number(),
  }).index("by_key", ["key"]),
};
