import { v } from "convex/values";
import { recordAudit } from "../audit/model";
import { internalMutation, operatorMutation } from "../functions";
import { allowSending, grantOperator, stopSending } from "./model";

/** Stops every send of every tenant at once. */
export const stop = operatorMutation({
  args: { reason: v.string() },
  returns: v.null(),
  handler: async (ctx, { reason }) => {
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
  handler: async (ctx, { reason }) => {
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
