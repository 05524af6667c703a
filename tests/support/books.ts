import {
  genesisHash,
  hashEntry,
  type LedgerEntry,
  type UnhashedEntry,
} from "../../lib/credits/chain";
import type { BooksExport } from "../../lib/credits/books";
import { post, type LedgerKind, type Wallet } from "../../lib/credits/ledger";

export const TENANT = "tenant_demo";

/** Writes correct books, one operation after another, as the product would. */
export class BooksWriter {
  #wallet: Wallet = { balance: 0, reserved: 0 };
  readonly #entries: LedgerEntry[] = [];
  readonly #reservations: BooksExport["reservations"] = [];
  readonly #messages: BooksExport["messages"] = [];
  readonly #tenantId: string;

  constructor(tenantId = TENANT) {
    this.#tenantId = tenantId;
  }

  async book(
    kind: LedgerKind,
    credits: number,
    extra: Partial<UnhashedEntry> = {},
  ): Promise<void> {
    const result = post(this.#wallet, { kind, credits });
    if (!result.ok) throw new Error("The fixture is short of credits.");
    const sequence = this.#entries.length + 1;
    const unhashed: UnhashedEntry = {
      sequence,
      kind,
      credits,
      postings: result.postings,
      balanceAfter: result.wallet.balance,
      reservedAfter: result.wallet.reserved,
      actor: "operator:1",
      reason: `a ${kind}`,
      reference: null,
      idempotencyKey: `key:${sequence}`,
      reservationId: null,
      createdAt: 1_795_000_000_000 + sequence,
      previousHash: this.#entries.at(-1)?.hash ?? genesisHash(this.#tenantId),
      ...extra,
    };
    const hash = await hashEntry(this.#tenantId, unhashed);
    this.#entries.push({ ...unhashed, hash });
    this.#wallet = result.wallet;
  }

  /** A message whose reservation ends as `outcome` says. */
  async message(
    id: string,
    outcome:
      | "queued"
      | "unknown"
      | "sent"
      | "read"
      | "failed"
      | "refunded"
      | "goodwill"
      | "blocked"
      | "unbilled",
  ): Promise<void> {
    const reservationId = `reservation_${id}`;
    const link = { reservationId, reference: id };
    await this.book("reserve", 1, { reservationId });
    const isCharged = ["sent", "read", "refunded", "goodwill"].includes(
      outcome,
    );
    const isHeld = outcome === "queued" || outcome === "unknown";
    if (isCharged) await this.book("capture", 1, link);
    else if (!isHeld) await this.book("release", 1, link);
    if (outcome === "refunded" || outcome === "goodwill") {
      const actor = outcome === "goodwill" ? "operator:1" : "system:delivery";
      await this.book("refund", 1, { actor, reference: id });
    }
    this.#reservations.push({
      id: reservationId,
      credits: 1,
      status: isHeld ? "held" : isCharged ? "captured" : "released",
      messageId: id,
      createdAt: 1_795_000_000_000,
      resolvedAt: isHeld ? null : 1_795_000_000_500,
    });
    this.#messages.push({
      id,
      status:
        outcome === "refunded"
          ? "failed"
          : outcome === "unbilled" || outcome === "goodwill"
            ? "sent"
            : outcome,
      reservationId,
      refunded: outcome === "refunded" || outcome === "goodwill",
      unbilled: outcome === "unbilled",
    });
  }

  export(): BooksExport {
    return structuredClone({
      format: "my-aibud-books/1" as const,
      tenantId: this.#tenantId,
      wallet: {
        ...this.#wallet,
        sequence: this.#entries.length,
        lastHash: this.#entries.at(-1)?.hash ?? genesisHash(this.#tenantId),
      },
      entries: this.#entries,
      reservations: this.#reservations,
      messages: this.#messages,
    });
  }
}

/** Books with one message of every fate. */
export async function sampleBooks(): Promise<BooksExport> {
  const writer = new BooksWriter();
  await writer.book("grant", 20);
  await writer.message("m1", "sent");
  await writer.message("m2", "read");
  await writer.message("m3", "failed");
  await writer.book("top_up", 10);
  await writer.message("m4", "refunded");
  await writer.message("m5", "blocked");
  await writer.message("m6", "queued");
  await writer.message("m7", "unknown");
  await writer.message("m8", "unbilled");
  await writer.message("m9", "goodwill");
  await writer.book("adjust_down", 2);
  await writer.book("expire", 1);
  await writer.book("adjust_up", 1);
  return writer.export();
}
