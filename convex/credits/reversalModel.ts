/*
 * A booking is never undone, it is reversed: once, by an entry that names it.
 * A reversal is final; what it got wrong is a correction of its own.
 * What was paid for is taken back by the payment's refund, not here as well.
 */
import type { LedgerKind } from "../../lib/credits/ledger";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getEntry } from "./historyModel";
import { book, requireBookable } from "./model";

const OPPOSITES: Partial<Record<LedgerKind, "adjust_up" | "adjust_down">> = {
  top_up: "adjust_down",
  adjust_up: "adjust_down",
  adjust_down: "adjust_up",
};

/** The key under which the reversal of an entry is booked. */
export function undoKey(sequence: number): string {
  return `undo:${String(sequence)}`;
}

async function requireReversible(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  sequence: number,
): Promise<{ entry: Doc<"ledgerEntries">; kind: LedgerKind }> {
  const entry = await getEntry(ctx, tenantId, sequence);
  const kind = entry === null ? undefined : OPPOSITES[entry.kind];
  const isReversal = entry?.reference?.startsWith("entry:") === true;
  const isOperators = entry?.actorKind === "operator";
  if (entry === null || kind === undefined || isReversal || !isOperators) {
    throw appError("NOT_FOUND", "There is no such booking to take back.");
  }
  return { entry, kind };
}

/**
 * Books the reverse of an operator's top-up or correction, of all of it or of the part
 * that is still there. False when it was reversed before; INSUFFICIENT_CREDITS
 * when that many are no longer available.
 */
export async function reverseEntry(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  sequence: number,
  credits: number,
  by: { actor: string; reason: string },
): Promise<boolean> {
  requireBookable(credits);
  const { entry, kind } = await requireReversible(ctx, tenantId, sequence);
  if (credits > entry.credits) {
    throw appError("VALIDATION_FAILED", "That is more than was booked.");
  }
  return book(
    ctx,
    tenantId,
    { kind, credits },
    {
      ...by,
      reference: `entry:${String(sequence)}`,
      idempotencyKey: undoKey(sequence),
    },
  );
}
