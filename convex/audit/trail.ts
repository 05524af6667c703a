import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { chainOf } from "../../lib/audit/chain";
import { tenantMutation, tenantQuery } from "../functions";
import { pageOf } from "../pages";
import { head as headFields, listSealed, sealedEvent } from "./chainModel";
import { recordAudit } from "./model";
import { originOf, via } from "./originModel";
import { getHead } from "./sealModel";
import { describeEvent, listTrail, trailFilter, trailLine } from "./trailModel";

/** What happened in the caller's business, newest first, filtered. */
export const list = tenantQuery({
  permission: "manage_tenant",
  args: { ...trailFilter, paginationOpts: paginationOptsValidator },
  returns: pageOf(trailLine),
  handler: async (ctx, { paginationOpts, ...filter }) => {
    const tenantId = ctx.tenant._id;
    const result = await listTrail(
      ctx,
      { ...filter, tenantId },
      paginationOpts,
    );
    const page = await Promise.all(
      result.page.map((event) => describeEvent(ctx, event, "business")),
    );
    return { ...result, page };
  },
});

/** Where the business's chain ends. */
export const head = tenantQuery({
  permission: "manage_tenant",
  args: {},
  returns: headFields,
  handler: async (ctx) => {
    const { sequence, hash } = await getHead(ctx, chainOf(ctx.tenant._id));
    return { sequence, hash };
  },
});

/** The business's chain in its order, up to one of its events. */
export const sealed = tenantQuery({
  permission: "manage_tenant",
  args: { upTo: v.number(), paginationOpts: paginationOptsValidator },
  returns: pageOf(sealedEvent),
  handler: async (ctx, { upTo, paginationOpts }) =>
    listSealed(ctx, chainOf(ctx.tenant._id), upTo, paginationOpts),
});

/** Writes down that the caller takes the trail out as a file. */
export const recordExport = tenantMutation({
  permission: "export",
  args: { via },
  returns: v.null(),
  handler: async (ctx, args) => {
    await recordAudit(
      ctx,
      { tenantId: ctx.tenant._id, actor: ctx.actor, action: "audit.exported" },
      await originOf(args.via),
    );
    return null;
  },
});
