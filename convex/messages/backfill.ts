import { type Infer, v } from "convex/values";
import { nextDelivery } from "../../lib/messages/delivery";
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { internalMutation, internalQuery } from "../functions";
import type { Channel } from "../instances/channelModel";
import { getInstance } from "../instances/model";
import { noteDelivery } from "../webhooks/model";
import { getByExternalId } from "./model";
import { ackLevel, wahaMessage } from "./schema";

const MAX_LISTED = 100;

const listed = v.object({
  bareId: v.string(),
  ack: v.union(ackLevel, v.null()),
});

/** Which of the gateway's messages are not stored here, and whose acknowledgement was lost. */
export const compare = internalQuery({
  args: { instanceId: v.id("instances"), listed: v.array(listed) },
  returns: v.object({
    missing: v.array(v.string()),
    unacknowledged: v.array(v.string()),
  }),
  handler: async (ctx, args) => {
    const missing: string[] = [];
    const unacknowledged: string[] = [];
    for (const { bareId, ack } of args.listed.slice(0, MAX_LISTED)) {
      const message = await getByExternalId(ctx, args.instanceId, bareId);
      if (message === null) missing.push(bareId);
      else if (ack !== null && isBehind(message, ack)) {
        unacknowledged.push(bareId);
      }
    }
    return { missing, unacknowledged };
  },
});

function isBehind(
  { status }: Doc<"messages">,
  level: Infer<typeof ackLevel>,
): boolean {
  return (
    status !== "received" &&
    nextDelivery(status, { kind: "acked", level }) !== null
  );
}

/** Takes in messages that no webhook brought, through the webhook's own way; says how many were new. */
export const take = internalMutation({
  args: {
    instanceId: v.id("instances"),
    messages: v.array(wahaMessage),
    acks: v.array(
      v.object({ bareId: v.string(), chatId: v.string(), level: ackLevel }),
    ),
  },
  returns: v.object({ filled: v.number(), failed: v.number() }),
  handler: async (ctx, { instanceId, messages, acks }) => {
    const instance = await getInstance(ctx, instanceId);
    if (instance === null) return { filled: 0, failed: 0 };
    const { sessionName: session, webhookToken: token } = instance;
    const channel: Channel = { kind: "instance", instanceId, token };
    let filled = 0;
    let failed = 0;
    for (const message of messages) {
      const outcome = await takeOne(ctx, {
        instanceId,
        channel,
        session,
        message,
      });
      if (outcome === "filled") filled += 1;
      if (outcome === "failed") failed += 1;
    }
    for (const { bareId, chatId, level } of acks) {
      await ctx.runMutation(internal.messages.delivery.acknowledge, {
        channel,
        session,
        ack: { bareId, chatId, fromMe: true, level },
      });
    }
    return { filled, failed };
  },
});

type Fetched = {
  instanceId: Id<"instances">;
  channel: Channel;
  session: string;
  message: Infer<typeof wahaMessage>;
};

// One message that cannot be taken in keeps no other one out: its part of the
// transaction is undone alone, and the number stays behind and is seen to be.
async function takeOne(
  ctx: MutationCtx,
  { instanceId, ...delivery }: Fetched,
): Promise<"filled" | "known" | "failed"> {
  try {
    const outcome = await ctx.runMutation(internal.messages.inbound.receive, {
      ...delivery,
      isBackfill: true,
    });
    if (outcome !== "accepted") return "known";
  } catch {
    return "failed";
  }
  const { bareId } = delivery.message;
  const stored = await getByExternalId(ctx, instanceId, bareId);
  if (stored === null) return "known";
  await noteDelivery(ctx, stored, "backfilled");
  return "filled";
}
