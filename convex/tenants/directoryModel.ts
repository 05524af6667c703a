/* Reads over all businesses, for operators. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { getTenant } from "./model";

type Status = Doc<"tenants">["status"];
type TenantPage = PaginationResult<Doc<"tenants">>;

/** Above every character that follows a prefix. */
const LAST = "\uffff";

/** A page of the businesses, newest first; of one status where one is given. */
export async function listNewestTenants(
  ctx: QueryCtx,
  status: Status | null,
  paginationOpts: PaginationOptions,
): Promise<TenantPage> {
  const range =
    status === null
      ? ctx.db.query("tenants").withIndex("by_creation_time")
      : ctx.db
          .query("tenants")
          .withIndex("by_status", (q) => q.eq("status", status));
  return range.order("desc").paginate(paginationOpts);
}

/** A page of the businesses whose name matches the words of `search`, best first. */
export async function searchTenants(
  ctx: QueryCtx,
  search: string,
  status: Status | null,
  paginationOpts: PaginationOptions,
): Promise<TenantPage> {
  return ctx.db
    .query("tenants")
    .withSearchIndex("search_name", (q) => {
      const matching = q.search("name", search);
      return status === null ? matching : matching.eq("status", status);
    })
    .paginate(paginationOpts);
}

/** A page of the businesses of owners whose e-mail address begins so; a page may be short. */
export async function listTenantsOfOwner(
  ctx: QueryCtx,
  email: string,
  status: Status | null,
  paginationOpts: PaginationOptions,
): Promise<TenantPage> {
  const owners = await ctx.db
    .query("memberships")
    .withIndex("by_role_and_email", (q) =>
      q
        .eq("role", "owner")
        .gte("email", email)
        .lt("email", email + LAST),
    )
    .paginate(paginationOpts);
  const ids = new Set(owners.page.map(({ tenantId }) => tenantId));
  const tenants = await Promise.all([...ids].map((id) => getTenant(ctx, id)));
  const page = tenants
    .filter((tenant) => tenant !== null)
    .filter((tenant) => status === null || tenant.status === status);
  return { ...owners, page };
}

/** The businesses founded after an instant, oldest first; of one status where one is given. */
export async function listTenantsAfter(
  ctx: QueryCtx,
  after: number,
  status: Status | null,
  limit: number,
): Promise<Doc<"tenants">[]> {
  const range =
    status === null
      ? ctx.db
          .query("tenants")
          .withIndex("by_creation_time", (q) => q.gt("_creationTime", after))
      : ctx.db
          .query("tenants")
          .withIndex("by_status", (q) =>
            q.eq("status", status).gt("_creationTime", after),
          );
  return range.take(limit);
}
