import { defineTable } from "convex/server";
import { v } from "convex/values";

/** Where an erasure is; each phase is done in batches. */
export const erasurePhase = v.union(
  v.literal("conversations"),
  v.literal("records"),
  v.literal("leftovers"),
  /** Waits for what may still be written by work that was under way. */
  v.literal("sweep"),
  v.literal("done"),
);

/** How much an erasure took away so far. */
export const erasureCounts = {
  conversations: v.number(),
  messages: v.number(),
  files: v.number(),
  records: v.number(),
};

export const erasureTables = {
  /** One person on the way out of one business; the record is the job and, in the end, the proof. */
  erasures: defineTable({
    tenantId: v.id("tenants"),
    /** The ids the person was kept under; they name nobody any more. */
    contactIds: v.array(v.id("contacts")),
    conversationIds: v.array(v.id("conversations")),
    phase: erasurePhase,
    /** Where the phase goes on. */
    cursor: v.union(v.string(), v.null()),
    /** Texts by which records without a contact are found; empty once done. */
    needles: v.array(v.string()),
    /** Messages that were under way when it was last looked. */
    waitsFor: v.number(),
    ...erasureCounts,
    actor: v.string(),
    startedAt: v.number(),
    advancedAt: v.number(),
    finishedAt: v.union(v.number(), v.null()),
  })
    .index("by_tenant", ["tenantId"])
    .index("by_phase_and_advanced_at", ["phase", "advancedAt"]),
  /** One business on the way out, from the end of its grace on; the record is the job and the proof. */
  businessErasures: defineTable({
    tenantId: v.id("tenants"),
    phase: v.union(
      v.literal("people"),
      v.literal("tables"),
      v.literal("team"),
      v.literal("done"),
    ),
    cursor: v.union(v.string(), v.null()),
    ...erasureCounts,
    startedAt: v.number(),
    advancedAt: v.number(),
    finishedAt: v.union(v.number(), v.null()),
  })
    .index("by_tenant", ["tenantId"])
    .index("by_phase_and_advanced_at", ["phase", "advancedAt"]),
  /** Says that an id was erased here, and when, without saying which. */
  tombstones: defineTable({
    tenantId: v.id("tenants"),
    /** `lib/erasure/tombstone`. */
    hash: v.string(),
    erasedAt: v.number(),
    /** Whether the person had asked not to be written to. */
    optedOut: v.boolean(),
  }).index("by_tenant_and_hash", ["tenantId", "hash"]),
};
