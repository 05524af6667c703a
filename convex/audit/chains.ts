import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { internalQuery } from "../functions";
import { pageOf } from "../pages";
import {
  head as headFields,
  listHeads,
  listSealed,
  sealedEvent,
} from "./chainModel";
import { getHead } from "./sealModel";

/** The chains there are, for the verifier. */
export const list = internalQuery({
  args: { paginationOpts: paginationOptsValidator },
  returns: pageOf(v.string()),
  handler: async (ctx, { paginationOpts }) => {
    const result = await listHeads(ctx, paginationOpts);
    return { ...result, page: result.page.map(({ chain }) => chain) };
  },
});

/** Where a chain ends. */
export const head = internalQuery({
  args: { chain: v.string() },
  returns: headFields,
  handler: async (ctx, { chain }) => {
    const { sequence, hash } = await getHead(ctx, chain);
    return { sequence, hash };
  },
});

/** A chain's events in their order, up to one of them. */
export const events = internalQuery({
  args: {
    chain: v.string(),
    upTo: v.number(),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(sealedEvent),
  handler: async (ctx, { chain, upTo, paginationOpts }) =>
    listSealed(ctx, chain, upTo, paginationOpts),
});
