/*
 * An erasure only goes forward: a batch per transaction, from the cursor its record keeps.
 * From the first batch on nothing finds the person, and nothing can be sent to them any more.
 */
import { needlesOf } from "../../lib/erasure/needles";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { abandonTurn, getOpenTurn } from "../assistant/turnModel";
import { blankContact } from "../contacts/eraseModel";
import { listOfContact } from "../conversations/listModel";
import { layTombstones } from "./tombstoneModel";

export type Erasure = Doc<"erasures">;

/** More numbers than a business has. */
const MAX_CONVERSATIONS = 200;

/** Starts the erasure of a contact; the caller schedules its batches. */
export async function beginErasure(
  ctx: MutationCtx,
  contact: Doc<"contacts">,
  actor: string,
): Promise<Id<"erasures">> {
  const { tenantId, name, consent } = contact;
  const now = Date.now();
  const conversations = await listOfContact(
    ctx,
    contact._id,
    MAX_CONVERSATIONS,
  );
  for (const conversation of conversations) {
    const open = await getOpenTurn(ctx, conversation);
    if (open === null) continue;
    await abandonTurn(ctx, open, "cancelled", actor, "contact erased");
  }
  const { contactIds, aliases } = await blankContact(ctx, contact);
  const optedOut = consent === "opted_out";
  await layTombstones(ctx, tenantId, aliases, { erasedAt: now, optedOut });
  return ctx.db.insert("erasures", {
    tenantId,
    contactIds,
    conversationIds: conversations.map(({ _id }) => _id),
    phase: "conversations",
    cursor: null,
    needles: needlesOf(aliases, name),
    waitsFor: 0,
    conversations: 0,
    messages: 0,
    files: 0,
    records: 0,
    actor,
    startedAt: now,
    advancedAt: now,
    finishedAt: null,
  });
}

export async function getErasure(
  ctx: QueryCtx,
  erasureId: Id<"erasures">,
): Promise<Erasure | null> {
  return ctx.db.get("erasures", erasureId);
}

/** Writes how far an erasure got. */
export async function noteProgress(
  ctx: MutationCtx,
  erasure: Erasure,
  progress: Partial<Erasure>,
): Promise<void> {
  await ctx.db.patch("erasures", erasure._id, {
    ...progress,
    advancedAt: Date.now(),
  });
}

/** The newest erasures of a business. */
export async function listErasures(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  limit: number,
): Promise<Erasure[]> {
  return ctx.db
    .query("erasures")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .order("desc")
    .take(limit);
}

const UNFINISHED = [
  "conversations",
  "records",
  "leftovers",
  "sweep",
] as const satisfies readonly Erasure["phase"][];

/** Unfinished erasures that have not moved since `before`, at most `limit` of each phase. */
export async function listStalled(
  ctx: QueryCtx,
  before: number,
  limit: number,
): Promise<Erasure[]> {
  const stalled: Erasure[] = [];
  for (const phase of UNFINISHED) {
    const rows = await ctx.db
      .query("erasures")
      .withIndex("by_phase_and_advanced_at", (q) =>
        q.eq("phase", phase).lt("advancedAt", before),
      )
      .take(limit);
    stalled.push(...rows);
  }
  return stalled;
}
