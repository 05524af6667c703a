import { describe, expect, test } from "vitest";
import {
  parseBooksExport,
  verifyBooks,
  type BooksExport,
} from "../../../lib/credits/books";
import { hashEntry } from "../../../lib/credits/chain";
import { BooksWriter, TENANT, sampleBooks } from "../../support/books";

async function checksOf(books: BooksExport): Promise<string[]> {
  return (await verifyBooks(books)).problems.map(({ check }) => check);
}

/** Recomputes every hash, as somebody with the code and the database could. */
async function rechained(books: BooksExport): Promise<BooksExport> {
  let previousHash = `genesis:${books.tenantId}`;
  for (const entry of books.entries) {
    entry.previousHash = previousHash;
    const { hash: _old, ...content } = entry;
    entry.hash = await hashEntry(books.tenantId, content);
    previousHash = entry.hash;
  }
  books.wallet.lastHash = previousHash;
  return books;
}

function entryAt(books: BooksExport, position: number) {
  const entry = books.entries[position - 1];
  if (entry === undefined) throw new Error("There is no such entry.");
  return entry;
}

function messageOf(books: BooksExport, id: string) {
  const message = books.messages.find((candidate) => candidate.id === id);
  if (message === undefined) throw new Error("There is no such message.");
  return message;
}

describe("correct books", () => {
  test("have no problems", async () => {
    const books = await sampleBooks();
    expect(await verifyBooks(books)).toEqual({
      ok: true,
      entries: books.entries.length,
      problems: [],
    });
  });

  test("may be empty", async () => {
    expect(await verifyBooks(new BooksWriter().export())).toEqual({
      ok: true,
      entries: 0,
      problems: [],
    });
  });

  test("survive export and import", async () => {
    const text = JSON.stringify(await sampleBooks());
    const books = parseBooksExport(JSON.parse(text));
    expect((await verifyBooks(books)).ok).toBe(true);
  });

  test("may charge a message anew that proved sent after a refund", async () => {
    const writer = new BooksWriter();
    await writer.book("grant", 5);
    await writer.message("m1", "refunded");
    await writer.message("late", "sent");
    const books = writer.export();
    const late = books.reservations.find(({ id }) => id === "reservation_late");
    if (late !== undefined) late.messageId = "m1";
    books.messages = books.messages
      .filter(({ id }) => id === "m1")
      .map((message) => ({
        ...message,
        status: "delivered" as const,
        reservationId: "reservation_late",
      }));
    expect(await verifyBooks(books)).toMatchObject({ ok: true });
  });
});

