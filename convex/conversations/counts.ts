import { v } from "convex/values";
import { tenantQuery } from "../functions";
import { standingFor } from "./countModel";
import { countUnread } from "./listModel";

/** The count of unread ones ends here; the UI shows 99+. */
const MOST_UNREAD = 100;

/** How many conversations each filter shows; of the unread ones at most 100 are counted. */
export const get = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({
    open: v.number(),
    waiting: v.number(),
    mine: v.number(),
    unassigned: v.number(),
    unread: v.number(),
    snoozed: v.number(),
    closed: v.number(),
  }),
  handler: async (ctx) => ({
    ...(await standingFor(ctx, ctx.tenant._id, ctx.membership._id)),
    unread: await countUnread(ctx, ctx.tenant._id, MOST_UNREAD),
  }),
});

/** What asks for somebody's attention; of the unread ones at most 100 are counted. */
export const attention = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({ waiting: v.number(), unread: v.number() }),
  handler: async (ctx) => {
    const { _id: tenantId } = ctx.tenant;
    const standing = await standingFor(ctx, tenantId, ctx.membership._id);
    return {
      waiting: standing.waiting,
      unread: await countUnread(ctx, tenantId, MOST_UNREAD),
    };
  },
});
