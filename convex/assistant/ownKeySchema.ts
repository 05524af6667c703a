import { defineTable } from "convex/server";
import { v } from "convex/values";

/** The key to ask with, still encrypted, and whether nothing is known against it. */
export const ownKeyTaken = v.object({
  id: v.id("ownModelKeys"),
  tenantId: v.id("tenants"),
  envelope: v.string(),
  isCalm: v.boolean(),
});

/** The key that a run was made with. */
export const ownKeyUsed = v.object({
  id: v.id("ownModelKeys"),
  isCalm: v.boolean(),
});

export const ownKeyVerdict = v.union(
  v.literal("untested"),
  v.literal("working"),
  v.literal("refused"),
  v.literal("limited"),
  v.literal("rejected"),
  v.literal("unreachable"),
  v.literal("unreadable"),
);

export const ownKeyTables = {
  /** A business's own key of the language model, at most one each. */
  ownModelKeys: defineTable({
    tenantId: v.id("tenants"),
    /** The key, encrypted as `lib/crypto/field-cipher` says. */
    envelope: v.string(),
    /** Its last four characters. */
    ending: v.string(),
    verdict: ownKeyVerdict,
    /** Since when the verdict stands. */
    verdictAt: v.union(v.number(), v.null()),
    /** When the test call that is under way began. */
    checkingSince: v.union(v.number(), v.null()),
    /** Models that failed of late with this key. */
    breakers: v.array(
      v.object({
        model: v.string(),
        failures: v.number(),
        openUntil: v.union(v.number(), v.null()),
      }),
    ),
  }).index("by_tenant", ["tenantId"]),
};
