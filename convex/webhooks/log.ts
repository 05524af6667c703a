import { v } from "convex/values";
import { operatorQuery, tenantQuery } from "../functions";
import { requireInstance } from "../instances/model";
import { getTenant } from "../tenants/model";
import { describeEntry, logRow } from "./effectModel";
import { logArgs, readLogPage } from "./logPageModel";

const NEWEST = Number.MAX_SAFE_INTEGER;
const nextBefore = v.union(v.number(), v.null());

/** What the numbers of this business delivered and what became of it, newest first. */
export const list = tenantQuery({
  permission: "manage_numbers",
  args: logArgs,
  returns: v.object({ rows: v.array(logRow), nextBefore }),
  handler: async (ctx, { before, ...filter }) => {
    const tenantId = ctx.tenant._id;
    if (filter.instanceId !== null) {
      await requireInstance(ctx, tenantId, filter.instanceId);
    }
    const page = await readLogPage(ctx, {
      ...filter,
      tenantId,
      before: before ?? NEWEST,
    });
    const rows = await Promise.all(
      page.rows.map((entry) => describeEntry(ctx, entry)),
    );
    return { rows, nextBefore: page.nextBefore };
  },
});

/** What every number delivered, and what came to no number at all; of one business or of all. */
export const listAll = operatorQuery({
  args: { tenantId: v.union(v.id("tenants"), v.null()), ...logArgs },
  returns: v.object({
    rows: v.array(
      v.object({
        ...logRow.fields,
        tenantId: v.union(v.id("tenants"), v.null()),
        tenantName: v.union(v.string(), v.null()),
      }),
    ),
    nextBefore,
  }),
  handler: async (ctx, { before, ...filter }) => {
    const page = await readLogPage(ctx, {
      ...filter,
      before: before ?? NEWEST,
    });
    const rows = await Promise.all(
      page.rows.map(async (entry) => {
        const { tenantId } = entry;
        const tenant =
          tenantId === null ? null : await getTenant(ctx, tenantId);
        return {
          ...(await describeEntry(ctx, entry)),
          // Whom a business talks to is not the operator's to see.
          conversationId: null,
          tenantId,
          tenantName: tenant?.name ?? null,
        };
      }),
    );
    return { rows, nextBefore: page.nextBefore };
  },
});
