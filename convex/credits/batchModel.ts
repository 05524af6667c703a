/*
 * A batch looks at some rows and at all they must agree with, in one transaction,
 * so what moves meanwhile is never mistaken for a fault.
 */
import {
  billingFault,
  isGoodwill,
  reservationFaults,
  strayEntry,
} from "../../lib/credits/books-billing";
import { type Fault, foldEntry, KEY_TWICE } from "../../lib/credits/books-fold";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { getOwnMessage } from "../messages/historyModel";
import { listSent, type OutboundMessage } from "../messages/model";
import type { Check, Finding } from "./checkModel";
import { entryRowOf, messageRowOf, reservationRowOf } from "./exportModel";
import { listEntriesForward, requireWallet } from "./model";
import { getTenantPlan } from "./planModel";
import {
  findReservation,
  getReservation,
  listReservations,
} from "./reservationModel";

const ENTRIES = 100;
const ROWS = 50;
const OVERDUE_MS = 24 * 3_600_000;

export interface Batch {
  found: Finding[];
  changes: Partial<Check>;
  isDone: boolean;
}

/** The next entries of the ledger; after the last one, the wallet as it is at the same moment. */
export async function checkEntries(
  ctx: QueryCtx,
  check: Check,
): Promise<Batch> {
  const { tenantId, cursor, balance, reserved, issued, lastHash } = check;
  const result = await listEntriesForward(ctx, tenantId, {
    numItems: ENTRIES,
    cursor,
  });
  const found: Finding[] = [];
  let totals = { balance, reserved, issued, lastHash, entries: check.entries };
  for (const entry of result.page) {
    const step = await foldEntry(tenantId, totals, entryRowOf(entry));
    totals = step.totals;
    const faults = [...step.faults, ...(await faultsAround(ctx, entry))];
    for (const fault of faults) {
      found.push({ ...fault, entry: totals.entries, subject: null });
    }
  }
  if (result.isDone)
    found.push(...(await walletFindings(ctx, tenantId, totals)));
  const changes = { ...totals, cursor: result.continueCursor };
  return { found, changes, isDone: result.isDone };
}

/** What is wrong with an entry beyond the chain: its key, and the hold it names. */
async function faultsAround(
  ctx: QueryCtx,
  entry: Doc<"ledgerEntries">,
): Promise<Fault[]> {
  const { tenantId, idempotencyKey, reservationId } = entry;
  const faults: Fault[] = [];
  const sharing = await listByKey(ctx, tenantId, idempotencyKey);
  if (sharing.length > 1) faults.push(KEY_TWICE);
  const hold =
    reservationId === null ? null : await findReservation(ctx, reservationId);
  const detail = strayEntry(entry, hold?.tenantId === tenantId);
  if (detail !== null) faults.push({ check: "reservation", detail });
  return faults;
}

/** The entries of a key, which must be one at most: a broken ledger may have more. */
async function listByKey(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  idempotencyKey: string,
): Promise<Doc<"ledgerEntries">[]> {
  return ctx.db
    .query("ledgerEntries")
    .withIndex("by_tenant_and_idempotency_key", (q) =>
      q.eq("tenantId", tenantId).eq("idempotencyKey", idempotencyKey),
    )
    .take(2);
}

async function firstByKey(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  idempotencyKey: string,
): Promise<Doc<"ledgerEntries"> | null> {
  return (await listByKey(ctx, tenantId, idempotencyKey))[0] ?? null;
}

