/*
 * How many conversations stand where, one row per business and assignee.
 * A row moves only when a conversation opens, closes, waits or changes hands: a message alone writes nothing here.
 */
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/** More assignees than a business has. */
const MAX_ASSIGNEES = 500;

const KINDS = ["open", "waiting", "snoozed", "closed"] as const;

type Kind = (typeof KINDS)[number];
type Tally = Record<Kind, number>;

type Counted = Pick<
  Doc<"conversations">,
  "tenantId" | "assigneeId" | "status" | "handoff"
>;

/** Of a conversation, the fields that decide where it is counted. */
export const COUNTED_FIELDS = ["assigneeId", "status", "handoff"] as const;

function tallyOf(conversation: Counted): Tally {
  const { status, handoff } = conversation;
  return {
    open: status === "open" ? 1 : 0,
    waiting: status === "open" && handoff !== null ? 1 : 0,
    snoozed: status === "snoozed" ? 1 : 0,
    closed: status === "closed" ? 1 : 0,
  };
}

function isSamePlace(a: Counted | null, b: Counted | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.assigneeId !== b.assigneeId) return false;
  const [before, after] = [tallyOf(a), tallyOf(b)];
  return KINDS.every((kind) => before[kind] === after[kind]);
}

/** Moves a conversation from where it was counted to where it is; null is nowhere. */
export async function moveCount(
  ctx: MutationCtx,
  before: Counted | null,
  after: Counted | null,
): Promise<void> {
  if (isSamePlace(before, after)) return;
  if (before !== null && before.assigneeId === after?.assigneeId) {
    const [minus, plus] = [tallyOf(before), tallyOf(after)];
    await add(ctx, after, (kind) => plus[kind] - minus[kind]);
    return;
  }
  if (before !== null) {
    const tally = tallyOf(before);
    await add(ctx, before, (kind) => -tally[kind]);
  }
  if (after !== null) {
    const tally = tallyOf(after);
    await add(ctx, after, (kind) => tally[kind]);
  }
}

async function add(
  ctx: MutationCtx,
  { tenantId, assigneeId }: Counted,
  change: (kind: Kind) => number,
): Promise<void> {
  const row = await ctx.db
    .query("conversationCounts")
    .withIndex("by_tenant_and_assignee", (q) =>
      q.eq("tenantId", tenantId).eq("assigneeId", assigneeId),
    )
    .unique();
  const of = (kind: Kind) => (row?.[kind] ?? 0) + change(kind);
  const tally: Tally = {
    open: of("open"),
    waiting: of("waiting"),
    snoozed: of("snoozed"),
    closed: of("closed"),
  };
  if (row === null) {
    await ctx.db.insert("conversationCounts", {
      tenantId,
      assigneeId,
      ...tally,
    });
  } else if (KINDS.every((kind) => tally[kind] === 0)) {
    await ctx.db.delete("conversationCounts", row._id);
  } else {
    await ctx.db.patch("conversationCounts", row._id, tally);
  }
}

export type Standing = Tally & { mine: number; unassigned: number };

/** How many conversations stand where, as one member sees them. */
export async function standingFor(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  memberId: Id<"memberships">,
): Promise<Standing> {
  const rows = await ctx.db
    .query("conversationCounts")
    .withIndex("by_tenant_and_assignee", (q) => q.eq("tenantId", tenantId))
    .take(MAX_ASSIGNEES);
  const sum = (kind: Kind) => rows.reduce((total, row) => total + row[kind], 0);
  const openOf = (assigneeId: Id<"memberships"> | null) =>
    rows.find((row) => row.assigneeId === assigneeId)?.open ?? 0;
  return {
    open: sum("open"),
    waiting: sum("waiting"),
    snoozed: sum("snoozed"),
    closed: sum("closed"),
    mine: openOf(memberId),
    unassigned: openOf(null),
  };
}
