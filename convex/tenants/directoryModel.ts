/* Reads over all businesses, for operators. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

/** A page of the businesses, newest first. */
export async function listNewestTenants(
  ctx: QueryCtx,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"tenants">>> {
  return ctx.db
    .query("tenants")
    .withIndex("by_creation_time")
    .order("desc")
    .paginate(paginationOpts);
}

/** A page of the businesses whose name matches the words of `search`, best first. */
export async function searchTenants(
  ctx: QueryCtx,
  search: string,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"tenants">>> {
  return ctx.db
    .query("tenants")
    .withSearchIndex("search_name", (q) => q.search("name", search))
    .paginate(paginationOpts);
}
