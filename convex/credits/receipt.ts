import { v } from "convex/values";
import { appError } from "../../lib/errors";
import type { QueryCtx } from "../_generated/server";
import type { Id } from "../_generated/dataModel";
import { tenantQuery } from "../functions";
import { getOwnMessage } from "../messages/historyModel";
import { getByKey } from "./historyModel";

const instant = v.union(v.number(), v.null());

/** What one message cost and when each step was booked; null for a message that has no hold. */
export const get = tenantQuery({
  permission: "read",
  args: { messageId: v.id("messages") },
  returns: v.union(
    v.object({
      credits: v.number(),
      reservedAt: instant,
      capturedAt: instant,
      releasedAt: instant,
      refundedAt: instant,
    }),
    v.null(),
  ),
  handler: async (ctx, { messageId }) => {
    const { _id: tenantId } = ctx.tenant;
    const message = await getOwnMessage(ctx, tenantId, messageId);
    if (message === null) throw appError("NOT_FOUND", "Message not found.");
    const reservationId = message.outbound?.reservationId ?? null;
    if (reservationId === null) return null;
    const reserved = await getByKey(ctx, tenantId, `reserve:${reservationId}`);
    const at = (kind: string) => bookedAt(ctx, tenantId, kind, reservationId);
    return {
      credits: reserved?.credits ?? 0,
      reservedAt: reserved?.createdAt ?? null,
      capturedAt: await at("capture"),
      releasedAt: await at("release"),
      refundedAt: await at("refund"),
    };
  },
});

async function bookedAt(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  kind: string,
  reservationId: Id<"reservations">,
): Promise<number | null> {
  const entry = await getByKey(ctx, tenantId, `${kind}:${reservationId}`);
  return entry?.createdAt ?? null;
}
