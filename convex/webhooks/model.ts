/*
 * A refused delivery writes a counter, never a row per delivery.
 * The bucket is the one row that every accepted message writes here.
 */
import { admitDelivery, type Admission } from "../../lib/webhooks/rate";
import type { IgnoredReason } from "../../lib/webhooks/verdict";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { webhookLimitEnv } from "../env";

/** Whose delivery it was: a number's, the payment provider's, or no known one's. */
export type DeliverySource = Doc<"instances"> | "global" | "polar" | "unknown";

function placeOf(source: DeliverySource) {
  return typeof source === "string"
    ? { tenantId: null, instanceId: null, channel: source }
    : {
        tenantId: source.tenantId,
        instanceId: source._id,
        channel: source._id,
      };
}

/** Counts a refusal in its minute; the first of a minute is audited. */
export async function countRejection(
  ctx: MutationCtx,
  source: DeliverySource,
  reason: string,
): Promise<void> {
  if (!(await countInMinute(ctx, source, reason))) return;
  const { channel } = placeOf(source);
  await recordAudit(ctx, {
    tenantId: null,
    actor: `webhook:${channel}`,
    action: "webhook.rejected",
    reason,
  });
}

/** Counts a delivery that is none of our business in its minute. */
export async function countIgnored(
  ctx: MutationCtx,
  source: Doc<"instances">,
  reason: IgnoredReason,
): Promise<void> {
  await countInMinute(ctx, source, reason);
}

/** Whether it is the first of its minute. */
async function countInMinute(
  ctx: MutationCtx,
  source: DeliverySource,
  reason: string,
): Promise<boolean> {
  const place = placeOf(source);
  const minute = Math.floor(Date.now() / 60_000);
  const row = await ctx.db
    .query("webhookRejections")
    .withIndex("by_channel_and_reason_and_minute", (q) =>
      q.eq("channel", place.channel).eq("reason", reason).eq("minute", minute),
    )
    .unique();
  if (row === null) {
    await ctx.db.insert("webhookRejections", {
      ...place,
      reason,
      minute,
      count: 1,
    });
    return true;
  }
  await ctx.db.patch("webhookRejections", row._id, { count: row.count + 1 });
  return false;
}

async function getBucket(
  ctx: QueryCtx,
  instanceId: Id<"instances">,
): Promise<Doc<"webhookBuckets"> | null> {
  return ctx.db
    .query("webhookBuckets")
    .withIndex("by_instance", (q) => q.eq("instanceId", instanceId))
    .unique();
}

/**
 * Takes one delivery of a number into its minute, and notes that it was heard
 * from. A refusal is counted and changes nothing else.
 */
export async function admit(
  ctx: MutationCtx,
  instance: Doc<"instances">,
): Promise<Admission> {
  const bucket = await getBucket(ctx, instance._id);
  const now = Date.now();
  const admission = admitDelivery(bucket, now, webhookLimitEnv().perMinute);
  if (!admission.ok) {
    await countRejection(ctx, instance, "rate_limited");
    return admission;
  }
  const { startedAt, count, previous } = admission.window;
  const fields = { startedAt, count, previous, heardAt: now };
  if (bucket === null) {
    await ctx.db.insert("webhookBuckets", {
      instanceId: instance._id,
      ...fields,
    });
  } else await ctx.db.patch("webhookBuckets", bucket._id, fields);
  return admission;
}

/** When a number's webhook last brought a message; null when it never did. */
export async function getHeardAt(
  ctx: QueryCtx,
  instanceId: Id<"instances">,
): Promise<number | null> {
  return (await getBucket(ctx, instanceId))?.heardAt ?? null;
}

/** Notes a delivery that ended at a message which was there already, or was fetched. */
export async function noteDelivery(
  ctx: MutationCtx,
  message: Doc<"messages">,
  kind: "duplicate" | "backfilled",
): Promise<void> {
  await ctx.db.insert("webhookDeliveries", {
    tenantId: message.tenantId,
    instanceId: message.instanceId,
    messageId: message._id,
    kind,
  });
}
