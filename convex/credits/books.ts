import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { internalQuery } from "../functions";
import { listSent } from "../messages/model";
import { deliveryStatus } from "../messages/schema";
import { pageOf } from "../pages";
import { listEntriesForward, requireWallet } from "./model";
import { listReservations } from "./reservationModel";
import { ledgerEntryFields, reservationStatus } from "./schema";

const page = {
  tenantId: v.id("tenants"),
  paginationOpts: paginationOptsValidator,
};

export const wallet = internalQuery({
  args: { tenantId: v.id("tenants") },
  returns: v.object({
    balance: v.number(),
    reserved: v.number(),
    sequence: v.number(),
    lastHash: v.string(),
  }),
  handler: async (ctx, { tenantId }) => {
    const { balance, reserved, sequence, lastHash } = await requireWallet(
      ctx,
      tenantId,
    );
    return { balance, reserved, sequence, lastHash };
  },
});

/** Ledger entries in the order they were booked, for the verifier. */
export const entries = internalQuery({
  args: page,
  returns: pageOf(v.object(ledgerEntryFields)),
  handler: async (ctx, { tenantId, paginationOpts }) => {
    const result = await listEntriesForward(ctx, tenantId, paginationOpts);
    return {
      ...result,
      page: result.page.map(
        ({ _id, _creationTime, tenantId: _t, actorKind: _a, ...entry }) =>
          entry,
      ),
    };
  },
});

export const reservations = internalQuery({
  args: page,
  returns: pageOf(
    v.object({
      id: v.id("reservations"),
      credits: v.number(),
      status: reservationStatus,
      messageId: v.union(v.id("messages"), v.null()),
      createdAt: v.number(),
      resolvedAt: v.union(v.number(), v.null()),
    }),
  ),
  handler: async (ctx, { tenantId, paginationOpts }) => {
    const result = await listReservations(ctx, tenantId, paginationOpts);
    return {
      ...result,
      page: result.page.map((hold) => ({
        id: hold._id,
        credits: hold.credits,
        status: hold.status,
        messageId: hold.messageId,
        createdAt: hold._creationTime,
        resolvedAt: hold.resolvedAt,
      })),
    };
  },
});

/** Every message that went through the sender. */
export const messages = internalQuery({
  args: page,
  returns: pageOf(
    v.object({
      id: v.id("messages"),
      status: deliveryStatus,
      reservationId: v.union(v.id("reservations"), v.null()),
      refunded: v.boolean(),
      unbilled: v.boolean(),
    }),
  ),
  handler: async (ctx, { tenantId, paginationOpts }) => {
    const result = await listSent(ctx, tenantId, paginationOpts);
    return {
      ...result,
      page: result.page.map(({ _id, status, outbound }) => ({
        id: _id,
        status,
        reservationId: outbound.reservationId,
        refunded: outbound.refunded,
        unbilled: outbound.unbilled,
      })),
    };
  },
});
