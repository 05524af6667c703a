import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { chainOf } from "../../lib/audit/chain";
import { operatorMutation, operatorQuery } from "../functions";
import { pageOf } from "../pages";
import { head as headFields, listSealed, sealedEvent } from "./chainModel";
import { recordAudit } from "./model";
import { originOf, via } from "./originModel";
import { getHead } from "./sealModel";
import {
  describeEvent,
  listTrail,
  tenantName,
  trailFilter,
  trailLine,
} from "./trailModel";

/** A business, or null for what belongs to none. */
const tenantId = v.union(v.id("tenants"), v.null());

const line = v.object({
  ...trailLine.fields,
  tenant: v.union(
    v.object({ id: v.id("tenants"), name: v.union(v.string(), v.null()) }),
    v.null(),
  ),
});

/** What happened on the service, newest first: everywhere, in one business, or in none. */
export const list = operatorQuery({
  args: {
    ...trailFilter,
    tenantId: v.optional(tenantId),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(line),
  handler: async (ctx, { paginationOpts, ...filter }) => {
    const result = await listTrail(ctx, filter, paginationOpts);
    const page = await Promise.all(
      result.page.map(async (event) => ({
        ...(await describeEvent(ctx, event, "operator")),
        tenant:
          event.tenantId === null
            ? null
            : {
                id: event.tenantId,
                name: await tenantName(ctx, event.tenantId),
              },
      })),
    );
    return { ...result, page };
  },
});

/** Where the chain of a business ends, or the platform's. */
export const head = operatorQuery({
  args: { tenantId },
  returns: headFields,
  handler: async (ctx, args) => {
    const { sequence, hash } = await getHead(ctx, chainOf(args.tenantId));
    return { sequence, hash };
  },
});

/** The chain of a business, or the platform's, in its order, up to one of its events. */
export const sealed = operatorQuery({
  args: {
    tenantId,
    upTo: v.number(),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(sealedEvent),
  handler: async (ctx, args) =>
    listSealed(ctx, chainOf(args.tenantId), args.upTo, args.paginationOpts),
});

/** Writes down that the caller takes a trail out as a file, in the trail it is about. */
export const recordExport = operatorMutation({
  args: { tenantId: v.optional(tenantId), via },
  returns: v.null(),
  handler: async (ctx, args) => {
    await recordAudit(
      ctx,
      {
        tenantId: args.tenantId ?? null,
        actor: ctx.actor,
        action: "audit.exported",
        target: args.tenantId === undefined ? "everything" : "one chain",
      },
      await originOf(args.via),
    );
    return null;
  },
});
