/*
 * One mutation at a time gives waiting events their places: whoever writes an
 * event touches no chain, so writers never collide.
 */
import { chainOf, genesisHash, hashEvent } from "../../lib/audit/chain";
import { monthOf } from "../../lib/audit/month";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { recordAudit } from "./model";

type Head = Pick<Doc<"auditHeads">, "sequence" | "hash">;

/** Where a chain ends; before its first event at its genesis. */
export async function getHead(ctx: QueryCtx, chain: string): Promise<Head> {
  const head = await ctx.db
    .query("auditHeads")
    .withIndex("by_chain", (q) => q.eq("chain", chain))
    .unique();
  return head ?? { sequence: 0, hash: genesisHash(chain) };
}

/** The longest-waiting event without a place; null when every event has one. */
export async function getOldestPending(
  ctx: QueryCtx,
): Promise<Doc<"auditPending"> | null> {
  return ctx.db
    .query("auditPending")
    .withIndex("by_creation_time")
    .order("asc")
    .first();
}

/** The event as its hash stands for it, behind `head`. */
function unsealed(event: Doc<"auditEvents">, head: Head) {
  return {
    sequence: head.sequence + 1,
    id: event._id,
    at: event._creationTime,
    tenantId: event.tenantId,
    actor: event.actor,
    action: event.action,
    target: event.target,
    reason: event.reason,
    requestId: event.requestId,
    ipHash: event.ipHash,
    previousHash: head.hash,
  };
}

/** Seals up to `limit` waiting events, oldest first, and counts them by month; answers how many. */
export async function sealPending(
  ctx: MutationCtx,
  limit: number,
): Promise<number> {
  const pending = await ctx.db
    .query("auditPending")
    .withIndex("by_creation_time")
    .order("asc")
    .take(limit);
  const heads = new Map<string, Head>();
  const counts = new Map<string, number>();
  for (const { _id, eventId } of pending) {
    const event = await ctx.db.get("auditEvents", eventId);
    await ctx.db.delete("auditPending", _id);
    if (event === null) {
      await reportLoss(ctx, eventId);
      continue;
    }
    const chain = chainOf(event.tenantId);
    const head = heads.get(chain) ?? (await getHead(ctx, chain));
    heads.set(chain, await seal(ctx, chain, event, head));
    const key = `${monthOf(event._creationTime)} ${event.action}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const [chain, head] of heads) await setHead(ctx, chain, head);
  for (const [key, count] of counts) {
    const [month = "", action = ""] = key.split(" ");
    await addToMonth(ctx, month, action, count);
  }
  return pending.length;
}

/** An event was removed before it had a place. That is an event of its own, and holds nobody up. */
async function reportLoss(
  ctx: MutationCtx,
  eventId: Id<"auditEvents">,
): Promise<void> {
  await recordAudit(ctx, {
    tenantId: null,
    actor: "system:audit",
    action: "audit.event_lost",
    target: eventId,
  });
}

async function seal(
  ctx: MutationCtx,
  chain: string,
  event: Doc<"auditEvents">,
  head: Head,
): Promise<Head> {
  const row = unsealed(event, head);
  const { sequence, previousHash } = row;
  const hash = await hashEvent(chain, row);
  await ctx.db.insert("auditSeals", {
    chain,
    eventId: event._id,
    sequence,
    previousHash,
    hash,
  });
  return { sequence, hash };
}

async function setHead(
  ctx: MutationCtx,
  chain: string,
  { sequence, hash }: Head,
): Promise<void> {
  const existing = await ctx.db
    .query("auditHeads")
    .withIndex("by_chain", (q) => q.eq("chain", chain))
    .unique();
  if (existing === null) {
    await ctx.db.insert("auditHeads", { chain, sequence, hash });
  } else {
    await ctx.db.patch("auditHeads", existing._id, { sequence, hash });
  }
}

/** Adds to the count of one action in one month. */
export async function addToMonth(
  ctx: MutationCtx,
  month: string,
  action: string,
  count: number,
): Promise<void> {
  const existing = await ctx.db
    .query("auditMonths")
    .withIndex("by_month_and_action", (q) =>
      q.eq("month", month).eq("action", action),
    )
    .unique();
  if (existing === null) {
    await ctx.db.insert("auditMonths", { month, action, count });
  } else {
    const total = existing.count + count;
    await ctx.db.patch("auditMonths", existing._id, { count: total });
  }
}
