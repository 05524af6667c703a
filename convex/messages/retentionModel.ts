/*
 * Retention empties what people wrote and leaves the row: who wrote when, the
 * delivery and the credits stay provable. A mark per tenant and part says how far it got.
 */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

export type RetentionPart = Doc<"retentionMarks">["part"];

async function findMark(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  part: RetentionPart,
): Promise<Doc<"retentionMarks"> | null> {
  return ctx.db
    .query("retentionMarks")
    .withIndex("by_tenant_and_part", (q) =>
      q.eq("tenantId", tenantId).eq("part", part),
    )
    .unique();
}

async function setMark(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  part: RetentionPart,
  upTo: number,
): Promise<void> {
  const mark = await findMark(ctx, tenantId, part);
  if (mark === null) {
    await ctx.db.insert("retentionMarks", { tenantId, part, upTo });
  } else {
    await ctx.db.patch("retentionMarks", mark._id, { upTo });
  }
}

async function emptyMessages(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  direction: "inbound" | "outbound",
  range: { after: number; before: number; limit: number },
): Promise<number[]> {
  const rows = await ctx.db
    .query("messages")
    .withIndex("by_tenant_and_direction", (q) =>
      q
        .eq("tenantId", tenantId)
        .eq("direction", direction)
        .gt("_creationTime", range.after)
        .lt("_creationTime", range.before),
    )
    .take(range.limit);
  for (const { _id, media } of rows) {
    const storageId = media?.storageId ?? null;
    if (storageId !== null) await ctx.storage.delete(storageId);
    await ctx.db.patch("messages", _id, { text: "", media: null });
  }
  return rows.map(({ _creationTime }) => _creationTime);
}

async function emptyPreviews(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  range: { after: number; before: number; limit: number },
): Promise<number[]> {
  const rows = await ctx.db
    .query("conversations")
    .withIndex("by_tenant_and_last_message_at", (q) =>
      q
        .eq("tenantId", tenantId)
        .gt("lastMessageAt", range.after)
        .lt("lastMessageAt", range.before),
    )
    .take(range.limit);
  for (const { _id } of rows) {
    await ctx.db.patch("conversations", _id, { lastMessagePreview: "" });
  }
  return rows.map(({ lastMessageAt }) => lastMessageAt);
}

/** Empties up to `limit` rows older than `before`, oldest first; returns whether more may be left. */
export async function emptyOlder(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  part: RetentionPart,
  { before, limit }: { before: number; limit: number },
): Promise<boolean> {
  const mark = await findMark(ctx, tenantId, part);
  const range = { after: mark?.upTo ?? 0, before, limit };
  const done =
    part === "previews"
      ? await emptyPreviews(ctx, tenantId, range)
      : await emptyMessages(ctx, tenantId, part, range);
  const last = done.at(-1);
  if (last !== undefined) await setMark(ctx, tenantId, part, last);
  return done.length === limit;
}
