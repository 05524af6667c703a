import {
  paginationOptsValidator,
  type PaginationOptions,
  type PaginationResult,
} from "convex/server";
import { type Infer, v } from "convex/values";
import { available } from "../../lib/credits/ledger";
import { appError } from "../../lib/errors";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { requireWallet } from "../credits/model";
import { getTenantPlan, listTenantsOnPlan } from "../credits/planModel";
import { planId } from "../credits/schema";
import { operatorQuery } from "../functions";
import { listInstances, WORKING } from "../instances/model";
import { pageOf } from "../pages";
import {
  listNewestTenants,
  listTenantsOfOwner,
  searchTenants,
} from "../tenants/directoryModel";
import { findTenant, getTenant } from "../tenants/model";
import { tenantStatus } from "../tenants/schema";
import { getOverview, listOverviews } from "./overviewModel";

const MAX_SEARCH_CHARS = 100;

const order = v.union(
  v.literal("newest"),
  v.literal("available"),
  v.literal("messages"),
  v.literal("errors"),
  v.literal("activity"),
);

const row = v.object({
  id: v.id("tenants"),
  name: v.string(),
  status: tenantStatus,
  available: v.number(),
  reserved: v.number(),
  isLow: v.boolean(),
  /** What it gets next month; null without a plan. */
  plan: v.union(planId, v.null()),
  numbers: v.number(),
  /** Numbers that are not connected. */
  numbersDown: v.number(),
  /** Of the last seven days, as last counted; null before the first count. */
  week: v.union(
    v.object({ messages: v.number(), errors: v.number() }),
    v.null(),
  ),
  /** Newest message as last counted; null when there is none or nothing was counted. */
  lastMessageAt: v.union(v.number(), v.null()),
  createdAt: v.number(),
  /** Its people asked to delete it, or it is deleted: it rests, whatever its status. */
  isDeleting: v.boolean(),
});

type Status = Doc<"tenants">["status"];
type TenantPage = PaginationResult<Doc<"tenants">>;

/**
 * The businesses of the service. A search finds an id, an owner by the
 * beginning of the e-mail address, or words of the name, and has its own order.
 */
export const list = operatorQuery({
  args: {
    search: v.string(),
    status: v.optional(v.union(tenantStatus, v.null())),
    /** Narrows what is not searched; in the order they got it. */
    plan: v.optional(v.union(planId, v.null())),
    order: v.optional(order),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(row),
  handler: async (ctx, { paginationOpts, ...args }) => {
    const search = args.search.trim();
    if (search.length > MAX_SEARCH_CHARS) {
      throw appError("VALIDATION_FAILED", "A search has up to 100 characters.");
    }
    const status = args.status ?? null;
    const plan = args.plan ?? null;
    const result =
      search !== ""
        ? await find(ctx, search, status, paginationOpts)
        : plan !== null
          ? await listOnPlan(ctx, plan, status, paginationOpts)
          : await listBy(ctx, args.order ?? "newest", status, paginationOpts);
    const page = await Promise.all(
      result.page.map((tenant) => describe(ctx, tenant)),
    );
    return { ...result, page };
  },
});

async function find(
  ctx: QueryCtx,
  search: string,
  status: Status | null,
  paginationOpts: PaginationOptions,
): Promise<TenantPage> {
  const byId = await findTenant(ctx, search);
  if (byId !== null) {
    const page = status === null || byId.status === status ? [byId] : [];
    return { page, isDone: true, continueCursor: "" };
  }
  return search.includes("@")
    ? listTenantsOfOwner(ctx, search.toLowerCase(), status, paginationOpts)
    : searchTenants(ctx, search, status, paginationOpts);
}

async function listBy(
  ctx: QueryCtx,
  by: Infer<typeof order>,
  status: Status | null,
  paginationOpts: PaginationOptions,
): Promise<TenantPage> {
  if (by === "newest") return listNewestTenants(ctx, status, paginationOpts);
  const result = await listOverviews(ctx, by, status, paginationOpts);
  const tenants = await Promise.all(
    result.page.map(({ tenantId }) => getTenant(ctx, tenantId)),
  );
  return { ...result, page: tenants.filter((tenant) => tenant !== null) };
}

async function listOnPlan(
  ctx: QueryCtx,
  plan: Infer<typeof planId>,
  status: Status | null,
  paginationOpts: PaginationOptions,
): Promise<TenantPage> {
  const result = await listTenantsOnPlan(ctx, plan, paginationOpts);
  const tenants = await Promise.all(
    result.page.map(({ tenantId }) => getTenant(ctx, tenantId)),
  );
  const page = tenants
    .filter((tenant) => tenant !== null)
    .filter((tenant) => status === null || tenant.status === status);
  return { ...result, page };
}

async function describe(
  ctx: QueryCtx,
  tenant: Doc<"tenants">,
): Promise<Infer<typeof row>> {
  const wallet = await requireWallet(ctx, tenant._id);
  const instances = await listInstances(ctx, tenant._id);
  const counted = await getOverview(ctx, tenant._id);
  return {
    id: tenant._id,
    name: tenant.name,
    status: tenant.status,
    available: available(wallet),
    reserved: wallet.reserved,
    isLow: wallet.isLow,
    plan: (await getTenantPlan(ctx, tenant._id))?.plan ?? null,
    numbers: instances.length,
    numbersDown: instances.filter(({ status }) => status !== WORKING).length,
    week: counted && { messages: counted.messages, errors: counted.errors },
    lastMessageAt: counted?.lastMessageAt || null,
    createdAt: tenant._creationTime,
    isDeleting: tenant.deletion !== undefined,
  };
}
