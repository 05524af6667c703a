/*
 * Every list of the inbox is one range of one index, and nothing is sorted here. On one number the
 * short lists (waiting, mine, unread, …) are those of all numbers with the others left out of each page.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { listContactIds } from "../contacts/model";

type Conversation = Doc<"conversations">;
type Member = Doc<"memberships">;

export type InboxFilter =
  | { kind: "all" | "open" | "waiting" | "unread" | "snoozed" | "closed" }
  | { kind: "mine" | "unassigned" }
  | { kind: "label"; label: Doc<"labels"> };

type Range = Exclude<InboxFilter["kind"], "label">;

/** The conversations of a filter in its order: newest first, those that wait longest first. */
function rangeOf(ctx: QueryCtx, member: Member, kind: Range) {
  const { tenantId } = member;
  switch (kind) {
    case "all":
      return ctx.db
        .query("conversations")
        .withIndex("by_tenant_and_last_message_at", (q) =>
          q.eq("tenantId", tenantId),
        )
        .order("desc");
    case "open":
    case "snoozed":
    case "closed":
      return withStatus(ctx, tenantId, kind);
    case "waiting":
      return waiting(ctx, tenantId);
    case "mine":
      return assignedTo(ctx, tenantId, member._id);
    case "unassigned":
      return assignedTo(ctx, tenantId, null);
    case "unread":
      return unread(ctx, tenantId);
  }
}

function unread(ctx: QueryCtx, tenantId: Id<"tenants">) {
  return ctx.db
    .query("conversations")
    .withIndex("by_tenant_and_unread_at", (q) =>
      q.eq("tenantId", tenantId).gt("unreadAt", 0),
    )
    .order("desc");
}

function withStatus(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  status: Conversation["status"],
) {
  return ctx.db
    .query("conversations")
    .withIndex("by_tenant_and_status_and_last_message_at", (q) =>
      q.eq("tenantId", tenantId).eq("status", status),
    )
    .order("desc");
}

function waiting(ctx: QueryCtx, tenantId: Id<"tenants">) {
  return ctx.db
    .query("conversations")
    .withIndex("by_tenant_and_status_and_requested_at", (q) =>
      q
        .eq("tenantId", tenantId)
        .eq("status", "open")
        .gt("handoff.requestedAt", 0),
    )
    .order("asc");
}

function assignedTo(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  memberId: Id<"memberships"> | null,
) {
  return ctx.db
    .query("conversations")
    .withIndex("by_tenant_and_assignee_and_status_and_last_message_at", (q) =>
      q
        .eq("tenantId", tenantId)
        .eq("assigneeId", memberId)
        .eq("status", "open"),
    )
    .order("desc");
}

/** A page of the conversations a member sees under a filter; on one number it may be short. */
export async function listConversations(
  ctx: QueryCtx,
  member: Member,
  filter: InboxFilter,
  instance: Doc<"instances"> | null,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Conversation>> {
  if (filter.kind !== "label") {
    return instance === null
      ? rangeOf(ctx, member, filter.kind).paginate(paginationOpts)
      : listOnNumber(ctx, member, filter.kind, instance, paginationOpts);
  }
  const { label } = filter;
  const result = await ctx.db
    .query("conversationLabels")
    .withIndex("by_label_and_last_message_at", (q) =>
      q.eq("labelId", label._id),
    )
    .order("desc")
    .paginate(paginationOpts);
  const page = await Promise.all(
    result.page.map(async ({ conversationId }) =>
      ctx.db.get("conversations", conversationId),
    ),
  );
  return { ...result, page: page.filter((found) => found !== null) };
}

async function listOnNumber(
  ctx: QueryCtx,
  member: Member,
  kind: Range,
  { _id: instanceId }: Doc<"instances">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Conversation>> {
  if (kind === "open" || kind === "snoozed" || kind === "closed") {
    return ctx.db
      .query("conversations")
      .withIndex("by_instance_and_status_and_last_message_at", (q) =>
        q.eq("instanceId", instanceId).eq("status", kind),
      )
      .order("desc")
      .paginate(paginationOpts);
  }
  const result = await rangeOf(ctx, member, kind).paginate(paginationOpts);
  return {
    ...result,
    page: result.page.filter((row) => row.instanceId === instanceId),
  };
}

/** How many conversations have something unread, counted up to `most`. */
export async function countUnread(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  most: number,
): Promise<number> {
  return (await unread(ctx, tenantId).take(most)).length;
}

/** A person's conversations on all numbers, the newest of each of their ids, at most `limit`. */
export async function listOfContact(
  ctx: QueryCtx,
  contactId: Id<"contacts">,
  limit: number,
): Promise<Conversation[]> {
  const ids = await listContactIds(ctx, contactId);
  const found = await Promise.all(
    ids.map((id) =>
      ctx.db
        .query("conversations")
        .withIndex("by_contact", (q) => q.eq("contactId", id))
        .order("desc")
        .take(limit),
    ),
  );
  return found
    .flat()
    .sort((a, b) => b.lastMessageAt - a.lastMessageAt)
    .slice(0, limit);
}

/** The label a filter names. `label` needs a label, every other filter refuses one. */
export function filterOf(
  kind: InboxFilter["kind"],
  label: Doc<"labels"> | null,
): InboxFilter {
  if (kind === "label") {
    if (label !== null) return { kind, label };
  } else if (label === null) {
    return { kind };
  }
  throw appError("VALIDATION_FAILED", "A label goes with the label filter.");
}
