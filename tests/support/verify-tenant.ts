import { expect } from "vitest";
import { internal } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { type BooksExport, verifyBooks } from "../../lib/credits/books";
import type { Backend } from "./product";

/** A tenant's whole books, as the verifier takes them. */
export async function exportBooks(
  t: Backend,
  tenantId: Id<"tenants">,
): Promise<BooksExport> {
  const page = { tenantId, paginationOpts: { numItems: 1_000, cursor: null } };
  const books = internal.credits.books;
  return {
    format: "my-aibud-books/1",
    tenantId,
    wallet: await t.query(books.wallet, { tenantId }),
    entries: (await t.query(books.entries, page)).page,
    reservations: (await t.query(books.reservations, page)).page,
    messages: (await t.query(books.messages, page)).page,
  };
}

/** Expects a tenant's books to be in order. */
export async function verifyTenant(
  t: Backend,
  tenantId: Id<"tenants">,
): Promise<void> {
  const { problems } = await verifyBooks(await exportBooks(t, tenantId));
  expect(problems).toEqual([]);
}
