import { v } from "convex/values";
import { internal } from "../_generated/api";
import { internalMutation } from "../functions";
import {
  dropRows,
  getImport,
  getNextBatch,
  patchImport,
  takeIn,
} from "./importModel";

const BATCHES_PER_DROP = 20;

/** Takes in the next batch of an import and goes on until none is left or somebody stops it. */
export const run = internalMutation({
  args: { importId: v.id("contactImports") },
  returns: v.null(),
  handler: async (ctx, { importId }) => {
    const record = await getImport(ctx, importId);
    if (record?.status !== "running") return null;
    const batch = await getNextBatch(ctx, importId);
    if (batch === null) {
      await patchImport(ctx, importId, { status: "done" });
      return null;
    }
    await takeIn(ctx, record, batch);
    await ctx.scheduler.runAfter(0, internal.contacts.importing.run, {
      importId,
    });
    return null;
  },
});

/** Forgets the rows of a cancelled import. */
export const drop = internalMutation({
  args: { importId: v.id("contactImports") },
  returns: v.null(),
  handler: async (ctx, { importId }) => {
    if (await dropRows(ctx, importId, BATCHES_PER_DROP)) return null;
    await ctx.scheduler.runAfter(0, internal.contacts.importing.drop, {
      importId,
    });
    return null;
  },
});
