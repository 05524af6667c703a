import { v } from "convex/values";
import { isPermitted } from "../../lib/tenants/roles";
import { internal } from "../_generated/api";
import { internalMutation, tenantMutation, tenantQuery } from "../functions";
import { requireConversation } from "./model";
import { peopleOf, person } from "./peopleModel";
import {
  claimLock,
  dropExpired,
  dropPresence,
  getLock,
  listPresences,
  notePresence,
  releaseLock,
} from "./presenceModel";
import { dropOldTypings } from "./typingModel";

const BATCH = 500;

/** Who reported from the conversation; whoever's time is up is gone. */
export const list = tenantQuery({
  permission: "read",
  args: { conversationId: v.id("conversations") },
  returns: v.array(
    v.object({ person, isTyping: v.boolean(), expiresAt: v.number() }),
  ),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const people = peopleOf(ctx, ctx.membership);
    const rows = await listPresences(ctx, conversation._id);
    return Promise.all(
      rows.map(async ({ memberId, isTyping, expiresAt }) => ({
        person: await people.byId(memberId),
        isTyping,
        expiresAt,
      })),
    );
  },
});

/** The caller looks at the conversation, and may be typing in it. */
export const beat = tenantMutation({
  permission: "read",
  args: { conversationId: v.id("conversations"), isTyping: v.boolean() },
  returns: v.null(),
  handler: async (ctx, { conversationId, isTyping }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const { _id, role } = ctx.membership;
    const types = isTyping && isPermitted(role, "reply");
    if (await notePresence(ctx, conversation, _id, types)) {
      await ctx.scheduler.runAfter(0, internal.conversations.typing.watch, {
        conversationId,
      });
    }
    return null;
  },
});

/** The caller looks elsewhere. */
export const leave = tenantMutation({
  permission: "read",
  args: { conversationId: v.id("conversations") },
  returns: v.null(),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    await dropPresence(ctx, conversation._id, ctx.membership._id);
    return null;
  },
});

/** Takes the composer, so that two people do not answer at once; says who has it. */
export const claim = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations") },
  returns: v.object({ granted: v.boolean(), person, until: v.number() }),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const me = ctx.membership._id;
    const { memberId, until } = await claimLock(ctx, conversation, me);
    const holder = await peopleOf(ctx, ctx.membership).byId(memberId);
    return { granted: memberId === me, person: holder, until };
  },
});

/** Gives the composer back. */
export const release = tenantMutation({
  permission: "reply",
  args: { conversationId: v.id("conversations") },
  returns: v.null(),
  handler: async (ctx, { conversationId }) => {
    const conversation = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const lock = await getLock(ctx, conversation._id);
    await releaseLock(ctx, lock, ctx.membership._id);
    return null;
  },
});

/** Removes reports and locks whose time is up. */
export const forgetExpired = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) =>
    (await dropExpired(ctx, Date.now(), BATCH)) +
    (await dropOldTypings(ctx, Date.now(), BATCH)),
});
