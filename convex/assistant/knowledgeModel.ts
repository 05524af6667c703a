/*
 * At most 500 entries per tenant, kept in the order of `position`.
 * Only active ones are ever shown to the model.
 */
import { LIMITS } from "../../lib/assistant/limits";
import { requireBounded } from "../../lib/assistant/profile";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

export type NewEntry = { title: string; content: string; category: string };

export type EntryChanges = Partial<NewEntry & { isActive: boolean }>;

/** All entries of a tenant in their order. */
export async function listKnowledge(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"knowledgeEntries">[]> {
  return ctx.db
    .query("knowledgeEntries")
    .withIndex("by_tenant_and_position", (q) => q.eq("tenantId", tenantId))
    .take(LIMITS.knowledgeEntries);
}

/** The entries answers may use, in their order. */
export async function listActiveKnowledge(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"knowledgeEntries">[]> {
  return ctx.db
    .query("knowledgeEntries")
    .withIndex("by_tenant_and_is_active_and_position", (q) =>
      q.eq("tenantId", tenantId).eq("isActive", true),
    )
    .take(LIMITS.knowledgeEntries);
}

function requireEntry(entry: NewEntry): NewEntry {
  const { title, content, category } = entry;
  if (title.trim() === "" || content.trim() === "") {
    throw appError("VALIDATION_FAILED", "An entry has a title and a content.");
  }
  requireBounded("title", title, LIMITS.entryTitle);
  requireBounded("content", content, LIMITS.entryContent);
  requireBounded("category", category, LIMITS.entryCategory);
  return {
    title: title.trim(),
    content: content.trim(),
    category: category.trim(),
  };
}

/** An entry of this tenant; another tenant's does not exist. */
async function requireOwn(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  entryId: Id<"knowledgeEntries">,
): Promise<Doc<"knowledgeEntries">> {
  const entry = await ctx.db.get("knowledgeEntries", entryId);
  if (entry === null || entry.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Entry not found.");
  }
  return entry;
}

/**
 * Appends entries, each bounded, at most 500 per tenant in all. An entry whose
 * title and content are already there is left out.
 */
export async function addKnowledge(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  entries: readonly NewEntry[],
): Promise<Id<"knowledgeEntries">[]> {
  const existing = await listKnowledge(ctx, tenantId);
  const keyOf = (entry: NewEntry) =>
    JSON.stringify([entry.title, entry.content]);
  const known = new Set(existing.map(keyOf));
  const added: Id<"knowledgeEntries">[] = [];
  let position = (existing.at(-1)?.position ?? 0) + 1;
  for (const entry of entries.map(requireEntry)) {
    if (known.has(keyOf(entry))) continue;
    if (known.size >= LIMITS.knowledgeEntries) {
      throw appError("VALIDATION_FAILED", "The knowledge is full.");
    }
    known.add(keyOf(entry));
    added.push(
      await ctx.db.insert("knowledgeEntries", {
        tenantId,
        ...entry,
        isActive: true,
        position,
        updatedAt: Date.now(),
      }),
    );
    position += 1;
  }
  return added;
}

/** Changes parts of an entry of this tenant. */
export async function updateKnowledge(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  entryId: Id<"knowledgeEntries">,
  changes: EntryChanges,
): Promise<void> {
  const entry = await requireOwn(ctx, tenantId, entryId);
  const { title, content, category } = { ...entry, ...changes };
  await ctx.db.patch("knowledgeEntries", entryId, {
    ...requireEntry({ title, content, category }),
    isActive: changes.isActive ?? entry.isActive,
    updatedAt: Date.now(),
  });
}

/** Swaps an entry with its neighbour; at the end of the list nothing happens. */
export async function moveKnowledge(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  entryId: Id<"knowledgeEntries">,
  to: "up" | "down",
): Promise<void> {
  const entry = await requireOwn(ctx, tenantId, entryId);
  const neighbour = await ctx.db
    .query("knowledgeEntries")
    .withIndex("by_tenant_and_position", (q) => {
      const own = q.eq("tenantId", tenantId);
      return to === "up"
        ? own.lt("position", entry.position)
        : own.gt("position", entry.position);
    })
    .order(to === "up" ? "desc" : "asc")
    .first();
  if (neighbour === null) return;
  await ctx.db.patch("knowledgeEntries", entry._id, {
    position: neighbour.position,
  });
  await ctx.db.patch("knowledgeEntries", neighbour._id, {
    position: entry.position,
  });
}

/** Removes an entry of this tenant. */
export async function removeKnowledge(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  entryId: Id<"knowledgeEntries">,
): Promise<void> {
  await requireOwn(ctx, tenantId, entryId);
  await ctx.db.delete("knowledgeEntries", entryId);
}
