/*
 * One row per business with what the operators' list is sorted by; it lags, and
 * the list shows today's figures beside it where they are cheap to read.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { sumCounts } from "../../lib/analytics/counts";
import { available } from "../../lib/credits/ledger";
import { listDays, today } from "../analytics/model";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getLatestConversation } from "../conversations/historyModel";
import { requireWallet } from "../credits/model";

const DAYS = 7;

type Overview = Omit<
  Doc<"tenantOverviews">,
  "_id" | "_creationTime" | "tenantId"
>;

export type Order = "available" | "messages" | "errors" | "activity";

/** The figures of a business as last counted; null before the first count. */
export async function getOverview(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"tenantOverviews"> | null> {
  return ctx.db
    .query("tenantOverviews")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .unique();
}

async function count(ctx: QueryCtx, tenant: Doc<"tenants">): Promise<Overview> {
  const day = await today(ctx, tenant.timeZone);
  const days = day === null ? [] : await listDays(ctx, tenant._id, day, DAYS);
  const counts = sumCounts(days.map((row) => row.counts));
  const newest = await getLatestConversation(ctx, tenant._id);
  return {
    status: tenant.status,
    available: available(await requireWallet(ctx, tenant._id)),
    messages:
      counts.inbound +
      counts.aiAnswers +
      counts.humanAnswers +
      counts.phoneAnswers +
      counts.notices,
    errors: counts.failed,
    lastMessageAt: newest?.lastMessageAt ?? 0,
  };
}

/** Counts a business again; writes only what changed. */
export async function refreshOverview(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
): Promise<void> {
  const fresh = await count(ctx, tenant);
  const row = await getOverview(ctx, tenant._id);
  if (row === null) {
    await ctx.db.insert("tenantOverviews", { tenantId: tenant._id, ...fresh });
    return;
  }
  const fields = Object.keys(fresh) as (keyof Overview)[];
  if (fields.some((field) => row[field] !== fresh[field])) {
    await ctx.db.patch("tenantOverviews", row._id, fresh);
  }
}

/** A page of the businesses by one figure: the least credits first, else the most of it first. */
export async function listOverviews(
  ctx: QueryCtx,
  order: Order,
  status: Overview["status"] | null,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"tenantOverviews">>> {
  const range =
    status === null ? rangeOf(ctx, order) : rangeWith(ctx, order, status);
  const direction = order === "available" ? "asc" : "desc";
  return range.order(direction).paginate(paginationOpts);
}

function rangeOf(ctx: QueryCtx, order: Order) {
  switch (order) {
    case "available":
      return ctx.db.query("tenantOverviews").withIndex("by_available");
    case "messages":
      return ctx.db.query("tenantOverviews").withIndex("by_messages");
    case "errors":
      return ctx.db.query("tenantOverviews").withIndex("by_errors");
    case "activity":
      return ctx.db.query("tenantOverviews").withIndex("by_last_message_at");
  }
}

function rangeWith(ctx: QueryCtx, order: Order, status: Overview["status"]) {
  switch (order) {
    case "available":
      return ctx.db
        .query("tenantOverviews")
        .withIndex("by_status_and_available", (q) => q.eq("status", status));
    case "messages":
      return ctx.db
        .query("tenantOverviews")
        .withIndex("by_status_and_messages", (q) => q.eq("status", status));
    case "errors":
      return ctx.db
        .query("tenantOverviews")
        .withIndex("by_status_and_errors", (q) => q.eq("status", status));
    case "activity":
      return ctx.db
        .query("tenantOverviews")
        .withIndex("by_status_and_last_message_at", (q) =>
          q.eq("status", status),
        );
  }
}
