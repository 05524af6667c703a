import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { internalQuery } from "../functions";
import { pageOf } from "../pages";
import {
  entryRow,
  messageRow,
  readEntries,
  readMessages,
  readReservations,
  readWallet,
  reservationRow,
  walletRow,
} from "./exportModel";

const page = {
  tenantId: v.id("tenants"),
  paginationOpts: paginationOptsValidator,
};

export const wallet = internalQuery({
  args: { tenantId: v.id("tenants") },
  returns: walletRow,
  handler: (ctx, { tenantId }) => readWallet(ctx, tenantId),
});

/** Ledger entries in the order they were booked, for the verifier. */
export const entries = internalQuery({
  args: page,
  returns: pageOf(entryRow),
  handler: (ctx, { tenantId, paginationOpts }) =>
    readEntries(ctx, tenantId, paginationOpts),
});

export const reservations = internalQuery({
  args: page,
  returns: pageOf(reservationRow),
  handler: (ctx, { tenantId, paginationOpts }) =>
    readReservations(ctx, tenantId, paginationOpts),
});

/** Every message that went through the sender. */
export const messages = internalQuery({
  args: page,
  returns: pageOf(messageRow),
  handler: (ctx, { tenantId, paginationOpts }) =>
    readMessages(ctx, tenantId, paginationOpts),
});
