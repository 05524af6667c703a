/*
 * A label belongs to a tenant; its name is unique there whatever the case.
 * `conversation.labelIds` and the rows of conversationLabels say the same.
 */
import {
  type LabelColor,
  MAX_LABEL_NAME_CHARS,
  MAX_LABELS,
  MAX_LABELS_PER_CONVERSATION,
} from "../../lib/conversations/labels";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/** A label of this tenant; another tenant's does not exist. */
export async function requireLabel(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  labelId: Id<"labels">,
): Promise<Doc<"labels">> {
  const label = await ctx.db.get("labels", labelId);
  if (label === null || label.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Label not found.");
  }
  return label;
}

/** The tenant's labels by name, all of them. */
export async function listLabels(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"labels">[]> {
  return ctx.db
    .query("labels")
    .withIndex("by_tenant_and_name", (q) => q.eq("tenantId", tenantId))
    .take(MAX_LABELS);
}

export type LabelFields = { name: string; color: LabelColor };

async function requireFields(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  { name, color }: LabelFields,
  self: Id<"labels"> | null,
): Promise<LabelFields> {
  const trimmed = name.trim();
  if (trimmed.length === 0 || trimmed.length > MAX_LABEL_NAME_CHARS) {
    throw appError(
      "VALIDATION_FAILED",
      `A label has 1 to ${String(MAX_LABEL_NAME_CHARS)} characters.`,
    );
  }
  const others = (await listLabels(ctx, tenantId)).filter(
    ({ _id }) => _id !== self,
  );
  const folded = trimmed.toLowerCase();
  if (others.some((other) => other.name.toLowerCase() === folded)) {
    throw appError("DUPLICATE", "There is a label of this name.");
  }
  if (others.length >= MAX_LABELS) {
    throw appError(
      "VALIDATION_FAILED",
      `There are at most ${String(MAX_LABELS)} labels.`,
    );
  }
  return { name: trimmed, color };
}

export async function createLabel(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  fields: LabelFields,
): Promise<Id<"labels">> {
  const checked = await requireFields(ctx, tenantId, fields, null);
  return ctx.db.insert("labels", { tenantId, ...checked });
}

export async function updateLabel(
  ctx: MutationCtx,
  label: Doc<"labels">,
  fields: LabelFields,
): Promise<void> {
  const checked = await requireFields(ctx, label.tenantId, fields, label._id);
  await ctx.db.patch("labels", label._id, checked);
}

/** Removes a label at once; `clearLabel` takes it off its conversations. */
export async function removeLabel(
  ctx: MutationCtx,
  labelId: Id<"labels">,
): Promise<void> {
  await ctx.db.delete("labels", labelId);
}

/** Takes a removed label off up to `limit` conversations; returns whether more may be left. */
export async function clearLabel(
  ctx: MutationCtx,
  labelId: Id<"labels">,
  limit: number,
): Promise<boolean> {
  const rows = await ctx.db
    .query("conversationLabels")
    .withIndex("by_label_and_last_message_at", (q) => q.eq("labelId", labelId))
    .take(limit);
  for (const row of rows) {
    const conversation = await ctx.db.get("conversations", row.conversationId);
    await ctx.db.delete("conversationLabels", row._id);
    if (conversation === null) continue;
    await ctx.db.patch("conversations", conversation._id, {
      labelIds: conversation.labelIds.filter((id) => id !== labelId),
    });
  }
  return rows.length === limit;
}

async function rowsOf(ctx: QueryCtx, conversationId: Id<"conversations">) {
  return ctx.db
    .query("conversationLabels")
    .withIndex("by_conversation", (q) => q.eq("conversationId", conversationId))
    .take(MAX_LABELS_PER_CONVERSATION + MAX_LABELS);
}

/** Gives a conversation exactly these labels. */
export async function setLabels(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  labels: Doc<"labels">[],
): Promise<void> {
  const wanted = new Map(labels.map((label) => [label._id, label]));
  for (const row of await rowsOf(ctx, conversation._id)) {
    if (!wanted.has(row.labelId)) {
      await ctx.db.delete("conversationLabels", row._id);
    }
  }
  const present = new Set(conversation.labelIds);
  for (const labelId of wanted.keys()) {
    if (present.has(labelId)) continue;
    await ctx.db.insert("conversationLabels", {
      tenantId: conversation.tenantId,
      conversationId: conversation._id,
      labelId,
      lastMessageAt: conversation.lastMessageAt,
    });
  }
  await ctx.db.patch("conversations", conversation._id, {
    labelIds: [...wanted.keys()],
  });
}

/** Moves a conversation up in the lists of its labels; costs nothing without labels. */
export async function moveInLabels(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  lastMessageAt: number,
): Promise<void> {
  if (conversation.labelIds.length === 0) return;
  for (const row of await rowsOf(ctx, conversation._id)) {
    if (row.lastMessageAt >= lastMessageAt) continue;
    await ctx.db.patch("conversationLabels", row._id, { lastMessageAt });
  }
}
