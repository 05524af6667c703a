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
import {
  addNumberCounts,
  type NumberCounts,
  numberCounts,
} from "../../lib/analytics/number-counts";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { getReservation } from "../credits/reservationModel";
import { hasEarlierStored, lookBack } from "../messages/historyModel";
import { getOutbound, type OutboundMessage } from "../messages/model";
import { getTenant } from "../tenants/model";
import { addToDay } from "./model";
import { addToNumberDay } from "./numberModel";

/** Time zones of the businesses of one batch; null: the business is gone. */
export type Zones = Map<Id<"tenants">, string | null>;

export type Addition = {
  tenantId: Id<"tenants">;
  /** The number it happened on; null where it belongs to none. */
  instanceId: Id<"instances"> | null;
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
  const numbers = new Map<
    string,
    Pick<Addition, "tenantId"> & {
      instanceId: Id<"instances">;
      day: Day;
      counts: NumberCounts;
    }
  >();
  for (const { tenantId, instanceId, at, counts } of additions) {
    const timeZone = await zoneOf(ctx, zones, tenantId);
    if (timeZone === null) continue;
    const day = dayOf(at, timeZone);
    const key = `${tenantId} ${day}`;
    const before = sums.get(key)?.counts ?? emptyCounts();
    const sum = addCounts(before, { ...emptyCounts(), ...counts });
    sums.set(key, { tenantId, day, counts: sum });
    if (instanceId === null) continue;
    const numberKey = `${instanceId} ${day}`;
    const known = numbers.get(numberKey)?.counts ?? {};
    const total = addNumberCounts(known, numberCounts(counts));
    numbers.set(numberKey, { tenantId, instanceId, day, counts: total });
  }
  for (const { tenantId, day, counts } of sums.values()) {
    await addToDay(ctx, tenantId, day, counts);
  }
  for (const { tenantId, instanceId, day, counts } of numbers.values()) {
    await addToNumberDay(ctx, tenantId, instanceId, day, counts);
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
    const opens = await opening(ctx, message, from, to);
    if (opens !== null) counts.conversations = 1;
    if (opens === "conversation") counts.newConversations = 1;
  }
  if (message.direction === "inbound") counts.inbound = 1;
  else if (message.author === "phone") {
    counts.phoneAnswers = 1;
    counts.humanResponse = await responseTime(ctx, message);
  }
  return { tenantId, instanceId: message.instanceId, at: sentAt, counts };
}

/** Whether the message opens its conversation, or its day of it from `from` to before `to`. */
async function opening(
  ctx: MutationCtx,
  message: Doc<"messages">,
  from: number,
  to: number,
): Promise<"conversation" | "day" | null> {
  const { previousAt } = message;
  if (previousAt !== undefined) {
    if (previousAt >= from) return null;
    return previousAt === 0 ? "conversation" : "day";
  }
  if (await hasEarlierStored(ctx, message, from, to)) return null;
  const end = Number.MAX_SAFE_INTEGER;
  return (await hasEarlierStored(ctx, message, 0, end))
    ? "day"
    : "conversation";
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
  const waitingSince = await waitingBefore(ctx, answer);
  return waitingSince === null
    ? emptyHistogram()
    : addDuration(emptyHistogram(), answer.sentAt - waitingSince);
}

/** Nearly always the question is right before its answer; only else more is read. */
const LOOKS_BACK = [3, 10];

async function waitingBefore(
  ctx: MutationCtx,
  answer: Doc<"messages">,
): Promise<number | null> {
  let waitingSince: number | null = null;
  for (const limit of LOOKS_BACK) {
    waitingSince = null;
    const { messages, isAll } = await lookBack(ctx, answer, limit);
    for (const message of messages) {
      if (isAnswer(message)) return waitingSince;
      if (message.direction === "inbound") waitingSince = message.sentAt;
    }
    if (isAll) return waitingSince;
  }
  return waitingSince;
}

export async function entryAddition(
  ctx: MutationCtx,
  entry: Doc<"ledgerEntries">,
): Promise<Addition | null> {
  const { tenantId, kind, credits, createdAt: at } = entry;
  if (kind !== "capture" && kind !== "refund" && kind !== "release") {
    return null;
  }
  const message =
    kind === "refund"
      ? await refundedMessage(ctx, entry)
      : await paidMessage(ctx, entry);
  const where = { tenantId, instanceId: message?.instanceId ?? null, at };
  switch (kind) {
    case "capture": {
      const counts = await sentCounts(ctx, message);
      return { ...where, counts: { captured: credits, ...counts } };
    }
    case "refund":
      return { ...where, counts: { refunded: credits, failed: 1 } };
    case "release":
      return isFailedSend(message, entry)
        ? { ...where, counts: { failed: 1 } }
        : null;
  }
}

/** A refund names its message; its hold was resolved before. */
async function refundedMessage(
  ctx: MutationCtx,
  { tenantId, reference }: Doc<"ledgerEntries">,
): Promise<OutboundMessage | null> {
  const id =
    reference === null ? null : ctx.db.normalizeId("messages", reference);
  const message = id === null ? null : await getOutbound(ctx, id);
  return message?.tenantId === tenantId ? message : null;
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
  message: OutboundMessage | null,
): Promise<Partial<Counts>> {
  if (message === null) return {};
  switch (message.outbound.purpose) {
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

function isFailedSend(
  message: OutboundMessage | null,
  entry: Doc<"ledgerEntries">,
): boolean {
  return (
    message?.status === "failed" &&
    message.outbound.reservationId === entry.reservationId
  );
}
