/*
 * A hold is reserved once and resolves at most once: captured or released.
 * A refund is an entry of its own and happens once per captured hold.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { available } from "../../lib/credits/ledger";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { append, book, requireWallet } from "./model";

/** How long a hold may stand before the watchdog looks at its work, in ms. */
export const RESERVATION_LIFETIME_MS = 2 * 60_000;

export type Held = {
  reservationId: Id<"reservations">;
  /** What the tenant holds in all, this one included. */
  reserved: number;
};

export type ReserveResult = ({ ok: true } & Held) | { ok: false };

export type ReserveRequest = {
  tenantId: Id<"tenants">;
  conversationId: Id<"conversations">;
  credits: number;
  actor: string;
  reason: string;
};

/** Holds credits if they are available; otherwise changes nothing. */
export async function reserve(
  ctx: MutationCtx,
  request: ReserveRequest,
): Promise<ReserveResult> {
  const { tenantId, credits, actor, reason } = request;
  const wallet = await requireWallet(ctx, tenantId);
  if (available(wallet) < credits) return { ok: false };
  const reservationId = await ctx.db.insert("reservations", {
    tenantId,
    credits,
    status: "held",
    conversationId: request.conversationId,
    messageId: null,
    expiresAt: Date.now() + RESERVATION_LIFETIME_MS,
    revivals: 0,
    resolvedAt: null,
  });
  await append(
    ctx,
    wallet,
    { kind: "reserve", credits },
    {
      actor,
      reason,
      reference: null,
      idempotencyKey: `reserve:${reservationId}`,
      reservationId,
    },
  );
  return { ok: true, reservationId, reserved: wallet.reserved + credits };
}

async function resolve(
  ctx: MutationCtx,
  reservation: Doc<"reservations">,
  kind: "capture" | "release",
  actor: string,
  reason: string,
): Promise<boolean> {
  if (reservation.status !== "held") return false;
  const wallet = await requireWallet(ctx, reservation.tenantId);
  await append(
    ctx,
    wallet,
    { kind, credits: reservation.credits },
    {
      actor,
      reason,
      reference: reservation.messageId ?? reservation.conversationId,
      idempotencyKey: `${kind}:${reservation._id}`,
      reservationId: reservation._id,
    },
  );
  await ctx.db.patch("reservations", reservation._id, {
    status: kind === "capture" ? "captured" : "released",
    resolvedAt: Date.now(),
  });
  return true;
}

export async function getReservation(
  ctx: QueryCtx,
  reservationId: Id<"reservations">,
): Promise<Doc<"reservations"> | null> {
  return ctx.db.get("reservations", reservationId);
}

/** The hold a ledger entry names; null when there is none of that id. */
export async function findReservation(
  ctx: QueryCtx,
  reservationId: string,
): Promise<Doc<"reservations"> | null> {
  const id = ctx.db.normalizeId("reservations", reservationId);
  return id === null ? null : getReservation(ctx, id);
}

async function requireReservation(
  ctx: QueryCtx,
  reservationId: Id<"reservations">,
): Promise<Doc<"reservations">> {
  const reservation = await getReservation(ctx, reservationId);
  if (reservation === null) throw new Error("A reservation is missing.");
  return reservation;
}

/** Turns a hold into a charge; false when it was resolved before. */
export async function capture(
  ctx: MutationCtx,
  reservationId: Id<"reservations">,
  actor: string,
  reason: string,
): Promise<boolean> {
  const reservation = await requireReservation(ctx, reservationId);
  return resolve(ctx, reservation, "capture", actor, reason);
}

/** Gives a hold back; false when it was resolved before. */
export async function release(
  ctx: MutationCtx,
  reservationId: Id<"reservations">,
  actor: string,
  reason: string,
): Promise<boolean> {
  const reservation = await requireReservation(ctx, reservationId);
  return resolve(ctx, reservation, "release", actor, reason);
}

/** Gives back what a captured reservation charged, once; false when that was done before. */
export async function refund(
  ctx: MutationCtx,
  reservationId: Id<"reservations">,
  actor: string,
  reason: string,
): Promise<boolean> {
  const reservation = await requireReservation(ctx, reservationId);
  if (reservation.status !== "captured") {
    throw new Error("Only a captured reservation can be refunded.");
  }
  return book(
    ctx,
    reservation.tenantId,
    { kind: "refund", credits: reservation.credits },
    {
      actor,
      reason,
      reference: reservation.messageId,
      idempotencyKey: `refund:${reservationId}`,
    },
  );
}

/** Names the message a hold pays for, so that the watchdog can find it. */
export async function assignReservation(
  ctx: MutationCtx,
  reservationId: Id<"reservations">,
  messageId: Id<"messages">,
): Promise<void> {
  await ctx.db.patch("reservations", reservationId, { messageId });
}

/** Counts a revival of a hold's work and looks at it again after one more lifetime. */
export async function extendReservation(
  ctx: MutationCtx,
  reservation: Doc<"reservations">,
  lifetimeMs: number = RESERVATION_LIFETIME_MS,
): Promise<void> {
  await ctx.db.patch("reservations", reservation._id, {
    expiresAt: Date.now() + lifetimeMs,
    revivals: reservation.revivals + 1,
  });
}

/** Holds whose time is up, oldest first. */
export async function listExpiredReservations(
  ctx: QueryCtx,
  now: number,
  limit: number,
): Promise<Doc<"reservations">[]> {
  return ctx.db
    .query("reservations")
    .withIndex("by_status_and_expires_at", (q) =>
      q.eq("status", "held").lte("expiresAt", now),
    )
    .take(limit);
}

/** A page of the tenant's reservations, oldest first. */
export async function listReservations(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"reservations">>> {
  return ctx.db
    .query("reservations")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .paginate(paginationOpts);
}
