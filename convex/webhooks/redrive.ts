import { v } from "convex/values";
import { parseWahaEvent, type WahaEvent } from "../../lib/whatsapp/event";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { internalMutation } from "../functions";
import type { Channel } from "../instances/channelModel";
import { getInstance } from "../instances/model";
import { getLetter, noteAttempt } from "./letterModel";

type Attempt = { isApplied: boolean; outcome: string };

const failed = (outcome: string): Attempt => ({ isApplied: false, outcome });
const applied = (outcome: string): Attempt => ({ isApplied: true, outcome });

/** Tries one letter again by the webhook's own way; says whether it is resolved. */
export const attempt = internalMutation({
  args: { letterId: v.id("deadLetters"), actor: v.string() },
  returns: v.object({ isApplied: v.boolean(), outcome: v.string() }),
  handler: async (ctx, { letterId, actor }): Promise<Attempt> => {
    const letter = await getLetter(ctx, letterId);
    if (letter?.status !== "open") return failed("resolved");
    const result = await tryLetter(ctx, letter);
    await noteAttempt(ctx, letter, { ...result, actor });
    return result;
  },
});

async function tryLetter(
  ctx: MutationCtx,
  letter: Doc<"deadLetters">,
): Promise<Attempt> {
  if (!letter.isWhole) return failed("cut");
  const channel = await channelOf(ctx, letter);
  if (channel === null) return failed("number_removed");
  const event = parseWahaEvent(parseJson(letter.body));
  try {
    return await apply(ctx, channel, event);
  } catch {
    // What it did is undone; the letter stays open and says so.
    return failed("apply_failed");
  }
}

async function channelOf(
  ctx: MutationCtx,
  { instanceId }: Doc<"deadLetters">,
): Promise<Channel | null> {
  if (instanceId === null) return { kind: "global" };
  const instance = await getInstance(ctx, instanceId);
  if (instance === null || instance.removedAt !== null) return null;
  return { kind: "instance", instanceId, token: instance.webhookToken };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function apply(
  ctx: MutationCtx,
  channel: Channel,
  event: WahaEvent,
): Promise<Attempt> {
  switch (event.kind) {
    case "message": {
      const outcome = await ctx.runMutation(internal.messages.inbound.receive, {
        channel,
        session: event.envelope.session,
        message: event.message,
        isBackfill: true,
      });
      return typeof outcome === "string"
        ? applied(outcome)
        : failed("rate_limited");
    }
    case "ack":
      await ctx.runMutation(internal.messages.delivery.acknowledge, {
        channel,
        session: event.envelope.session,
        ack: event.ack,
      });
      return applied("accepted");
    case "session_status":
      await ctx.runMutation(internal.instances.status.update, {
        channel,
        session: event.envelope.session,
        status: event.status,
        at: event.at,
        accountId: event.envelope.meId,
        restrictedUntil: event.restrictedUntil,
      });
      return applied("accepted");
    case "presence":
    case "ignored":
      return applied("ignored");
    case "unreadable":
      return failed(event.reason);
  }
}
