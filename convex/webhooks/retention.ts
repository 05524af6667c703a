import { v } from "convex/values";
import { internal } from "../_generated/api";
import { internalMutation } from "../functions";
import { dropOlder } from "./logModel";

const DAY_MS = 24 * 3_600_000;
const BATCH = 500;

/** How long each part of the log is kept, in ms. Letters hold whole bodies. */
const KEPT_MS = {
  webhookRejections: 90 * DAY_MS,
  webhookDeliveries: 90 * DAY_MS,
  deadLetters: 30 * DAY_MS,
  failedTurns: 90 * DAY_MS,
  replays: DAY_MS,
} as const;

const TABLES = [
  "webhookRejections",
  "webhookDeliveries",
  "deadLetters",
  "failedTurns",
  "replays",
] as const;

/** Forgets what the webhook log has kept long enough, batch by batch. */
export const sweep = internalMutation({
  args: {
    table: v.optional(v.union(...TABLES.map((name) => v.literal(name)))),
  },
  returns: v.number(),
  handler: async (ctx, { table }) => {
    const now = Date.now();
    let dropped = 0;
    for (const name of table === undefined ? TABLES : [table]) {
      const count = await dropOlder(ctx, name, now - KEPT_MS[name], BATCH);
      dropped += count;
      if (count < BATCH) continue;
      await ctx.scheduler.runAfter(0, internal.webhooks.retention.sweep, {
        table: name,
      });
    }
    return dropped;
  },
});
