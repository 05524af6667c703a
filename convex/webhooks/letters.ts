import { paginationOptsValidator } from "convex/server";
import { type Infer, v } from "convex/values";
import { redactBody } from "../../lib/webhooks/redact";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { operatorMutation, operatorQuery } from "../functions";
import { getInstance } from "../instances/model";
import { type OperatorContext, requireReason } from "../operators/model";
import { pageOf } from "../pages";
import { getTenant } from "../tenants/model";
import {
  discardLetter,
  listLetters,
  requireLetter,
  requireOpenLetter,
} from "./letterModel";
import { letterStatus } from "./schema";

const letterId = v.id("deadLetters");

const line = v.object({
  id: letterId,
  at: v.number(),
  tenantName: v.union(v.string(), v.null()),
  label: v.union(v.string(), v.null()),
  reason: v.string(),
  count: v.number(),
  status: letterStatus,
  attempts: v.number(),
  outcome: v.union(v.string(), v.null()),
  resolvedAt: v.union(v.number(), v.null()),
  isWhole: v.boolean(),
});

/** Deliveries that could not be applied, of one business or of all, newest first. */
export const list = operatorQuery({
  args: {
    tenantId: v.union(v.id("tenants"), v.null()),
    status: letterStatus,
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(line),
  handler: async (ctx, { tenantId, status, paginationOpts }) => {
    const result = await listLetters(ctx, tenantId, status, paginationOpts);
    const page = await Promise.all(
      result.page.map((letter) => describe(ctx, letter)),
    );
    return { ...result, page };
  },
});

async function describe(
  ctx: QueryCtx,
  letter: Doc<"deadLetters">,
): Promise<Infer<typeof line>> {
  const { tenantId, instanceId } = letter;
  const tenant = tenantId === null ? null : await getTenant(ctx, tenantId);
  const instance =
    instanceId === null ? null : await getInstance(ctx, instanceId);
  return {
    id: letter._id,
    at: letter._creationTime,
    tenantName: tenant?.name ?? null,
    label: instance?.label ?? null,
    reason: letter.reason,
    count: letter.count,
    status: letter.status,
    attempts: letter.attempts,
    outcome: letter.outcome,
    resolvedAt: letter.resolvedAt,
    isWhole: letter.isWhole,
  };
}

/** The form of a letter's body; nothing of what people wrote. */
export const outline = operatorQuery({
  args: { letterId },
  returns: v.string(),
  handler: async (ctx, args) =>
    redactBody((await requireLetter(ctx, args.letterId)).body),
});

/** A letter's body as it came. The look is in the audit trail of its business, with its reason. */
export const reveal = operatorMutation({
  args: { letterId, reason: v.string() },
  returns: v.string(),
  handler: async (ctx, args) => {
    const letter = await requireOpenLetter(ctx, args.letterId);
    await note(ctx, letter, "dead_letter.read", requireReason(args.reason));
    return letter.body;
  },
});

/** Tries a letter again by the webhook's own way, which takes each message once. */
export const redrive = operatorMutation({
  args: { letterId, reason: v.string() },
  returns: v.object({ isApplied: v.boolean(), outcome: v.string() }),
  handler: async (
    ctx,
    args,
  ): Promise<{ isApplied: boolean; outcome: string }> => {
    const letter = await requireOpenLetter(ctx, args.letterId);
    await note(ctx, letter, "dead_letter.redriven", requireReason(args.reason));
    return ctx.runMutation(internal.webhooks.redrive.attempt, {
      letterId: letter._id,
      actor: ctx.actor,
    });
  },
});

/** Gives a letter up for good; its body is forgotten. */
export const discard = operatorMutation({
  args: { letterId, reason: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    const letter = await requireOpenLetter(ctx, args.letterId);
    await discardLetter(ctx, letter._id, ctx.actor);
    await note(ctx, letter, "dead_letter.discarded", reason);
    return null;
  },
});

async function note(
  ctx: MutationCtx & OperatorContext,
  letter: Doc<"deadLetters">,
  action: string,
  reason: string,
): Promise<void> {
  await recordAudit(ctx, {
    tenantId: letter.tenantId,
    actor: ctx.actor,
    action,
    target: letter._id,
    reason,
  });
}
