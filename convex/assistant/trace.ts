import { v } from "convex/values";
import type { Doc } from "../_generated/dataModel";
import { getReservation } from "../credits/reservationModel";
import { reservationStatus } from "../credits/schema";
import { tenantQuery } from "../functions";
import { requireMessage } from "../messages/readModel";
import { redactionCounts, runOutcome } from "./schema";
import { listRuns } from "./traceModel";
import { getTurn } from "./turnModel";

const run = v.object({
  at: v.number(),
  outcome: runOutcome,
  reason: v.union(v.string(), v.null()),
  model: v.string(),
  latencyMs: v.number(),
  promptTokens: v.number(),
  answerTokens: v.number(),
  costMicros: v.number(),
  promptHash: v.string(),
  promptParts: v.array(v.object({ name: v.string(), chars: v.number() })),
  passages: v.array(v.string()),
  redactions: redactionCounts,
  calls: v.array(
    v.object({
      model: v.string(),
      outcome: v.string(),
      latencyMs: v.number(),
    }),
  ),
});

const hold = v.object({
  credits: v.number(),
  status: reservationStatus,
  reservedAt: v.number(),
  resolvedAt: v.union(v.number(), v.null()),
});

/** Why the AI answered with this message; null for anything that is not an answer of the AI. */
export const get = tenantQuery({
  permission: "read",
  args: { messageId: v.id("messages") },
  returns: v.union(
    v.object({
      /** Newest first; the first one made the answer. */
      runs: v.array(run),
      /** How many messages of the customer it answers together. */
      burst: v.number(),
      startedAt: v.number(),
      hold: v.union(hold, v.null()),
    }),
    v.null(),
  ),
  handler: async (ctx, { messageId }) => {
    const message = await requireMessage(ctx, ctx.tenant._id, messageId);
    const { outbound } = message;
    if (outbound === null || outbound.turnId === null) return null;
    const turn = await getTurn(ctx, outbound.turnId);
    if (turn === null) return null;
    const runs = await listRuns(ctx, turn._id);
    const { reservationId } = outbound;
    const held =
      reservationId === null ? null : await getReservation(ctx, reservationId);
    return {
      // A run is recorded before its answer is inserted, in one transaction.
      runs: runs
        .filter(({ _creationTime }) => _creationTime <= message._creationTime)
        .map(viewOfRun),
      burst: outbound.turnVersion,
      startedAt: turn.startedAt,
      hold: held === null ? null : viewOfHold(held),
    };
  },
});

function viewOfRun(found: Doc<"assistantRuns">) {
  return {
    at: found._creationTime,
    outcome: found.outcome,
    reason: found.reason,
    model: found.model,
    latencyMs: found.latencyMs,
    promptTokens: found.promptTokens,
    answerTokens: found.answerTokens,
    costMicros: found.costMicros,
    promptHash: found.promptHash,
    promptParts: found.promptParts,
    passages: found.passages,
    redactions: found.redactions,
    calls: found.calls,
  };
}

function viewOfHold(held: Doc<"reservations">) {
  return {
    credits: held.credits,
    status: held.status,
    reservedAt: held._creationTime,
    resolvedAt: held.resolvedAt,
  };
}
