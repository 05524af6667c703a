import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { tenantMutation, tenantQuery } from "../functions";
import { requireInstance } from "../instances/model";
import { getLatest, listRecent } from "../messages/model";
import { pageOf } from "../pages";
import { requireLabel } from "./labelModel";
import { filterOf, listConversations } from "./listModel";
import { requireConversation } from "./model";
import { markRead as setRead, markUnreadFrom } from "./statusModel";
import { summarize, summaryFields } from "./summaryModel";

const filter = v.union(
  v.literal("all"),
  v.literal("open"),
  v.literal("waiting"),
  v.literal("mine"),
  v.literal("unassigned"),
  v.literal("unread"),
  v.literal("snoozed"),
  v.literal("closed"),
  v.literal("label"),
);

/** How far back the newest message of the customer is looked for. */
const UNREAD_LOOK_BACK = 50;

/** The tenant's conversations under a filter: newest first, waiting ones in the order of their requests. */
export const list = tenantQuery({
  permission: "read",
  args: {
    filter: v.optional(filter),
    labelId: v.optional(v.union(v.id("labels"), v.null())),
    /** Only on this number. */
    instanceId: v.optional(v.id("instances")),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(v.object(summaryFields)),
  handler: async (ctx, args) => {
    const labelId = args.labelId ?? null;
    const label =
      labelId === null
        ? null
        : await requireLabel(ctx, ctx.tenant._id, labelId);
    const instance =
      args.instanceId === undefined
        ? null
        : await requireInstance(ctx, ctx.tenant._id, args.instanceId);
    const result = await listConversations(
      ctx,
      ctx.membership,
      filterOf(args.filter ?? "all", label),
      instance,
      args.paginationOpts,
    );
    const page = await summarize(ctx, ctx.membership, result.page, (id) =>
      getLatest(ctx, id),
    );
    return { ...result, page };
  },
});

/** The whole conversation was seen by somebody of the business. */
export const markRead = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations") },
  returns: v.null(),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    await setRead(ctx, conversation);
    return null;
  },
});

/** Leaves the conversation for later: unread from the customer's newest message on. */
export const markUnread = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations") },
  returns: v.null(),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const recent = await listRecent(ctx, conversation._id, UNREAD_LOOK_BACK);
    const last = recent.findLast(({ direction }) => direction === "inbound");
    const from = last?.sentAt ?? conversation.lastMessageAt;
    await markUnreadFrom(ctx, conversation, from);
    return null;
  },
});
