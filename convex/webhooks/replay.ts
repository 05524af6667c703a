import { type Infer, v } from "convex/values";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { countTest } from "../assistant/usageModel";
import { recordAudit } from "../audit/model";
import {
  operatorMutation,
  operatorQuery,
  tenantMutation,
  tenantQuery,
} from "../functions";
import { requireMessage } from "../messages/readModel";
import { requireAccess } from "../operators/model";
import { isSuspended, requireTenant } from "../tenants/model";
import {
  insertReplay,
  judgeMessage,
  type Replay,
  requireCustomerMessage,
  requireReplay,
} from "./replayModel";
import { replayFields } from "./schema";

const GIVE_UP_AFTER_MS = 90_000;

type Actor = Parameters<typeof recordAudit>[1]["actor"];

const view = v.object({ startedAt: v.number(), ...replayFields });

function viewOf(replay: Replay): Infer<typeof view> {
  const {
    _id,
    _creationTime: startedAt,
    tenantId: _tenantId,
    messageId: _messageId,
    conversationId: _conversationId,
    actor: _actor,
    ...fields
  } = replay;
  return { startedAt, ...fields };
}

async function begin(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  messageId: Id<"messages">,
  actor: Actor,
): Promise<Id<"replays">> {
  if (isSuspended(tenant)) {
    throw appError("SENDING_DISABLED", "This business is suspended.");
  }
  const message = requireCustomerMessage(
    await requireMessage(ctx, tenant._id, messageId),
  );
  const judgement = await judgeMessage(ctx, tenant, message);
  const needsModel = judgement.decision.kind === "answer";
  const replayId = await insertReplay(ctx, {
    tenantId: tenant._id,
    messageId,
    conversationId: message.conversationId,
    actor,
    ...judgement,
    status: needsModel ? "pending" : "done",
    outcome: null,
    run: null,
  });
  await countTest(ctx, tenant._id);
  await recordAudit(ctx, {
    tenantId: tenant._id,
    actor,
    action: "webhook.replayed",
    target: messageId,
  });
  if (!needsModel) return replayId;
  await ctx.scheduler.runAfter(0, internal.webhooks.replayRun.generate, {
    replayId,
  });
  await ctx.scheduler.runAfter(
    GIVE_UP_AFTER_MS,
    internal.webhooks.replayRun.giveUp,
    { replayId },
  );
  return replayId;
}

/** Plays a customer's message through today's settings, up to the send; nothing is sent, held or changed. */
export const start = tenantMutation({
  permission: "manage_assistant",
  args: { messageId: v.id("messages") },
  returns: v.id("replays"),
  handler: async (ctx, { messageId }) =>
    begin(ctx, ctx.tenant, messageId, ctx.actor),
});

export const get = tenantQuery({
  permission: "manage_assistant",
  args: { replayId: v.id("replays") },
  returns: view,
  handler: async (ctx, { replayId }) =>
    viewOf(await requireReplay(ctx, ctx.tenant._id, replayId)),
});

/** As `start`, by an operator who has said why they look into the business. */
export const startFor = operatorMutation({
  args: { tenantId: v.id("tenants"), messageId: v.id("messages") },
  returns: v.id("replays"),
  handler: async (ctx, { tenantId, messageId }) => {
    await requireAccess(ctx, ctx.subject, tenantId);
    const tenant = await requireTenant(ctx, tenantId);
    return begin(ctx, tenant, messageId, ctx.actor);
  },
});

export const getFor = operatorQuery({
  args: { tenantId: v.id("tenants"), replayId: v.id("replays") },
  returns: view,
  handler: async (ctx, { tenantId, replayId }) => {
    await requireAccess(ctx, ctx.subject, tenantId);
    return viewOf(await requireReplay(ctx, tenantId, replayId));
  },
});
