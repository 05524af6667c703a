/* Rows of the webhook log that are no messages, and the end of all of them. */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

type Range = {
  /** Null: of every tenant, and of none. */
  tenantId: Id<"tenants"> | null;
  before: number;
  limit: number;
};

export async function listCounted(
  ctx: QueryCtx,
  { tenantId, before, limit }: Range,
): Promise<Doc<"webhookRejections">[]> {
  if (tenantId === null) {
    return ctx.db
      .query("webhookRejections")
      .withIndex("by_creation_time", (q) => q.lt("_creationTime", before))
      .order("desc")
      .take(limit);
  }
  return ctx.db
    .query("webhookRejections")
    .withIndex("by_tenant", (q) =>
      q.eq("tenantId", tenantId).lt("_creationTime", before),
    )
    .order("desc")
    .take(limit);
}

export async function listLettersBefore(
  ctx: QueryCtx,
  { tenantId, before, limit }: Range,
): Promise<Doc<"deadLetters">[]> {
  if (tenantId === null) {
    return ctx.db
      .query("deadLetters")
      .withIndex("by_creation_time", (q) => q.lt("_creationTime", before))
      .order("desc")
      .take(limit);
  }
  return ctx.db
    .query("deadLetters")
    .withIndex("by_tenant", (q) =>
      q.eq("tenantId", tenantId).lt("_creationTime", before),
    )
    .order("desc")
    .take(limit);
}

export async function listDuplicates(
  ctx: QueryCtx,
  { tenantId, before, limit }: Range,
): Promise<Doc<"webhookDeliveries">[]> {
  if (tenantId === null) {
    return ctx.db
      .query("webhookDeliveries")
      .withIndex("by_kind", (q) =>
        q.eq("kind", "duplicate").lt("_creationTime", before),
      )
      .order("desc")
      .take(limit);
  }
  return ctx.db
    .query("webhookDeliveries")
    .withIndex("by_tenant_and_kind", (q) =>
      q
        .eq("tenantId", tenantId)
        .eq("kind", "duplicate")
        .lt("_creationTime", before),
    )
    .order("desc")
    .take(limit);
}

/** Whether a message was fetched because no webhook brought it. */
export async function isBackfilled(
  ctx: QueryCtx,
  messageId: Id<"messages">,
): Promise<boolean> {
  const row = await ctx.db
    .query("webhookDeliveries")
    .withIndex("by_message_and_kind", (q) =>
      q.eq("messageId", messageId).eq("kind", "backfilled"),
    )
    .first();
  return row !== null;
}

type LogTable =
  | "webhookRejections"
  | "webhookDeliveries"
  | "deadLetters"
  | "failedTurns"
  | "replays";

/** Deletes rows of one table from before `before`, oldest first; returns how many. */
export async function dropOlder(
  ctx: MutationCtx,
  table: LogTable,
  before: number,
  limit: number,
): Promise<number> {
  const old = await ctx.db
    .query(table)
    .withIndex("by_creation_time", (q) => q.lt("_creationTime", before))
    .take(limit);
  for (const { _id } of old) await ctx.db.delete(table, _id);
  return old.length;
}
