import { v } from "convex/values";
import { createWahaClient } from "../../lib/clients/waha";
import { internal } from "../_generated/api";
import { wahaEnv } from "../env";
import {
  internalAction,
  internalMutation,
  internalQuery,
  tenantQuery,
} from "../functions";
import { channel, resolveInstance } from "../instances/channelModel";
import { getInstance, isReachable } from "../instances/model";
import { getConversation, requireConversation } from "./model";
import { customerDoing } from "./schema";
import { findWatched, getTyping, noteTyping } from "./typingModel";

const TIMEOUT_MS = 15_000;

/** Whether the customer writes or speaks; past `expiresAt` nobody knows any more. */
export const get = tenantQuery({
  permission: "read",
  args: { conversationId: v.id("conversations") },
  returns: v.union(
    v.object({ doing: customerDoing, expiresAt: v.number() }),
    v.null(),
  ),
  handler: async (ctx, { conversationId }) => {
    const { _id } = await requireConversation(
      ctx,
      ctx.tenant._id,
      conversationId,
    );
    const typing = await getTyping(ctx, _id);
    return typing && { doing: typing.doing, expiresAt: typing.expiresAt };
  },
});

/** Takes in what WhatsApp says of a customer; kept only while somebody looks at the conversation. */
export const note = internalMutation({
  args: {
    channel,
    session: v.string(),
    chat: v.object({
      chatId: v.string(),
      phone: v.union(v.string(), v.null()),
      lid: v.union(v.string(), v.null()),
    }),
    doing: v.union(customerDoing, v.literal("nothing")),
  },
  returns: v.null(),
  handler: async (ctx, { channel: source, session, chat, doing }) => {
    const instance = await resolveInstance(ctx, source, session);
    if (instance === null) return null;
    const conversation = await findWatched(ctx, instance, chat);
    if (conversation !== null) await noteTyping(ctx, conversation, doing);
    return null;
  },
});

/** Where WhatsApp is asked about a conversation's customer; null while its number is not linked. */
export const locate = internalQuery({
  args: { conversationId: v.id("conversations") },
  returns: v.union(
    v.object({ session: v.string(), chatId: v.string() }),
    v.null(),
  ),
  handler: async (ctx, { conversationId }) => {
    const conversation = await getConversation(ctx, conversationId);
    if (conversation === null) return null;
    const instance = await getInstance(ctx, conversation.instanceId);
    if (instance === null || !isReachable(instance)) return null;
    return { session: instance.sessionName, chatId: conversation.chatId };
  },
});

/** Asks to be told when the customer writes. Without an answer nothing is shown, and nothing else is lost. */
export const watch = internalAction({
  args: { conversationId: v.id("conversations") },
  returns: v.null(),
  handler: async (ctx, { conversationId }) => {
    const chat = await ctx.runQuery(internal.conversations.typing.locate, {
      conversationId,
    });
    if (chat === null) return null;
    const waha = createWahaClient({
      ...wahaEnv(),
      fetch: (input, init) => fetch(input, init),
      timeoutMs: TIMEOUT_MS,
    });
    await waha.watchPresence(chat);
    return null;
  },
});
