import type {
  BooksExport,
  BooksMessage,
  BooksProblem,
  BooksReservation,
} from "./books-export";
import { actorKindOf } from "./actors";
import type { LedgerEntry } from "./chain";

type Report = (check: string, id: string, detail: string) => void;

/**
 * What is wrong between the ledger, the reservations and the messages: every
 * reservation is reserved once and resolved as its status says, and every
 * message that went out is charged exactly once, every other one not at all.
 */
export function findBillingProblems(input: BooksExport): BooksProblem[] {
  const problems: BooksProblem[] = [];
  const report: Report = (check, id, detail) =>
    problems.push({ check, entry: null, id, detail });
  const entries = groupBy(input.entries, (entry) => entry.reservationId);
  const reservations = new Map<string, BooksReservation>();
  for (const reservation of input.reservations) {
    if (reservations.has(reservation.id)) {
      report("reservation", reservation.id, "is listed twice");
    }
    reservations.set(reservation.id, reservation);
  }
  input.entries.forEach((entry, index) => {
    const detail = strayEntry(
      entry,
      entry.reservationId !== null && reservations.has(entry.reservationId),
    );
    if (detail === null) return;
    problems.push({ check: "reservation", entry: index + 1, id: null, detail });
  });
  for (const reservation of reservations.values()) {
    const lifecycle = (entries.get(reservation.id) ?? []).filter(
      (entry) => entry.kind !== "refund",
    );
    for (const fault of reservationFaults(reservation, lifecycle)) {
      report("reservation", reservation.id, fault);
    }
  }
  checkMessages(input, reservations, report);
  return problems;
}

/** What is wrong with an entry's naming of a reservation, given whether the named one exists. */
export function strayEntry(
  { kind, reservationId }: Pick<LedgerEntry, "kind" | "reservationId">,
  exists: boolean,
): string | null {
  const isResolution =
    kind === "reserve" || kind === "capture" || kind === "release";
  if (reservationId === null) {
    return isResolution ? `a ${kind} without a reservation` : null;
  }
  if (!isResolution && kind !== "refund") {
    return `a ${kind} with a reservation`;
  }
  return exists ? null : `its reservation ${reservationId} does not exist`;
}

/** What is wrong between a reservation and its entries, refunds aside, in ledger order. */
export function reservationFaults(
  { status, credits, resolvedAt }: BooksReservation,
  lifecycle: readonly Pick<LedgerEntry, "kind" | "credits">[],
): string[] {
  const expected = {
    held: ["reserve"],
    captured: ["reserve", "capture"],
    released: ["reserve", "release"],
  }[status];
  const actual = lifecycle.map((entry) => entry.kind);
  const faults: string[] = [];
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    const found = actual.length === 0 ? "nothing" : actual.join(", ");
    faults.push(`is ${status}, the ledger says ${found}`);
  }
  if (lifecycle.some((entry) => entry.credits !== credits)) {
    faults.push(`is not of ${credits} credits in the ledger`);
  }
  if ((resolvedAt === null) !== (status === "held")) {
    faults.push(`is ${status} but its time of resolution differs`);
  }
  return faults;
}

function checkMessages(
  input: BooksExport,
  reservations: ReadonlyMap<string, BooksReservation>,
  report: Report,
): void {
  const captured = input.reservations.filter(
    (reservation) => reservation.status === "captured",
  );
  const byMessage = groupBy(captured, (reservation) => reservation.messageId);
  const refunds = groupBy(
    input.entries.filter((entry) => entry.kind === "refund"),
    (entry) => entry.reference,
  );
  const messages = new Map<string, BooksMessage>();
  for (const message of input.messages) {
    if (messages.has(message.id)) {
      report("message", message.id, "is listed twice");
    }
    messages.set(message.id, message);
    const { reservationId } = message;
    const own =
      reservationId === null ? undefined : reservations.get(reservationId);
    if (reservationId !== null && own?.messageId !== message.id) {
      report("message", message.id, "names a reservation that is not its own");
    }
    const paidBack = refunds.get(message.id) ?? [];
    const fault = billingFault(message, {
      charges: byMessage.get(message.id)?.length ?? 0,
      refunds: paidBack.length,
      goodwill: paidBack.filter(isGoodwill).length,
    });
    if (fault !== null) report("message", message.id, fault);
  }
  for (const reservation of captured) {
    const { id, messageId } = reservation;
    if (messageId === null || !messages.has(messageId)) {
      report("reservation", id, "was captured for no message");
    }
  }
}

/** Whether a person gave the charge back; the product does so only for what failed. */
export function isGoodwill(refund: Pick<LedgerEntry, "actor">): boolean {
  return actorKindOf(refund.actor) === "operator";
}

export interface Billing {
  charges: number;
  refunds: number;
  /** Those of the refunds that a person gave. */
  goodwill: number;
}

/** What is wrong between a message's state and what was charged for it; null when nothing is. */
export function billingFault(
  { status, unbilled, refunded }: BooksMessage,
  { charges, refunds, goodwill }: Billing,
): string | null {
  const count = `charged ${charges} times, refunded ${refunds} times`;
  if (refunded !== refunds > 0) return `its refund mark is wrong: ${count}`;
  const paid = charges - refunds;
  switch (status) {
    case "sent":
    case "delivered":
    case "read": {
      const expected = unbilled ? 0 : 1;
      const isRight = paid <= expected && paid + goodwill >= expected;
      return isRight ? null : `is ${status}: ${count}`;
    }
    case "failed":
      return paid === 0 ? null : `failed: ${count}`;
    default:
      if (unbilled) return `is ${status} and marked as sent unbilled`;
      return charges === 0 ? null : `is ${status}: ${count}`;
  }
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
