import type {
  BooksExport,
  BooksMessage,
  BooksReservation,
} from "./books-export";
import type { LedgerEntry } from "./chain";

export interface BooksRows {
  entries: LedgerEntry;
  reservations: BooksReservation;
  messages: BooksMessage;
}

export interface BooksPage<Row> {
  page: Row[];
  isDone: boolean;
  continueCursor: string;
}

/** What came or changed since the pages were read, all as of one moment. */
export interface BooksTail {
  wallet: BooksExport["wallet"];
  /** False when more came than one tail brings; its rows are then empty. */
  isWhole: boolean;
  entries: LedgerEntry[];
  reservations: BooksReservation[];
  messages: BooksMessage[];
}

export interface BooksSource {
  readPage<Part extends keyof BooksRows>(
    part: Part,
    cursor: string | null,
  ): Promise<BooksPage<BooksRows[Part]>>;
  readTail(moving: {
    since: number;
    reservationIds: string[];
    messageIds: string[];
  }): Promise<BooksTail>;
}

const ATTEMPTS = 5;
const UNSETTLED: ReadonlySet<BooksMessage["status"]> = new Set([
  "queued",
  "sending",
  "unknown",
]);

/**
 * A tenant's whole books as of one moment, while credits go on moving: pages
 * first, then one tail that brings what came meanwhile and reads again what was
 * under way. Null when they never come to rest.
 */
export async function assembleBooks(
  tenantId: string,
  source: BooksSource,
): Promise<BooksExport | null> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const entries = await readAll(source, "entries");
    const reservations = byId(await readAll(source, "reservations"));
    const messages = byId(await readAll(source, "messages"));
    const tail = await source.readTail({
      since: entries.length,
      ...moving(reservations, messages),
    });
    if (!tail.isWhole) continue;
    entries.push(...tail.entries);
    for (const row of tail.reservations) reservations.set(row.id, row);
    for (const row of tail.messages) messages.set(row.id, row);
    return {
      format: "my-aibud-books/1",
      tenantId,
      wallet: tail.wallet,
      entries,
      reservations: [...reservations.values()],
      messages: [...messages.values()],
    };
  }
  return null;
}

async function readAll<Part extends keyof BooksRows>(
  source: BooksSource,
  part: Part,
): Promise<BooksRows[Part][]> {
  const rows: BooksRows[Part][] = [];
  let cursor: string | null = null;
  for (;;) {
    const result: BooksPage<BooksRows[Part]> = await source.readPage(
      part,
      cursor,
    );
    for (const row of result.page) rows.push(row);
    if (result.isDone) return rows;
    cursor = result.continueCursor;
  }
}

function byId<Row extends { id: string }>(rows: readonly Row[]) {
  return new Map(rows.map((row) => [row.id, row]));
}

/** What may have changed since its page was read without an entry that says so. */
function moving(
  reservations: ReadonlyMap<string, BooksReservation>,
  messages: ReadonlyMap<string, BooksMessage>,
): { reservationIds: string[]; messageIds: string[] } {
  return {
    reservationIds: [...reservations.values()]
      .filter(({ status }) => status === "held")
      .map(({ id }) => id),
    messageIds: [...messages.values()]
      .filter(({ status }) => UNSETTLED.has(status))
      .map(({ id }) => id),
  };
}
