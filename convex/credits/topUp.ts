import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { recordAudit } from "../audit/model";
import { operatorMutation } from "../functions";
import { requireTenant } from "../tenants/model";
import { book } from "./model";

/** The most credits one top-up may add. */
const MAX_TOP_UP = 1_000_000;

/** Adds credits to a tenant once per idempotency key; answers whether this call booked them. */
export const add = operatorMutation({
  args: {
    tenantId: v.id("tenants"),
    credits: v.number(),
    reason: v.string(),
    idempotencyKey: v.string(),
  },
  returns: v.boolean(),
  handler: async (ctx, { tenantId, credits, reason, idempotencyKey }) => {
    if (!Number.isInteger(credits) || credits < 1 || credits > MAX_TOP_UP) {
      throw appError(
        "VALIDATION_FAILED",
        `A top-up is a whole number from 1 to ${String(MAX_TOP_UP)}.`,
      );
    }
    if (reason.trim().length < 3 || reason.length > 300) {
      throw appError("VALIDATION_FAILED", "A reason has 3 to 300 characters.");
    }
    if (idempotencyKey.length < 8 || idempotencyKey.length > 100) {
      throw appError("VALIDATION_FAILED", "A key has 8 to 100 characters.");
    }
    const tenant = await requireTenant(ctx, tenantId);
    const booked = await book(
      ctx,
      tenant._id,
      { kind: "top_up", credits },
      {
        actor: ctx.actor,
        reason: reason.trim(),
        reference: null,
        idempotencyKey: `top_up:${idempotencyKey}`,
      },
    );
    if (booked) {
      await recordAudit(ctx, {
        tenantId: tenant._id,
        actor: ctx.actor,
        action: "credits.top_up",
        target: String(credits),
        reason: reason.trim(),
      });
    }
    return booked;
  },
});
