/* Rows of the books as an export shows them: nothing of what was said to whom. */
import type { PaginationOptions } from "convex/server";
import { type Infer, v } from "convex/values";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { getOwnMessage } from "../messages/historyModel";
import { asOutbound, listSent, type OutboundMessage } from "../messages/model";
import { deliveryStatus } from "../messages/schema";
import { listEntriesForward, requireWallet } from "./model";
import { findReservation, listReservations } from "./reservationModel";
import { ledgerEntryFields, reservationStatus } from "./schema";

export const walletRow = v.object({
  balance: v.number(),
  reserved: v.number(),
  sequence: v.number(),
  lastHash: v.string(),
});

export const entryRow = v.object(ledgerEntryFields);

export const reservationRow = v.object({
  id: v.id("reservations"),
  credits: v.number(),
  status: reservationStatus,
  messageId: v.union(v.id("messages"), v.null()),
  createdAt: v.number(),
  resolvedAt: v.union(v.number(), v.null()),
});

export const messageRow = v.object({
  id: v.id("messages"),
  status: deliveryStatus,
  reservationId: v.union(v.id("reservations"), v.null()),
  refunded: v.boolean(),
  unbilled: v.boolean(),
});

export async function readWallet(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Infer<typeof walletRow>> {
  const { balance, reserved, sequence, lastHash } = await requireWallet(
    ctx,
    tenantId,
  );
  return { balance, reserved, sequence, lastHash };
}

export function entryRowOf({
  _id,
  _creationTime,
  tenantId: _tenantId,
  actorKind: _actorKind,
  ...entry
}: Doc<"ledgerEntries">): Infer<typeof entryRow> {
  return entry;
}

export function reservationRowOf(
  hold: Doc<"reservations">,
): Infer<typeof reservationRow> {
  return {
    id: hold._id,
    credits: hold.credits,
    status: hold.status,
    messageId: hold.messageId,
    createdAt: hold._creationTime,
    resolvedAt: hold.resolvedAt,
  };
}

export function messageRowOf({
  _id,
  status,
  outbound,
}: OutboundMessage): Infer<typeof messageRow> {
  return {
    id: _id,
    status,
    reservationId: outbound.reservationId,
    refunded: outbound.refunded,
    unbilled: outbound.unbilled,
  };
}

/** A page of the ledger in the order it was booked. */
export async function readEntries(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
) {
  const result = await listEntriesForward(ctx, tenantId, paginationOpts);
  return { ...result, page: result.page.map(entryRowOf) };
}

/** A page of the reservations, oldest first. */
export async function readReservations(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
) {
  const result = await listReservations(ctx, tenantId, paginationOpts);
  return { ...result, page: result.page.map(reservationRowOf) };
}

/** A page of everything that went through the sender, oldest first. */
export async function readMessages(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
) {
  const result = await listSent(ctx, tenantId, paginationOpts);
  return { ...result, page: result.page.map(messageRowOf) };
}

/** Those of these reservations that are the tenant's, as they are now. */
export async function readTheseReservations(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  ids: ReadonlySet<string>,
): Promise<Infer<typeof reservationRow>[]> {
  const found = await Promise.all(
    [...ids].map((id) => findReservation(ctx, id)),
  );
  return found
    .filter((hold) => hold !== null)
    .filter((hold) => hold.tenantId === tenantId)
    .map(reservationRowOf);
}

/** Those of these messages that are the tenant's and went through the sender, as they are now. */
export async function readTheseMessages(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  ids: ReadonlySet<Id<"messages">>,
): Promise<Infer<typeof messageRow>[]> {
  const found = await Promise.all(
    [...ids].map((id) => getOwnMessage(ctx, tenantId, id)),
  );
  return found
    .filter((message) => message !== null)
    .map(asOutbound)
    .filter((message) => message !== null)
    .map(messageRowOf);
}
