/* Acknowledgements may overtake their message; they wait here by its external id. */
import type { AckLevel } from "../../lib/whatsapp/ack";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";

const PENDING_PER_MESSAGE = 8;

export async function keepAck(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  externalId: string,
  level: AckLevel,
): Promise<void> {
  const kept = await listAcks(ctx, instanceId, externalId);
  if (kept.length >= PENDING_PER_MESSAGE) return;
  if (kept.some((ack) => ack.level === level)) return;
  await ctx.db.insert("pendingAcks", { instanceId, externalId, level });
}

async function listAcks(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  externalId: string,
): Promise<Doc<"pendingAcks">[]> {
  return ctx.db
    .query("pendingAcks")
    .withIndex("by_instance_and_external_id", (q) =>
      q.eq("instanceId", instanceId).eq("externalId", externalId),
    )
    .take(PENDING_PER_MESSAGE);
}

/** Removes and returns the acknowledgements that waited for a message. */
export async function takeAcks(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  externalId: string,
): Promise<AckLevel[]> {
  const kept = await listAcks(ctx, instanceId, externalId);
  for (const ack of kept) await ctx.db.delete("pendingAcks", ack._id);
  return kept.map((ack) => ack.level);
}

/** Removes acknowledgements older than `before` (epoch ms) whose message never came. */
export async function dropOldAcks(
  ctx: MutationCtx,
  before: number,
  limit: number,
): Promise<number> {
  const old = await ctx.db
    .query("pendingAcks")
    .withIndex("by_creation_time", (q) => q.lt("_creationTime", before))
    .take(limit);
  for (const ack of old) await ctx.db.delete("pendingAcks", ack._id);
  return old.length;
}
