/* One reading that brings pages of the books, which were read one after another, to the same moment. */
import { type Infer, v } from "convex/values";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import {
  entryRow,
  entryRowOf,
  messageRow,
  readTheseMessages,
  readTheseReservations,
  readWallet,
  reservationRow,
  walletRow,
} from "./exportModel";

/** The most new entries one tail brings; with more, pages come first. */
const MAX_NEW = 500;

/** The most reservations or messages under way that are read again. */
export const MAX_MOVING = 1_000;

export const bookTail = v.object({
  wallet: walletRow,
  /** Whether these are all the new entries; if not, read pages first. */
  isWhole: v.boolean(),
  entries: v.array(entryRow),
  reservations: v.array(reservationRow),
  messages: v.array(messageRow),
});

export interface Moving {
  since: number;
  reservationIds: readonly Id<"reservations">[];
  messageIds: readonly Id<"messages">[];
}

async function listAfter(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  sequence: number,
): Promise<Doc<"ledgerEntries">[]> {
  return ctx.db
    .query("ledgerEntries")
    .withIndex("by_tenant_and_sequence", (q) =>
      q.eq("tenantId", tenantId).gt("sequence", sequence),
    )
    .take(MAX_NEW + 1);
}

/** The new entries, and every reservation and message they or the caller name, as of now. */
export async function readTail(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  { since, reservationIds, messageIds }: Moving,
): Promise<Infer<typeof bookTail>> {
  const wallet = await readWallet(ctx, tenantId);
  const entries = await listAfter(ctx, tenantId, since);
  if (entries.length > MAX_NEW) {
    return {
      wallet,
      isWhole: false,
      entries: [],
      reservations: [],
      messages: [],
    };
  }
  const named = new Set<string>(reservationIds);
  for (const { reservationId, kind, idempotencyKey } of entries) {
    if (reservationId !== null) named.add(reservationId);
    if (kind === "refund") named.add(idempotencyKey.replace("refund:", ""));
  }
  const reservations = await readTheseReservations(ctx, tenantId, named);
  const touched = new Set<Id<"messages">>(messageIds);
  for (const { messageId } of reservations) {
    if (messageId !== null) touched.add(messageId);
  }
  const messages = await readTheseMessages(ctx, tenantId, touched);
  return {
    wallet,
    isWhole: true,
    entries: entries.map(entryRowOf),
    reservations,
    messages,
  };
}