async function walletFindings(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  totals: Pick<
    Check,
    "balance" | "reserved" | "issued" | "lastHash" | "entries"
  >,
): Promise<Finding[]> {
  const wallet = await requireWallet(ctx, tenantId);
  const details: string[] = [];
  const compare = (name: string, held: number, said: number) => {
    if (held !== said) {
      details.push(`${name} ${String(held)}, the ledger says ${String(said)}`);
    }
  };
  compare("holds", wallet.balance, totals.balance);
  compare("has reserved", wallet.reserved, totals.reserved);
  compare("counts entries:", wallet.sequence, totals.entries);
  compare("says issued in all:", wallet.issued, totals.issued);
  if (wallet.lastHash !== totals.lastHash) {
    details.push("does not end in the last entry's hash");
  }
  const plan = await getTenantPlan(ctx, tenantId);
  const findings = details.map((detail) => findingOf("wallet", null, detail));
  const dueAt = plan?.dueAt ?? null;
  if (dueAt !== null && dueAt < Date.now() - OVERDUE_MS) {
    findings.push(findingOf("plan", null, "a period was never settled"));
  }
  return findings;
}

/** The next reservations, each against its entries and the message it paid for. */
export async function checkReservations(
  ctx: QueryCtx,
  { tenantId, cursor, reservations }: Check,
): Promise<Batch> {
  const result = await listReservations(ctx, tenantId, {
    numItems: ROWS,
    cursor,
  });
  const found: Finding[] = [];
  for (const hold of result.page) {
    for (const detail of await holdFaults(ctx, hold)) {
      found.push(findingOf("reservation", hold._id, detail));
    }
  }
  const changes = {
    reservations: reservations + result.page.length,
    cursor: result.continueCursor,
  };
  return { found, changes, isDone: result.isDone };
}

async function holdFaults(
  ctx: QueryCtx,
  hold: Doc<"reservations">,
): Promise<string[]> {
  const { _id, tenantId, messageId, status } = hold;
  const keys = ["reserve", "capture", "release"].map((kind) =>
    firstByKey(ctx, tenantId, `${kind}:${_id}`),
  );
  const lifecycle = (await Promise.all(keys)).filter((entry) => entry !== null);
  const faults = reservationFaults(reservationRowOf(hold), lifecycle);
  if (status !== "captured") return faults;
  const message =
    messageId === null ? null : await getOwnMessage(ctx, tenantId, messageId);
  if (message === null) return [...faults, "was captured for no message"];
  if (message.outbound?.reservationId === _id) return faults;
  // A charge that was given back may have been followed by a new one.
  const refund = await firstByKey(ctx, tenantId, `refund:${_id}`);
  return refund === null
    ? [...faults, "charged a message that another reservation pays for"]
    : faults;
}

/** The next messages that went through the sender, each against what was charged for it. */
export async function checkMessages(
  ctx: QueryCtx,
  { tenantId, cursor, messages }: Check,
): Promise<Batch> {
  const result = await listSent(ctx, tenantId, { numItems: ROWS, cursor });
  const found: Finding[] = [];
  for (const message of result.page) {
    const detail = await messageFault(ctx, message);
    if (detail !== null) found.push(findingOf("message", message._id, detail));
  }
  const changes = {
    messages: messages + result.page.length,
    cursor: result.continueCursor,
  };
  return { found, changes, isDone: result.isDone };
}

async function messageFault(
  ctx: QueryCtx,
  message: OutboundMessage,
): Promise<string | null> {
  const { tenantId, outbound, status } = message;
  const { reservationId, refunded } = outbound;
  const hold =
    reservationId === null ? null : await getReservation(ctx, reservationId);
  if (reservationId !== null && hold?.messageId !== message._id) {
    return "names a reservation that is not its own";
  }
  const refund =
    reservationId === null
      ? null
      : await firstByKey(ctx, tenantId, `refund:${reservationId}`);
  const charges = hold?.status === "captured" ? 1 : 0;
  const isChargedAnew =
    refunded && refund === null && charges === 1 && status !== "failed";
  // The refunded charge before it is found with its own reservation.
  const earlier = isChargedAnew ? 1 : 0;
  return billingFault(messageRowOf(message), {
    charges: charges + earlier,
    refunds: (refund === null ? 0 : 1) + earlier,
    goodwill: refund !== null && isGoodwill(refund) ? 1 : 0,
  });
}

function findingOf(
  check: string,
  subject: string | null,
  detail: string,
): Finding {
  return { check, entry: null, subject, detail };
}
