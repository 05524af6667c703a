import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { recordAudit } from "../audit/model";
import { operatorMutation } from "../functions";
import { markRefunded } from "../messages/refundModel";
import { requireReason } from "../operators/model";
import { requireTenant } from "../tenants/model";
import { getEntry } from "./historyModel";
import { findReservation, refund } from "./reservationModel";

/** Gives back what one message cost, once; answers whether this call did. */
export const add = operatorMutation({
  args: {
    tenantId: v.id("tenants"),
    /** The entry that charged the message. */
    sequence: v.number(),
    reason: v.string(),
  },
  returns: v.boolean(),
  handler: async (ctx, { tenantId, sequence, ...args }) => {
    const reason = requireReason(args.reason);
    const tenant = await requireTenant(ctx, tenantId);
    const entry = await getEntry(ctx, tenant._id, sequence);
    const hold =
      entry?.kind === "capture" && entry.reservationId !== null
        ? await findReservation(ctx, entry.reservationId)
        : null;
    if (hold?.tenantId !== tenant._id || hold.messageId === null) {
      throw appError("NOT_FOUND", "There is no such charge.");
    }
    const refunded = await refund(ctx, hold._id, ctx.actor, reason);
    if (refunded) {
      await markRefunded(ctx, hold.messageId);
      await recordAudit(ctx, {
        tenantId: tenant._id,
        actor: ctx.actor,
        action: "credits.refund",
        target: `entry ${String(sequence)}: ${String(hold.credits)}`,
        reason,
      });
    }
    return refunded;
  },
});
