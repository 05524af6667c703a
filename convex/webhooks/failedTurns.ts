import { paginationOptsValidator } from "convex/server";
import { type Infer, v } from "convex/values";
import { internal } from "../_generated/api";
import type { QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { getConversation } from "../conversations/model";
import {
  operatorMutation,
  operatorQuery,
  tenantMutation,
  tenantQuery,
} from "../functions";
import { requireReason } from "../operators/model";
import { pageOf } from "../pages";
import { requireTenant } from "../tenants/model";
import {
  type FailedTurn,
  listFailedTurns,
  requireAnyFailedTurn,
  requireDetail,
  requireFailedTurn,
} from "./failedTurnModel";

const failedTurnId = v.id("failedTurns");
const nullableText = v.union(v.string(), v.null());

const line = v.object({
  id: failedTurnId,
  at: v.number(),
  detail: v.string(),
  outcome: v.union(v.string(), v.null()),
  /** Whether the customer still waits for somebody. */
  isWaiting: v.boolean(),
});

async function describe(
  ctx: QueryCtx,
  failed: FailedTurn,
): Promise<Infer<typeof line>> {
  const conversation = await getConversation(ctx, failed.conversationId);
  return {
    id: failed._id,
    at: failed._creationTime,
    detail: failed.detail,
    outcome: failed.outcome,
    isWaiting: conversation?.handoff?.reason === "model_failed",
  };
}

/** Conversations of this business that no model answered, newest first. */
export const list = tenantQuery({
  permission: "manage_numbers",
  args: { detail: nullableText, paginationOpts: paginationOptsValidator },
  returns: pageOf(
    v.object({ ...line.fields, conversationId: v.id("conversations") }),
  ),
  handler: async (ctx, { detail, paginationOpts }) => {
    requireDetail(detail);
    const filter = { tenantId: ctx.tenant._id, detail };
    const result = await listFailedTurns(ctx, filter, paginationOpts);
    const page = await Promise.all(
      result.page.map(async (failed) => ({
        ...(await describe(ctx, failed)),
        conversationId: failed.conversationId,
      })),
    );
    return { ...result, page };
  },
});

/** As `list`, of one business or of every. */
export const listAll = operatorQuery({
  args: {
    tenantId: v.union(v.id("tenants"), v.null()),
    detail: nullableText,
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(v.object({ ...line.fields, tenantName: v.string() })),
  handler: async (ctx, { tenantId, detail, paginationOpts }) => {
    requireDetail(detail);
    const filter = { tenantId, detail };
    const result = await listFailedTurns(ctx, filter, paginationOpts);
    const page = await Promise.all(
      result.page.map(async (failed) => ({
        ...(await describe(ctx, failed)),
        tenantName: (await requireTenant(ctx, failed.tenantId)).name,
      })),
    );
    return { ...result, page };
  },
});

const outcome = v.object({ isRetried: v.boolean(), outcome: v.string() });

/** Lets the assistant try a failed answer again, under today's rules; it costs what an answer costs. */
export const retry = tenantMutation({
  permission: "manage_assistant",
  args: { failedTurnId },
  returns: outcome,
  handler: async (ctx, args): Promise<Infer<typeof outcome>> => {
    const failed = await requireFailedTurn(
      ctx,
      ctx.tenant._id,
      args.failedTurnId,
    );
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "turn.retried",
      target: failed._id,
    });
    return ctx.runMutation(internal.webhooks.retryTurn.attempt, {
      failedTurnId: failed._id,
      actor: ctx.actor,
    });
  },
});

/** As `retry`, by an operator. */
export const retryFor = operatorMutation({
  args: { failedTurnId, reason: v.string() },
  returns: outcome,
  handler: async (ctx, args): Promise<Infer<typeof outcome>> => {
    const reason = requireReason(args.reason);
    const failed = await requireAnyFailedTurn(ctx, args.failedTurnId);
    await recordAudit(ctx, {
      tenantId: failed.tenantId,
      actor: ctx.actor,
      action: "turn.retried",
      target: failed._id,
      reason,
    });
    return ctx.runMutation(internal.webhooks.retryTurn.attempt, {
      failedTurnId: failed._id,
      actor: ctx.actor,
    });
  },
});
