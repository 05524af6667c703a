import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Id } from "../../../convex/_generated/dataModel";
import type { MutationCtx } from "../../../convex/_generated/server";
import { book, openWallet } from "../../../convex/credits/model";
import { setPlan, turnPeriods } from "../../../convex/credits/planModel";
import {
  capture,
  refund,
  release,
  reserve,
} from "../../../convex/credits/reservationModel";
import { reverseEntry } from "../../../convex/credits/reversalModel";
import { foldEntry, openTotals } from "../../../lib/credits/books-fold";
import { errorCode } from "../../../lib/error-code";
import { MemoryLedger, TENANT_ID } from "../../support/memory-ledger";

/*
 * Histories of one wallet through the product's own models, with interruptions:
 * a transaction that is lost before it commits, one whose answer is lost and is
 * asked for again, and calls that come twice. HISTORIES says how many.
 */
const HISTORIES = Number(process.env["HISTORIES"] ?? 500);
const STEPS = 14;
const DAY_MS = 86_400_000;
const START = Date.parse("2026-11-22T10:00:00Z");
const BATCH = 5_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A small generator of its own, so that a seed says everything. */
function randomOf(seed: number): (below: number) => number {
  let state = (seed + 1) * 0x9e3779b9;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof randomOf>;
type Work = (ctx: MutationCtx) => Promise<unknown>;

const context = (idempotencyKey: string) => ({
  actor: "operator:1",
  reason: "history",
  reference: null,
  idempotencyKey,
});

function anyHold(ledger: MemoryLedger, random: Random) {
  const holds = ledger.rows("reservations");
  return holds[random(Math.max(1, holds.length))] ?? null;
}

/** What is done next; every choice may meet any state. */
function nextWork(ledger: MemoryLedger, random: Random): Work {
  const credits = 1 + random(9);
  const key = `key:${String(random(12))}`;
  const hold = anyHold(ledger, random);
  switch (random(hold === null ? 5 : 9)) {
    case 0: {
      const kind = (["grant", "top_up", "adjust_up", "adjust_down"] as const)[
        random(4)
      ];
      return (ctx) =>
        book(ctx, TENANT_ID, { kind: kind ?? "grant", credits }, context(key));
    }
    case 1:
    case 2:
      return (ctx) =>
        reserve(ctx, {
          tenantId: TENANT_ID,
          conversationId: "conversations:1" as Id<"conversations">,
          credits: 1 + (credits % 3),
          actor: "system:assistant",
          reason: "answer",
        });
    case 3:
      return periodWork(random);
    case 4: {
      const sequence = 1 + random(ledger.rows("ledgerEntries").length + 1);
      return (ctx) =>
        reverseEntry(ctx, TENANT_ID, sequence, credits, {
          actor: "operator:1",
          reason: "wrong",
        });
    }
    default:
      return holdWork(hold?._id ?? ("none" as Id<"reservations">), random);
  }
}

function periodWork(random: Random): Work {
  vi.setSystemTime(Date.now() + random(25) * DAY_MS);
  const plan = ([null, "starter", "growth"] as const)[random(3)] ?? null;
  const now = Date.now();
  return random(2) === 0
    ? (ctx) => setPlan(ctx, TENANT_ID, plan, now)
    : (ctx) => turnPeriods(ctx, TENANT_ID, now);
}

function holdWork(id: Id<"reservations">, random: Random): Work {
  const act = [capture, release, refund][random(3)] ?? capture;
  return async (ctx) => {
    const hold = await ctx.db.get("reservations", id);
    // Only a charge is refunded; everything else is the models' to refuse.
    if (act === refund && hold?.status !== "captured") return false;
    return act(ctx, id, "system:delivery", "history");
  };
}

const REFUSALS = [
  "INSUFFICIENT_CREDITS",
  "CONFLICT",
  "NOT_FOUND",
  "VALIDATION_FAILED",
];

async function attempt(
  ledger: MemoryLedger,
  work: Work,
  fate: "commits" | "is lost",
): Promise<void> {
  try {
    await ledger.transact(work, fate);
  } catch (error) {
    if (!REFUSALS.includes(errorCode(error) ?? "")) throw error;
  }
}

async function live(seed: number): Promise<MemoryLedger> {
  vi.setSystemTime(START);
  const random = randomOf(seed);
  const ledger = new MemoryLedger();
  await ledger.transact((ctx) => openWallet(ctx, TENANT_ID));
  for (let step = 0; step < STEPS; step += 1) {
    const work = nextWork(ledger, random);
    const luck = random(10);
    if (luck < 2) await attempt(ledger, work, "is lost");
    if (luck !== 0) await attempt(ledger, work, "commits");
    // The answer was lost on the way: the same again.
    if (luck > 7) await attempt(ledger, work, "commits");
  }
  return ledger;
}

async function faultsOf(ledger: MemoryLedger): Promise<string[]> {
  const faults: string[] = [];
  const [wallet] = ledger.rows("wallets");
  if (wallet === undefined) return ["no wallet"];
  let totals = openTotals(TENANT_ID);
  const keys = new Set<string>();
  for (const row of ledger.rows("ledgerEntries")) {
    const { _id, _creationTime, tenantId, actorKind, ...entry } = row;
    const step = await foldEntry(TENANT_ID, totals, entry);
    faults.push(...step.faults.map(({ check }) => `${check} ${_id}`));
    if (keys.has(entry.idempotencyKey)) faults.push(`twice ${_id}`);
    if (step.totals.balance < step.totals.reserved) faults.push(`below ${_id}`);
    keys.add(entry.idempotencyKey);
    totals = step.totals;
  }
  for (const name of ["balance", "reserved", "issued", "lastHash"] as const) {
    if (wallet[name] !== totals[name]) faults.push(`wallet ${name}`);
  }
  return [...faults, ...holdFaults(ledger), ...planFaults(ledger)];
}

function holdFaults(ledger: MemoryLedger): string[] {
  const faults: string[] = [];
  const entries = ledger.rows("ledgerEntries");
  let held = 0;
  for (const { _id, status, credits } of ledger.rows("reservations")) {
    const own = entries.filter(({ reservationId }) => reservationId === _id);
    const kinds = own.map(({ kind }) => kind).join();
    const expected = {
      held: "reserve",
      captured: "reserve,capture",
      released: "reserve,release",
    }[status];
    if (kinds !== expected) faults.push(`${_id} is ${status}: ${kinds}`);
    if (status === "held") held += credits;
  }
  if (held !== ledger.rows("wallets")[0]?.reserved) faults.push("held");
  return faults;
}

/** One grant a month, and never more taken away than a month's credits left. */
function planFaults(ledger: MemoryLedger): string[] {
  const entries = ledger.rows("ledgerEntries");
  const own = entries.filter(({ actor }) => actor === "system:plan");
  const sum = (kind: string) =>
    own
      .filter((entry) => entry.kind === kind)
      .reduce((total, { credits }) => total + credits, 0);
  const faults: string[] = [];
  if (sum("expire") > sum("grant")) faults.push("expired what was bought");
  const months = own
    .filter(({ kind }) => kind === "grant")
    .map(({ reference }) => reference?.split(":").at(-1));
  if (new Set(months).size !== months.length) faults.push("two grants a month");
  return faults;
}

for (let from = 0; from < HISTORIES; from += BATCH) {
  const to = Math.min(HISTORIES, from + BATCH);
  test(
    `E4 the books hold in histories ${String(from)} to ${String(to - 1)}`,
    { timeout: 300_000 },
    async () => {
      const kinds = new Map<string, number>();
      for (let seed = from; seed < to; seed += 1) {
        const ledger = await live(seed);
        const faults = await faultsOf(ledger);
        if (faults.length > 0)
          expect({ seed, faults }).toEqual({ seed, faults: [] });
        for (const { kind } of ledger.rows("ledgerEntries")) {
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        }
      }
      // Histories in which nothing of a kind happens prove nothing of it.
      expect([...kinds.keys()].sort()).toEqual([
        "adjust_down",
        "adjust_up",
        "capture",
        "expire",
        "grant",
        "refund",
        "release",
        "reserve",
        "top_up",
      ]);
    },
  );
}
