/*
 * What one stored row adds to its business's day.
 * A message of ours counts when its credits are captured: that is the proof that WhatsApp took it.
 */
import { addDays, dayOf, type Day, startOfDay } from "../../lib/analytics/days";
import {
  addCounts,
  type Counts,
  emptyCounts,
} from "../../lib/analytics/counts";
import {
  addDuration,
  emptyHistogram,
} from "../../lib/analytics/response-times";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { getReservation } from "../credits/reservationModel";
import { hasEarlierStored, listBefore } from "../messages/historyModel";
import { getOutbound } from "../messages/model";
import { getTenant } from "../tenants/model";
import { addToDay } from "./model";

/** Time zones of the businesses of one batch; null: the business is gone. */
export type Zones = Map<Id<"tenants">, string | null>;

export type Addition = {
  tenantId: Id<"tenants">;
  at: number;
  counts: Partial<Counts>;
};

async function zoneOf(
  ctx: MutationCtx,
  zones: Zones,
  tenantId: Id<"tenants">,
): Promise<string | null> {
  const known = zones.get(tenantId);
  if (known !== undefined) return known;
  const timeZone = (await getTenant(ctx, tenantId))?.timeZone ?? null;
  zones.set(tenantId, timeZone);
  return timeZone;
}

/** Sums additions by business and day and writes each day once. */
export async function writeAdditions(
  ctx: MutationCtx,
  zones: Zones,
  additions: readonly Addition[],
): Promise<void> {
  const sums = new Map<
    string,
    { tenantId: Id<"tenants">; day: Day; counts: Counts }
  >();
  for (const { tenantId, at, counts } of additions) {
    const timeZone = await zoneOf(ctx, zones, tenantId);
    if (timeZone === null) continue;
    const day = dayOf(at, timeZone);
    const key = `${tenantId} ${day}`;
    const before = sums.get(key)?.counts ?? emptyCounts();
    const sum = addCounts(before, { ...emptyCounts(), ...counts });
    sums.set(key, { tenantId, day, counts: sum });
  }
  for (const { tenantId, day, counts } of sums.values()) {
    await addToDay(ctx, tenantId, day, counts);
  }
}

export async function messageAddition(
  ctx: MutationCtx,
  zones: Zones,
  message: Doc<"messages">,
): Promise<Addition> {
  const { tenantId, sentAt } = message;
  const counts: Partial<Counts> = {};
  const timeZone = await zoneOf(ctx, zones, tenantId);
  if (timeZone !== null) {
    const day = dayOf(sentAt, timeZone);
    const from = startOfDay(day, timeZone);
    const to = startOfDay(addDays(day, 1), timeZone);
    if (!(await hasEarlierStored(ctx, message, from, to))) {
      counts.conversations = 1;
      const isFirst = !(await hasEarlierStored(
        ctx,
        message,
        0,
        Number.MAX_SAFE_INTEGER,
      ));
      if (isFirst) counts.newConversations = 1;
    }
  }
  if (message.direction === "inbound") counts.inbound = 1;
  else if (message.author === "phone") {
    counts.phoneAnswers = 1;
    counts.humanResponse = await responseTime(ctx, message);
  }
  return { tenantId, at: sentAt, counts };
}

const UNSENT: ReadonlySet<Doc<"messages">["status"]> = new Set([
  "failed",
  "blocked",
]);

function isAnswer(message: Doc<"messages">): boolean {
  if (message.direction === "inbound" || UNSENT.has(message.status)) {
    return false;
  }
  const { outbound } = message;
  return (
    outbound === null ||
    outbound.purpose === "ai_reply" ||
    outbound.purpose === "manual"
  );
}

/** How long the customer waited for this answer; counts nothing when nobody waited. */
async function responseTime(
  ctx: MutationCtx,
  answer: Doc<"messages">,
): Promise<number[]> {
  let waitingSince: number | null = null;
  for (const message of await listBefore(ctx, answer)) {
    if (isAnswer(message)) break;
    if (message.direction === "inbound") waitingSince = message.sentAt;
  }
  return waitingSince === null
    ? emptyHistogram()
    : addDuration(emptyHistogram(), answer.sentAt - waitingSince);
}

export async function entryAddition(
  ctx: MutationCtx,
  entry: Doc<"ledgerEntries">,
): Promise<Addition | null> {
  const { tenantId, kind, credits, createdAt: at } = entry;
  switch (kind) {
    case "capture":
      return {
        tenantId,
        at,
        counts: { captured: credits, ...(await sentCounts(ctx, entry)) },
      };
    case "refund":
      return { tenantId, at, counts: { refunded: credits, failed: 1 } };
    case "release":
      return (await isFailedSend(ctx, entry))
        ? { tenantId, at, counts: { failed: 1 } }
        : null;
    default:
      return null;
  }
}

async function paidMessage(ctx: MutationCtx, entry: Doc<"ledgerEntries">) {
  const { tenantId, reservationId } = entry;
  if (reservationId === null) return null;
  const id = ctx.db.normalizeId("reservations", reservationId);
  const reservation = id === null ? null : await getReservation(ctx, id);
  if (reservation?.tenantId !== tenantId || reservation.messageId === null) {
    return null;
  }
  return getOutbound(ctx, reservation.messageId);
}

async function sentCounts(
  ctx: MutationCtx,
  entry: Doc<"ledgerEntries">,
): Promise<Partial<Counts>> {
  const message = await paidMessage(ctx, entry);
  switch (message?.outbound.purpose) {
    case undefined:
      return {};
    case "ai_reply":
      return {
        aiAnswers: 1,
        aiResponse: await responseTime(ctx, message),
      };
    case "manual":
      return {
        humanAnswers: 1,
        humanResponse: await responseTime(ctx, message),
      };
    default:
      return { notices: 1 };
  }
}

async function isFailedSend(
  ctx: MutationCtx,
  entry: Doc<"ledgerEntries">,
): Promise<boolean> {
  const message = await paidMessage(ctx, entry);
  return (
    message?.status === "failed" &&
    message.outbound.reservationId === entry.reservationId
  );
}
