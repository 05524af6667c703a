import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { originOf, via } from "../audit/originModel";
import { tenantMutation, tenantQuery } from "../functions";
import { pageOf } from "../pages";
import {
  describeEntries,
  listStatement,
  statementFilter,
  statementLine,
} from "./statementModel";

/** The statement as a bank would print it, newest first, filtered. */
export const list = tenantQuery({
  permission: "read",
  args: { ...statementFilter, paginationOpts: paginationOptsValidator },
  returns: pageOf(statementLine),
  handler: async (ctx, { paginationOpts, ...filter }) => {
    const result = await listStatement(
      ctx,
      ctx.tenant._id,
      filter,
      paginationOpts,
    );
    return { ...result, page: await describeEntries(ctx, result.page) };
  },
});

/** Writes down that the caller takes the statement out as a file. */
export const recordExport = tenantMutation({
  permission: "export",
  args: { via },
  returns: v.null(),
  handler: async (ctx, args) => {
    await recordAudit(
      ctx,
      {
        tenantId: ctx.tenant._id,
        actor: ctx.actor,
        action: "credits.exported",
      },
      await originOf(args.via),
    );
    return null;
  },
});
