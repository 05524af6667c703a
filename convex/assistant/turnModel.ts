/*
 * A turn is one burst of a customer that is owed one answer, paid by one hold.
 * An answer is sent only while its turn is open and its version is the newest.
 */
import { placeTurn } from "../../lib/assistant/fair-share";
import { priceOf } from "../../lib/credits/prices";
import { quietUntil } from "../../lib/messages/burst";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { type Held, release } from "../credits/reservationModel";
import { parkTurn, unparkTurn } from "./laneModel";

/** A customer who writes on and on is answered after this long at the latest, in ms. */
const MAX_HOLD_MS = 30_000;

export async function getTurn(
  ctx: QueryCtx,
  turnId: Id<"turns">,
): Promise<Doc<"turns"> | null> {
  return ctx.db.get("turns", turnId);
}

/** The turn of a conversation that can still be superseded. */
export async function getOpenTurn(
  ctx: QueryCtx,
  conversation: Doc<"conversations">,
): Promise<Doc<"turns"> | null> {
  if (conversation.openTurnId === null) return null;
  const turn = await getTurn(ctx, conversation.openTurnId);
  return turn?.status === "open" ? turn : null;
}

/** Opens a turn for a conversation; the caller writes `openTurnId` and schedules the answer. */
export async function openTurn(
  ctx: MutationCtx,
  conversation: Doc<"conversations">,
  { reservationId, reserved }: Held,
  quietWindowMs: number,
): Promise<Doc<"turns">> {
  const now = Date.now();
  const outstanding = Math.ceil(reserved / priceOf("text"));
  const { lane, waitMs } = placeTurn(outstanding);
  const fields = {
    tenantId: conversation.tenantId,
    conversationId: conversation._id,
    status: "open" as const,
    version: 1,
    startedAt: now,
    dueAt: now + Math.max(quietWindowMs, waitMs),
    reservationId,
    lane,
  };
  const turnId = await ctx.db.insert("turns", fields);
  if (lane === "parked") await parkTurn(ctx, turnId, fields.tenantId);
  return { _id: turnId, _creationTime: now, ...fields };
}

/** One more message of the same burst: what was prepared for the older ones is stale. */
export async function extendTurn(
  ctx: MutationCtx,
  turn: Doc<"turns">,
  quietWindowMs: number,
): Promise<Doc<"turns">> {
  const quietAt = quietUntil({
    now: Date.now(),
    firstUnansweredAt: turn.startedAt,
    quietWindowMs,
    maxHoldMs: MAX_HOLD_MS,
  });
  const patch = {
    version: turn.version + 1,
    dueAt: turn.lane === "parked" ? Math.max(turn.dueAt, quietAt) : quietAt,
  };
  await ctx.db.patch("turns", turn._id, patch);
  return { ...turn, ...patch };
}

async function closeTurn(
  ctx: MutationCtx,
  turn: Doc<"turns">,
  status: "answered" | "handed_off" | "cancelled",
  conversation: Partial<Doc<"conversations">>,
): Promise<void> {
  await unparkTurn(ctx, turn);
  await ctx.db.patch("turns", turn._id, { status });
  await ctx.db.patch("conversations", turn.conversationId, {
    ...conversation,
    openTurnId: null,
  });
}

/** A turn whose answer has to wait: nobody looks for it before `dueAt`. */
export async function postponeTurn(
  ctx: MutationCtx,
  turn: Doc<"turns">,
  dueAt: number,
): Promise<void> {
  await ctx.db.patch("turns", turn._id, { dueAt });
}

/** A parked turn starts although none of its business has ended. */
export async function freeTurn(
  ctx: MutationCtx,
  turn: Doc<"turns">,
): Promise<void> {
  await unparkTurn(ctx, turn);
  await ctx.db.patch("turns", turn._id, { lane: "free", dueAt: Date.now() });
}

/** The answer left the queue: a newer message starts a new turn. `conversation` changes with it. */
export async function answerTurn(
  ctx: MutationCtx,
  turn: Doc<"turns">,
  conversation: Partial<Doc<"conversations">> = {},
): Promise<void> {
  await closeTurn(ctx, turn, "answered", conversation);
}

/** Ends a turn without an answer and gives its hold back. */
export async function abandonTurn(
  ctx: MutationCtx,
  turn: Doc<"turns">,
  status: "handed_off" | "cancelled",
  actor: string,
  reason: string,
): Promise<void> {
  await closeTurn(ctx, turn, status, {});
  await release(ctx, turn.reservationId, actor, reason);
}
