import { z } from "zod";
import type { DeliveryStatus } from "../messages/delivery";
import type { LedgerEntry } from "./chain";

export interface BooksReservation {
  id: string;
  credits: number;
  status: "held" | "captured" | "released";
  messageId: string | null;
  createdAt: number;
  resolvedAt: number | null;
}

export interface BooksMessage {
  id: string;
  status: DeliveryStatus;
  reservationId: string | null;
  refunded: boolean;
  unbilled: boolean;
}

export interface BooksExport {
  format: "my-aibud-books/1";
  tenantId: string;
  wallet: {
    balance: number;
    reserved: number;
    sequence: number;
    lastHash: string;
  };
  entries: LedgerEntry[];
  reservations: BooksReservation[];
  messages: BooksMessage[];
}

export interface BooksProblem {
  check: string;
  /** The position in the ledger, counted from 1. */
  entry: number | null;
  id: string | null;
  detail: string;
}

export interface BooksReport {
  ok: boolean;
  entries: number;
  problems: BooksProblem[];
}

const entry = z.strictObject({
  sequence: z.number(),
  kind: z.enum([
    "grant",
    "top_up",
    "refund",
    "adjust_up",
    "adjust_down",
    "expire",
    "reserve",
    "capture",
    "release",
  ]),
  credits: z.number(),
  postings: z.array(
    z.strictObject({
      account: z.enum([
        "issued",
        "available",
        "reserved",
        "spent",
        "adjusted",
        "expired",
      ]),
      credits: z.number(),
    }),
  ),
  balanceAfter: z.number(),
  reservedAfter: z.number(),
  actor: z.string(),
  reason: z.string(),
  reference: z.string().nullable(),
  idempotencyKey: z.string(),
  reservationId: z.string().nullable(),
  createdAt: z.number(),
  previousHash: z.string(),
  hash: z.string(),
});

const books = z.strictObject({
  format: z.literal("my-aibud-books/1"),
  tenantId: z.string().min(1),
  wallet: z.strictObject({
    balance: z.number(),
    reserved: z.number(),
    sequence: z.number(),
    lastHash: z.string(),
  }),
  entries: z.array(entry),
  reservations: z.array(
    z.strictObject({
      id: z.string().min(1),
      credits: z.number(),
      status: z.enum(["held", "captured", "released"]),
      messageId: z.string().nullable(),
      createdAt: z.number(),
      resolvedAt: z.number().nullable(),
    }),
  ),
  messages: z.array(
    z.strictObject({
      id: z.string().min(1),
      status: z.enum([
        "queued",
        "sending",
        "sent",
        "delivered",
        "read",
        "failed",
        "unknown",
        "blocked",
      ]),
      reservationId: z.string().nullable(),
      refunded: z.boolean(),
      unbilled: z.boolean(),
    }),
  ),
});

/**
 * Reads the parsed JSON of a books export. Throws a plain Error that names the
 * first field that is not as the format says; what the numbers mean is
 * `verifyBooks`'s business.
 */
export function parseBooksExport(input: unknown): BooksExport {
  const result = books.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.map(String).join(".") ?? "";
  throw new Error(
    `Not a books export: ${path === "" ? "the file" : path}: ${issue?.message ?? "unreadable"}`,
  );
}
