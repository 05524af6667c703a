import { v } from "convex/values";
import { tenantQuery } from "../functions";
import { countConversations } from "./listModel";

/** Counts end here; the UI shows it as 99+. */
const MOST = 100;

/** How many conversations each filter shows, at most 100 each. */
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
  handler: async (ctx) => {
    const count = (kind: Parameters<typeof countConversations>[2]) =>
      countConversations(ctx, ctx.membership, kind, MOST);
    return {
      open: await count("open"),
      waiting: await count("waiting"),
      mine: await count("mine"),
      unassigned: await count("unassigned"),
      unread: await count("unread"),
      snoozed: await count("snoozed"),
      closed: await count("closed"),
    };
  },
});

/** What asks for somebody's attention, at most 100 each. */
export const attention = tenantQuery({
  permission: "read",
  args: {},
  returns: v.object({ waiting: v.number(), unread: v.number() }),
  handler: async (ctx) => ({
    waiting: await countConversations(ctx, ctx.membership, "waiting", MOST),
    unread: await countConversations(ctx, ctx.membership, "unread", MOST),
  }),
});
