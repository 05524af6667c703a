import { v } from "convex/values";
import { appError } from "../../lib/errors";
import type { QueryCtx } from "../_generated/server";
import type { Id } from "../_generated/dataModel";
import { tenantQuery } from "../functions";
import { getOwnMessage } from "../messages/historyModel";
import { messageStatus, sendPurpose } from "../messages/schema";
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
      status: messageStatus,
      /** Who wrote it: the assistant, a person, a text of the business. */
      purpose: sendPurpose,
      /** Proved sent after its credits had come back and none were left. */
      unbilled: v.boolean(),
      /** WhatsApp's id of it, once the gateway has taken it. */
      externalId: v.union(v.string(), v.null()),
    }),
    v.null(),
  ),
  handler: async (ctx, { messageId }) => {
    const { _id: tenantId } = ctx.tenant;
    const message = await getOwnMessage(ctx, tenantId, messageId);
    if (message === null) throw appError("NOT_FOUND", "Message not found.");
    const { outbound, status, externalId } = message;
    const reservationId = outbound?.reservationId ?? null;
    if (outbound === null || reservationId === null) return null;
    const reserved = await getByKey(ctx, tenantId, `reserve:${reservationId}`);
    const at = (kind: string) => bookedAt(ctx, tenantId, kind, reservationId);
    const capturedAt = await at("capture");
    return {
      credits: reserved?.credits ?? 0,
      reservedAt: reserved?.createdAt ?? null,
      capturedAt,
      releasedAt: await at("release"),
      refundedAt: await at("refund"),
      status,
      purpose: outbound.purpose,
      unbilled: outbound.unbilled,
      externalId: capturedAt === null ? null : externalId,
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
