import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { available } from "../../lib/credits/ledger";
import type { Doc } from "../_generated/dataModel";
import { tenantQuery } from "../functions";
import { pageOf } from "../pages";
import { listEntries, requireWallet } from "./model";
import { ledgerKind } from "./schema";

/** What the tenant has, holds and may still spend, in credits. */
export const balance = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({
    balance: v.number(),
    reserved: v.number(),
    available: v.number(),
  }),
  handler: async (ctx) => {
    const wallet = await requireWallet(ctx, ctx.tenant._id);
    return {
      balance: wallet.balance,
      reserved: wallet.reserved,
      available: available(wallet),
    };
  },
});

const statementLine = v.object({
  sequence: v.number(),
  kind: ledgerKind,
  credits: v.number(),
  balanceAfter: v.number(),
  reservedAfter: v.number(),
  actor: v.string(),
  reason: v.string(),
  reference: v.union(v.string(), v.null()),
  createdAt: v.number(),
});

/** The statement, newest entry first. */
export const list = tenantQuery({
  permission: "read",
  args: { paginationOpts: paginationOptsValidator },
  returns: pageOf(statementLine),
  handler: async (ctx, { paginationOpts }) => {
    const result = await listEntries(ctx, ctx.tenant._id, paginationOpts);
    return { ...result, page: result.page.map(lineOf) };
  },
});

function lineOf(entry: Doc<"ledgerEntries">) {
  return {
    sequence: entry.sequence,
    kind: entry.kind,
    credits: entry.credits,
    balanceAfter: entry.balanceAfter,
    reservedAfter: entry.reservedAfter,
    actor: entry.actor,
    reason: entry.reason,
    reference: entry.reference,
    createdAt: entry.createdAt,
  };
}