/** Every leaf of a value as a path. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) =>
    leaves(inner, [...path, name]),
  );
}

function changed(value: unknown, path: readonly string[]): unknown {
  if (value === "captured") return "released";
  if (value === "held") return "captured";
  if (value === "released") return "captured";
  if (path.at(-1) === "status") return value === "read" ? "failed" : "read";
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return typeof value === "string" ? `${value}x` : "something";
}

function replace(root: unknown, path: readonly string[]): void {
  let current = root as Record<string, unknown>;
  for (const name of path.slice(0, -1)) {
    current = current[name] as Record<string, unknown>;
  }
  const last = path.at(-1) ?? "";
  current[last] = changed(current[last], path);
}

describe("tampering", () => {
  test("with any one field of any entry or the wallet is found", async () => {
    const books = await sampleBooks();
    const paths = [
      ...leaves(books.entries, ["entries"]),
      ...leaves(books.wallet, ["wallet"]),
      ["tenantId"],
    ];
    expect(paths.length).toBeGreaterThan(300);
    for (const path of paths) {
      const forged = structuredClone(books);
      replace(forged, path);
      const report = await verifyBooks(forged);
      expect(report.ok, path.join(".")).toBe(false);
      if (path[0] !== "entries") continue;
      const position = Number(path[1]) + 1;
      expect(report.problems[0]?.entry, path.join(".")).toBe(position);
    }
  });

  test("with what a reservation or a message says about credits is found", async () => {
    const books = await sampleBooks();
    // When something happened, or that a failed or refunded message had once
    // gone out unbilled, is no matter of credits; nor is sent against read.
    const failed = books.messages.flatMap(({ status, refunded }, index) =>
      status === "failed" || refunded ? [`messages.${index}.unbilled`] : [],
    );
    const isHarmless = (path: string[], original: unknown) =>
      failed.includes(path.join(".")) ||
      path.at(-1) === "createdAt" ||
      (path.at(-1) === "resolvedAt" && original !== null) ||
      original === "read" ||
      original === "sent";
    const paths = [
      ...leaves(books.reservations, ["reservations"]),
      ...leaves(books.messages, ["messages"]),
    ];
    for (const path of paths) {
      const forged = structuredClone(books);
      const original = path.reduce<unknown>(
        (value, name) => (value as Record<string, unknown>)[name],
        forged,
      );
      if (isHarmless(path, original)) continue;
      replace(forged, path);
      expect((await verifyBooks(forged)).ok, path.join(".")).toBe(false);
    }
  });

  test("by leaving out, doubling or swapping entries is found", async () => {
    const books = await sampleBooks();
    for (let index = 0; index < books.entries.length; index += 1) {
      const without = structuredClone(books);
      without.entries.splice(index, 1);
      expect((await verifyBooks(without)).ok).toBe(false);
      const doubled = structuredClone(books);
      doubled.entries.splice(index, 0, entryAt(books, index + 1));
      expect((await verifyBooks(doubled)).ok).toBe(false);
    }
    const swapped = structuredClone(books);
    swapped.entries.splice(2, 2, entryAt(books, 4), entryAt(books, 3));
    expect((await verifyBooks(swapped)).problems[0]?.entry).toBe(3);
  });

  test("with the chain recomputed is still found by the arithmetic", async () => {
    const books = await sampleBooks();
    entryAt(books, 1).credits = 1_000;
    expect(await checksOf(await rechained(books))).toContain("postings");

    const generous = await sampleBooks();
    entryAt(generous, 4).balanceAfter += 5;
    expect(await checksOf(await rechained(generous))).toContain(
      "running_total",
    );
  });

  test("by a free message is found, even when the ledger itself is whole", async () => {
    const writer = new BooksWriter();
    await writer.book("grant", 5);
    await writer.message("m1", "failed");
    const books = writer.export();
    messageOf(books, "m1").status = "delivered";
    expect(await verifyBooks(books)).toMatchObject({
      ok: false,
      problems: [{ check: "message", id: "m1", entry: null }],
    });
  });

  test("by a charge without a message is found", async () => {
    const writer = new BooksWriter();
    await writer.book("grant", 5);
    await writer.message("m1", "sent");
    const books = writer.export();
    books.messages = [];
    expect(await verifyBooks(books)).toMatchObject({
      problems: [{ check: "reservation", id: "reservation_m1" }],
    });
  });

  test("by charging one message twice is found", async () => {
    const writer = new BooksWriter();
    await writer.book("grant", 5);
    await writer.message("m1", "sent");
    await writer.message("m2", "sent");
    const books = writer.export();
    const second = books.reservations.find(({ id }) => id === "reservation_m2");
    if (second !== undefined) second.messageId = "m1";
    books.messages = books.messages.filter(({ id }) => id === "m1");
    expect(await checksOf(books)).toContain("message");
  });

  test("by capturing what was never reserved is found", async () => {
    const writer = new BooksWriter();
    await writer.book("grant", 5);
    await writer.message("m1", "queued");
    const books = writer.export();
    const capture = structuredClone(entryAt(books, 2));
    books.entries.push({
      ...capture,
      kind: "capture",
      reservationId: null,
      sequence: 3,
      idempotencyKey: "another",
    });
    const report = await verifyBooks(await rechained(books));
    expect(report.problems.map(({ check }) => check)).toContain("reservation");
  });

  test("never makes the check itself fail", async () => {
    const books = await sampleBooks();
    for (const credits of [Number.NaN, -5, 0.5, Infinity]) {
      const forged = structuredClone(books);
      entryAt(forged, 3).credits = credits;
      const report = await verifyBooks(forged);
      expect(report.problems[0]?.entry).toBe(3);
    }
  });
});

describe("an export", () => {
  test("of another format, or with a field missing or added, is refused", async () => {
    const books = await sampleBooks();
    const { tenantId: _id, ...nameless } = books;
    for (const wrong of [
      null,
      [],
      "books",
      { ...books, format: "my-aibud-books/2" },
      nameless,
      { ...books, extra: 1 },
      { ...books, entries: [{ ...books.entries[0], credits: "5" }] },
      { ...books, entries: [{ ...books.entries[0], kind: "gift" }] },
    ]) {
      expect(() => parseBooksExport(wrong)).toThrow("Not a books export");
    }
  });

  test("names the field that is wrong", async () => {
    const books = await sampleBooks();
    const wrong = { ...books, wallet: { ...books.wallet, balance: "many" } };
    expect(() => parseBooksExport(wrong)).toThrow("wallet.balance");
  });

  test("belongs to its tenant", async () => {
    const books = await sampleBooks();
    expect(books.tenantId).toBe(TENANT);
    const report = await verifyBooks({ ...books, tenantId: "another" });
    expect(report.problems[0]).toMatchObject({ entry: 1, check: "chain" });
  });
});
