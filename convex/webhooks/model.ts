/*
 * A refused delivery writes a counter, never a row per delivery.
 * A dead letter keeps an authentic body that could not be applied.
 */
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";

const DEAD_LETTER_CHARS = 16_384;

/** Counts a refusal in its minute; the first of a minute is audited. */
export async function countRejection(
  ctx: MutationCtx,
  channel: string,
  reason: string,
): Promise<void> {
  const minute = Math.floor(Date.now() / 60_000);
  const row = await ctx.db
    .query("webhookRejections")
    .withIndex("by_channel_and_reason_and_minute", (q) =>
      q.eq("channel", channel).eq("reason", reason).eq("minute", minute),
    )
    .unique();
  if (row !== null) {
    await ctx.db.patch("webhookRejections", row._id, { count: row.count + 1 });
    return;
  }
  await ctx.db.insert("webhookRejections", {
    channel,
    reason,
    minute,
    count: 1,
  });
  await recordAudit(ctx, {
    tenantId: null,
    actor: `webhook:${channel}`,
    action: "webhook.rejected",
    reason,
  });
}

export async function keepDeadLetter(
  ctx: MutationCtx,
  letter: {
    tenantId: Id<"tenants"> | null;
    instanceId: Id<"instances"> | null;
    reason: string;
    body: string;
  },
): Promise<void> {
  await ctx.db.insert("deadLetters", {
    ...letter,
    body: letter.body.slice(0, DEAD_LETTER_CHARS),
  });
}
