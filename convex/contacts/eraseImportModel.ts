/* Files of contacts name people before they are contacts: in rows that wait, and in rows that were refused. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { IMPORT_LIMITS } from "../../lib/contacts/import-row";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

const MAX_BATCHES = 200;

type Speaks = (text: string) => boolean;

/** A page of the business's imports. */
export async function pageOfImports(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"contactImports">>> {
  return ctx.db
    .query("contactImports")
    .withIndex("by_tenant_and_status", (q) => q.eq("tenantId", tenantId))
    .paginate(paginationOpts);
}

/** Empties the rows of an import that speak of a person; returns how many. */
export async function emptyRowsOf(
  ctx: MutationCtx,
  importId: Id<"contactImports">,
  speaks: Speaks,
): Promise<number> {
  const errors = await ctx.db
    .query("contactImportErrors")
    .withIndex("by_import", (q) => q.eq("importId", importId))
    .take(IMPORT_LIMITS.keptErrors);
  let emptied = 0;
  for (const { _id, value } of errors) {
    if (!speaks(value)) continue;
    await ctx.db.patch("contactImportErrors", _id, { value: "" });
    emptied += 1;
  }
  const batches = await ctx.db
    .query("contactImportBatches")
    .withIndex("by_import_and_start", (q) => q.eq("importId", importId))
    .take(MAX_BATCHES);
  for (const { _id, rows } of batches) {
    const found = rows.filter((row) => speaks(row.phone));
    if (found.length === 0) continue;
    emptied += found.length;
    await ctx.db.patch("contactImportBatches", _id, {
      rows: rows.map((row) => (found.includes(row) ? blank(row.line) : row)),
    });
  }
  return emptied;
}

/** Counted among the refused when its turn comes. */
function blank(line: number) {
  const none = { phone: "", name: "", stage: "", tags: "", note: "" };
  return { line, ...none, consent: "" };
}
