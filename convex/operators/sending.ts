import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import {
  internalMutation,
  operatorMutation,
  operatorQuery,
} from "../functions";
import {
  allowSending,
  getSendingStop,
  grantOperator,
  operatorName,
  requireReason,
  stopSending,
} from "./model";

/** The stop of all sending and why; null while everybody may send. */
export const state = operatorQuery({
  args: {},
  returns: v.union(
    v.object({
      reason: v.string(),
      stoppedAt: v.number(),
      /** E-mail address of who stopped it; null: no longer an operator. */
      by: v.union(v.string(), v.null()),
    }),
    v.null(),
  ),
  handler: async (ctx) => {
    const stop = await getSendingStop(ctx);
    if (stop === null) return null;
    const { actor, reason, stoppedAt } = stop;
    return { reason, stoppedAt, by: await operatorName(ctx, actor) };
  },
});

/** Stops every send of every tenant at once. */
export const stop = operatorMutation({
  args: { reason: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    await stopSending(ctx, ctx.actor, reason);
    await recordAudit(ctx, {
      tenantId: null,
      actor: ctx.actor,
      action: "sending.stopped",
      reason,
    });
    return null;
  },
});

export const allow = operatorMutation({
  args: { reason: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const reason = requireReason(args.reason);
    await allowSending(ctx);
    await recordAudit(ctx, {
      tenantId: null,
      actor: ctx.actor,
      action: "sending.allowed",
      reason,
    });
    return null;
  },
});

/** Grants operator rights; answers false when the person has them. */
export const grant = internalMutation({
  args: { subject: v.string(), email: v.string() },
  returns: v.boolean(),
  handler: async (ctx, { subject, email }) => {
    const granted = await grantOperator(ctx, subject, email);
    if (granted) {
      await recordAudit(ctx, {
        tenantId: null,
        actor: "system:provision",
        action: "role.operator",
        target: subject,
      });
    }
    return granted;
  },
});
