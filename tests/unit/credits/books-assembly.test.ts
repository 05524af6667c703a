import { expect, test } from "vitest";
import { verifyBooks } from "../../../lib/credits/books";
import {
  assembleBooks,
  type BooksRows,
  type BooksSource,
  type BooksTail,
} from "../../../lib/credits/books-assembly";
import type { BooksExport } from "../../../lib/credits/books-export";
import { BooksWriter, TENANT } from "../../support/books";

const PAGE = 4;

/** Books that go on: before each reading, `move` may change them. */
function sourceOf(
  now: () => BooksExport,
  move: () => Promise<void>,
  isWhole: () => boolean = () => true,
): BooksSource & { asked: Parameters<BooksSource["readTail"]>[0][] } {
  const asked: Parameters<BooksSource["readTail"]>[0][] = [];
  return {
    asked,
    async readPage<Part extends keyof BooksRows>(
      part: Part,
      cursor: string | null,
    ) {
      await move();
      const from = Number(cursor ?? 0);
      const rows = now()[part] as BooksRows[Part][];
      return {
        page: rows.slice(from, from + PAGE),
        isDone: from + PAGE >= rows.length,
        continueCursor: String(from + PAGE),
      };
    },
    async readTail(moving): Promise<BooksTail> {
      await move();
      asked.push(moving);
      const { wallet, entries, reservations, messages } = now();
      const whole = isWhole();
      const fresh = entries.slice(moving.since);
      const named = new Set([
        ...moving.reservationIds,
        ...fresh.map(({ reservationId }) => reservationId ?? ""),
      ]);
      const touched = reservations.filter(({ id }) => named.has(id));
      const about = new Set([
        ...moving.messageIds,
        ...touched.map(({ messageId }) => messageId ?? ""),
      ]);
      return {
        wallet,
        isWhole: whole,
        entries: whole ? fresh : [],
        reservations: whole ? touched : [],
        messages: whole ? messages.filter(({ id }) => about.has(id)) : [],
      };
    },
  };
}

async function busyBooks() {
  const writer = new BooksWriter();
  await writer.book("grant", 500);
  for (let index = 0; index < 5; index += 1) {
    await writer.message(`m${String(index)}`, "sent");
  }
  let moves = 0;
  return {
    now: () => writer.export(),
    move: async () => {
      moves += 1;
      const outcome = moves % 3 === 0 ? "queued" : "sent";
      await writer.message(`moved${String(moves)}`, outcome);
    },
    moves: () => moves,
  };
}

async function assemble(source: BooksSource): Promise<BooksExport> {
  const books = await assembleBooks(TENANT, source);
  if (books === null) throw new Error("The books never came to rest.");
  return books;
}

test("an export is as of one moment while credits move between all readings", async () => {
  const { now, move } = await busyBooks();
  const books = await assemble(sourceOf(now, move));
  expect(await verifyBooks(books)).toMatchObject({ problems: [] });
  expect(books.wallet).toEqual(now().wallet);
  expect(books.messages).toHaveLength(now().messages.length);
});

test("what was under way is read again", async () => {
  const { now, move, moves } = await busyBooks();
  const source = sourceOf(now, move);
  await assemble(source);
  expect(moves()).toBeGreaterThan(6);
  expect(source.asked[0]?.reservationIds).toContain("reservation_moved3");
  expect(source.asked[0]?.messageIds).toContain("moved3");
});

test("without the last reading the same pages would contradict each other", async () => {
  const { now, move } = await busyBooks();
  const source = sourceOf(now, move);
  const first = await assemble({
    ...source,
    readTail: async (moving) => ({
      ...(await source.readTail(moving)),
      reservations: [],
      messages: [],
    }),
  });
  expect((await verifyBooks(first)).ok).toBe(false);
});

test("all is read anew when more came than a tail brings, and given up at some time", async () => {
  const { now } = await busyBooks();
  const still = () => Promise.resolve();
  let tails = 0;
  const patient = sourceOf(now, still, () => (tails += 1) > 1);
  expect(await verifyBooks(await assemble(patient))).toMatchObject({
    problems: [],
  });
  expect(tails).toBe(2);
  const never = sourceOf(now, still, () => false);
  expect(await assembleBooks(TENANT, never)).toBeNull();
});
