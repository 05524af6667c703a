/* A statement is read page by page from an index; what a line names is looked up for the page only. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import { actorKindOf } from "../../lib/credits/actors";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { getOwnContact } from "../contacts/consentFeedModel";
import { getOwnConversation } from "../conversations/historyModel";
import { getMembership } from "../tenants/model";
import { sequenceAt } from "./historyModel";
import { requireWallet } from "./model";
import { findReservation } from "./reservationModel";
import { actorKind, ledgerKind } from "./schema";

export const statementFilter = {
  kind: v.optional(ledgerKind),
  actor: v.optional(actorKind),
  /** From this instant on. */
  from: v.optional(v.number()),
  /** Before this instant. */
  to: v.optional(v.number()),
};

export type StatementFilter = {
  kind?: Doc<"ledgerEntries">["kind"];
  actor?: Doc<"ledgerEntries">["actorKind"];
  from?: number;
  to?: number;
};

export const statementLine = v.object({
  sequence: v.number(),
  kind: ledgerKind,
  credits: v.number(),
  balanceAfter: v.number(),
  reservedAfter: v.number(),
  /** `name` is a member's; `part` the part of the product that did it. */
  actor: v.object({
    kind: actorKind,
    name: v.union(v.string(), v.null()),
    part: v.union(v.string(), v.null()),
  }),
  reason: v.string(),
  /** The message it pays for. */
  messageId: v.union(v.id("messages"), v.null()),
  previousHash: v.string(),
  hash: v.string(),
  /** The sequence of the entry this one takes back. */
  undoes: v.union(v.number(), v.null()),
  conversation: v.union(
    v.object({ id: v.id("conversations"), contact: v.string() }),
    v.null(),
  ),
  createdAt: v.number(),
});

type Range = { first: number; end: number };

async function rangeOf(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  { from, to }: StatementFilter,
): Promise<Range> {
  if (from === undefined && to === undefined) {
    return { first: 0, end: Number.MAX_SAFE_INTEGER };
  }
  for (const at of [from, to]) {
    if (at !== undefined && !Number.isSafeInteger(at)) {
      throw appError("VALIDATION_FAILED", "An instant is a whole number.");
    }
  }
  const { sequence } = await requireWallet(ctx, tenantId);
  return {
    first:
      from === undefined ? 0 : await sequenceAt(ctx, tenantId, from, sequence),
    end:
      to === undefined
        ? Number.MAX_SAFE_INTEGER
        : await sequenceAt(ctx, tenantId, to, sequence),
  };
}

/** A page of the entries that pass the filter, newest first; with two filters a page may be short. */
export async function listStatement(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  filter: StatementFilter,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"ledgerEntries">>> {
  const { first, end } = await rangeOf(ctx, tenantId, filter);
  const { kind, actor } = filter;
  if (kind !== undefined) {
    const result = await ctx.db
      .query("ledgerEntries")
      .withIndex("by_tenant_and_kind", (q) =>
        q
          .eq("tenantId", tenantId)
          .eq("kind", kind)
          .gte("sequence", first)
          .lt("sequence", end),
      )
      .order("desc")
      .paginate(paginationOpts);
    const page = result.page.filter(
      (entry) => actor === undefined || entry.actorKind === actor,
    );
    return { ...result, page };
  }
  if (actor !== undefined) {
    return ctx.db
      .query("ledgerEntries")
      .withIndex("by_tenant_and_actor_kind", (q) =>
        q
          .eq("tenantId", tenantId)
          .eq("actorKind", actor)
          .gte("sequence", first)
          .lt("sequence", end),
      )
      .order("desc")
      .paginate(paginationOpts);
  }
  return ctx.db
    .query("ledgerEntries")
    .withIndex("by_tenant_and_sequence", (q) =>
      q.eq("tenantId", tenantId).gte("sequence", first).lt("sequence", end),
    )
    .order("desc")
    .paginate(paginationOpts);
}

type Conversation = Infer<typeof statementLine>["conversation"];

/** The lines of a page, each member, hold and conversation looked up once. */
export async function describeEntries(
  ctx: QueryCtx,
  entries: readonly Doc<"ledgerEntries">[],
): Promise<Infer<typeof statementLine>[]> {
  const members = new Map<string, Promise<string | null>>();
  const conversations = new Map<Id<"conversations">, Promise<Conversation>>();
  return Promise.all(
    entries.map(async (entry) => {
      const { tenantId } = entry;
      const hold = await holdOf(ctx, entry);
      const conversationId = hold?.conversationId ?? null;
      return {
        sequence: entry.sequence,
        kind: entry.kind,
        credits: entry.credits,
        balanceAfter: entry.balanceAfter,
        reservedAfter: entry.reservedAfter,
        actor: await actorOf(entry.actor, (subject) =>
          once(members, subject, () => memberName(ctx, tenantId, subject)),
        ),
        reason: entry.reason,
        messageId: hold?.messageId ?? null,
        previousHash: entry.previousHash,
        hash: entry.hash,
        undoes: undoneSequence(entry.reference),
        conversation:
          conversationId === null
            ? null
            : await once(conversations, conversationId, () =>
                describeConversation(ctx, tenantId, conversationId),
              ),
        createdAt: entry.createdAt,
      };
    }),
  );
}

function once<K, V>(
  known: Map<K, Promise<V>>,
  key: K,
  load: () => Promise<V>,
): Promise<V> {
  const found = known.get(key) ?? load();
  known.set(key, found);
  return found;
}

function undoneSequence(reference: string | null): number | null {
  const match = /^entry:(\d+)$/.exec(reference ?? "");
  return match === null ? null : Number(match[1]);
}

async function actorOf(
  actor: string,
  nameOf: (subject: string) => Promise<string | null>,
): Promise<Infer<typeof statementLine>["actor"]> {
  const kind = actorKindOf(actor);
  const name = actor.slice(actor.indexOf(":") + 1);
  if (kind === "system") return { kind, name: null, part: name };
  return {
    kind,
    name: kind === "member" ? await nameOf(name) : null,
    part: null,
  };
}

async function memberName(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  subject: string,
): Promise<string | null> {
  const member = await getMembership(ctx, tenantId, subject);
  return member?.name ?? member?.email ?? null;
}

/** The hold an entry is about. */
async function holdOf(
  ctx: QueryCtx,
  { kind, idempotencyKey, reservationId }: Doc<"ledgerEntries">,
): Promise<Doc<"reservations"> | null> {
  const named =
    kind === "refund" ? idempotencyKey.replace("refund:", "") : reservationId;
  return named === null ? null : findReservation(ctx, named);
}

async function describeConversation(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  conversationId: Id<"conversations">,
): Promise<Conversation> {
  const conversation = await getOwnConversation(ctx, tenantId, conversationId);
  if (conversation === null) return null;
  const contact = await getOwnContact(ctx, tenantId, conversation.contactId);
  return {
    id: conversation._id,
    contact: contact?.name ?? contact?.phone ?? "",
  };
}
