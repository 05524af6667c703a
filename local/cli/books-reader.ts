import { z } from "zod";
import type { AdminApi } from "./admin-api";
import { Failure } from "./failure";

const walletSchema = z.object({
  balance: z.number(),
  reserved: z.number(),
  sequence: z.number(),
  lastHash: z.string(),
});

export type BooksWallet = z.infer<typeof walletSchema>;

/** Rows exactly as the product keeps them; lib/credits/books judges them. */
export type RawBooks = {
  format: "my-aibud-books/1";
  tenantId: string;
  wallet: BooksWallet;
  entries: unknown[];
  reservations: unknown[];
  messages: unknown[];
};

const PAGE_ROWS = 1_000;
const ATTEMPTS = 10;

export function readWallet(
  api: AdminApi,
  tenantId: string,
): Promise<BooksWallet> {
  return api.run("query", "credits/books:wallet", { tenantId }, walletSchema);
}

/** Every row of one of the books' listings, page by page. */
export async function readAll<T>(
  api: AdminApi,
  listing: "entries" | "reservations" | "messages",
  tenantId: string,
  row: z.ZodType<T>,
): Promise<T[]> {
  const pageSchema = z.object({
    page: z.array(row),
    isDone: z.boolean(),
    continueCursor: z.string(),
  });
  const rows: T[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page: z.infer<typeof pageSchema> = await api.run(
      "query",
      `credits/books:${listing}`,
      { tenantId, paginationOpts: { numItems: PAGE_ROWS, cursor } },
      pageSchema,
    );
    for (const each of page.page) rows.push(each);
    if (page.isDone) return rows;
    cursor = page.continueCursor;
  }
}

/**
 * A tenant's whole books as of one moment: read again while credits move.
 * Throws when they never stand still.
 */
export async function readBooks(
  api: AdminApi,
  tenantId: string,
): Promise<RawBooks> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const wallet = await readWallet(api, tenantId);
    const entries = await readAll(api, "entries", tenantId, z.unknown());
    const reservations = await readAll(
      api,
      "reservations",
      tenantId,
      z.unknown(),
    );
    const messages = await readAll(api, "messages", tenantId, z.unknown());
    const after = await readWallet(api, tenantId);
    if (after.sequence !== wallet.sequence) continue;
    return {
      format: "my-aibud-books/1",
      tenantId,
      wallet,
      entries,
      reservations,
      messages,
    };
  }
  throw new Failure(
    "The books moved on every reading; try again when less is going on.",
  );
}
