import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import { internalMutation, personMutation } from "../functions";
import { permission } from "../tenants/schema";
import { countDenial, forgetDenials, isForeign, lacks } from "./denialModel";
import { originOf, via } from "./originModel";

const FUNCTION_NAME = /^[a-zA-Z]{1,40}\/[a-zA-Z]{1,40}:[a-zA-Z]{1,40}$/;
const MAX_IDS = 5;
const MAX_ID_CHARS = 64;
const KEPT_MS = 30 * 86_400_000;
const BATCH = 500;

const needed = v.union(permission, v.literal("operator"));

function requireName(functionName: string): void {
  if (FUNCTION_NAME.test(functionName)) return;
  throw appError("VALIDATION_FAILED", "This is no function's name.");
}

/** Writes down that the caller was refused a function for want of a permission, if they do lack it. */
export const refused = personMutation({
  args: { functionName: v.string(), permission: needed, via },
  returns: v.null(),
  handler: async (ctx, args) => {
    requireName(args.functionName);
    if (!(await lacks(ctx, ctx.subject, args.permission))) return null;
    await countDenial(
      ctx,
      {
        subject: ctx.subject,
        kind: "permission",
        functionName: args.functionName,
      },
      args.permission,
      await originOf(args.via),
    );
    return null;
  },
});

/**
 * Writes down that the caller asked for rows that were not found, if one of
 * them is another business's. Answers the same whether it is or not.
 */
export const notFound = personMutation({
  args: { functionName: v.string(), ids: v.array(v.string()), via },
  returns: v.null(),
  handler: async (ctx, args) => {
    requireName(args.functionName);
    const { ids } = args;
    const isTooMuch = ids.some((id) => id.length > MAX_ID_CHARS);
    if (ids.length > MAX_IDS || isTooMuch) {
      throw appError("VALIDATION_FAILED", "Up to five ids can be named.");
    }
    const foreign = await Promise.all(
      ids.map((id) => isForeign(ctx, ctx.subject, id)),
    );
    if (!foreign.includes(true)) return null;
    await countDenial(
      ctx,
      {
        subject: ctx.subject,
        kind: "foreign_id",
        functionName: args.functionName,
      },
      null,
      await originOf(args.via),
    );
    return null;
  },
});

/** Removes counters nobody looks at any more, batch by batch. */
export const forget = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const removed = await forgetDenials(ctx, Date.now() - KEPT_MS, BATCH);
    if (removed === BATCH) {
      await ctx.scheduler.runAfter(0, internal.audit.denials.forget, {});
    }
    return removed;
  },
});
