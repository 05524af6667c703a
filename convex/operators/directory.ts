import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { available } from "../../lib/credits/ledger";
import { appError } from "../../lib/errors";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { requireWallet } from "../credits/model";
import { operatorQuery } from "../functions";
import { listInstances } from "../instances/model";
import { pageOf } from "../pages";
import { listNewestTenants, searchTenants } from "../tenants/directoryModel";
import { tenantStatus } from "../tenants/schema";

const MAX_SEARCH_CHARS = 100;

const row = v.object({
  id: v.id("tenants"),
  name: v.string(),
  status: tenantStatus,
  available: v.number(),
  reserved: v.number(),
  isLow: v.boolean(),
  numbers: v.number(),
  createdAt: v.number(),
});

/** The businesses of the service with their credits: newest first, or by words of the name. */
export const list = operatorQuery({
  args: { search: v.string(), paginationOpts: paginationOptsValidator },
  returns: pageOf(row),
  handler: async (ctx, args) => {
    const search = args.search.trim();
    if (search.length > MAX_SEARCH_CHARS) {
      throw appError("VALIDATION_FAILED", "A search has up to 100 characters.");
    }
    const result =
      search === ""
        ? await listNewestTenants(ctx, args.paginationOpts)
        : await searchTenants(ctx, search, args.paginationOpts);
    const page = await Promise.all(
      result.page.map((tenant) => describe(ctx, tenant)),
    );
    return { ...result, page };
  },
});

async function describe(ctx: QueryCtx, tenant: Doc<"tenants">) {
  const wallet = await requireWallet(ctx, tenant._id);
  return {
    id: tenant._id,
    name: tenant.name,
    status: tenant.status,
    available: available(wallet),
    reserved: wallet.reserved,
    isLow: wallet.isLow,
    numbers: (await listInstances(ctx, tenant._id)).length,
    createdAt: tenant._creationTime,
  };
}
