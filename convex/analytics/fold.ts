import { v } from "convex/values";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { listConsentChanges } from "../contacts/consentFeedModel";
import { listBooked } from "../credits/historyModel";
import { internalMutation } from "../functions";
import { listStored } from "../messages/historyModel";
import { listRaised } from "../notifications/historyModel";
import {
  type Addition,
  entryAddition,
  messageAddition,
  writeAdditions,
  type Zones,
} from "./foldModel";
import {
  type Cursor,
  getCursor,
  moveClock,
  setCountedBalance,
  setCursor,
  type Stream,
} from "./model";

/** So few that even the longest texts stay far below what one transaction may read. */
const BATCH = 50;

/** Between two batches, so that catching up takes at most a small part from the customers' turns. */
const PAUSE_MS = 100;

/**
 * Rows younger than this wait: a transaction that began earlier may still
 * commit with an earlier creation time, behind a cursor that moved on.
 */
const SETTLED_AFTER_MS = 10_000;

type Row = { _id: string; _creationTime: number };

/** Counts what was stored since the last time, in one batch per stream; goes on soon while there is more. */
export const advance = internalMutation({
  args: {},
  returns: v.number(),
  handler: async (ctx) => {
    const now = Date.now();
    await moveClock(ctx, now);
    const until = now - SETTLED_AFTER_MS;
    const zones: Zones = new Map();
    const counted = [
      await foldMessages(ctx, zones, until),
      await foldLedger(ctx, zones, until),
      await foldHandoffs(ctx, zones, until),
      await foldConsent(ctx, zones, until),
    ];
    if (counted.includes(BATCH)) {
      await ctx.scheduler.runAfter(
        PAUSE_MS,
        internal.analytics.fold.advance,
        {},
      );
    }
    return counted.reduce((sum, count) => sum + count, 0);
  },
});

async function takeNew<R extends Row>(
  ctx: MutationCtx,
  stream: Stream,
  list: (at: number, limit: number) => Promise<R[]>,
): Promise<R[]> {
  const cursor = await getCursor(ctx, stream);
  const rows = await list(cursor.at, BATCH + cursor.seen.length);
  const fresh = rows
    .filter(
      (row) => row._creationTime > cursor.at || !cursor.seen.includes(row._id),
    )
    .slice(0, BATCH);
  if (fresh.length > 0) await setCursor(ctx, stream, after(cursor, fresh));
  return fresh;
}

function after(cursor: Cursor, rows: readonly Row[]): Cursor {
  const at = rows[rows.length - 1]?._creationTime ?? cursor.at;
  const ties = rows.filter((row) => row._creationTime === at);
  return {
    at,
    seen: [
      ...(at === cursor.at ? cursor.seen : []),
      ...ties.map((row) => row._id),
    ],
  };
}

async function foldMessages(
  ctx: MutationCtx,
  zones: Zones,
  until: number,
): Promise<number> {
  const rows = await takeNew(ctx, "messages", (at, limit) =>
    listStored(ctx, at, until, limit),
  );
  const additions: Addition[] = [];
  for (const row of rows) {
    additions.push(await messageAddition(ctx, zones, row));
  }
  await writeAdditions(ctx, zones, additions);
  return rows.length;
}

async function foldLedger(
  ctx: MutationCtx,
  zones: Zones,
  until: number,
): Promise<number> {
  const rows = await takeNew(ctx, "ledger", (at, limit) =>
    listBooked(ctx, at, until, limit),
  );
  const additions: Addition[] = [];
  const last = new Map<Doc<"tenants">["_id"], number>();
  for (const row of rows) {
    const addition = await entryAddition(ctx, row);
    if (addition !== null) additions.push(addition);
    last.set(row.tenantId, row.balanceAfter);
  }
  await writeAdditions(ctx, zones, additions);
  for (const [tenantId, balance] of last) {
    await setCountedBalance(ctx, tenantId, balance);
  }
  return rows.length;
}

async function foldHandoffs(
  ctx: MutationCtx,
  zones: Zones,
  until: number,
): Promise<number> {
  const rows = await takeNew(ctx, "handoffs", (at, limit) =>
    listRaised(ctx, at, until, limit),
  );
  const additions = rows.flatMap((row): Addition[] =>
    row.kind === "handoff"
      ? [
          {
            tenantId: row.tenantId,
            instanceId: null,
            at: row._creationTime,
            counts: { handoffs: { [row.detail ?? "other"]: 1 } },
          },
        ]
      : [],
  );
  await writeAdditions(ctx, zones, additions);
  return rows.length;
}

async function foldConsent(
  ctx: MutationCtx,
  zones: Zones,
  until: number,
): Promise<number> {
  const rows = await takeNew(ctx, "consent", (at, limit) =>
    listConsentChanges(ctx, at, until, limit),
  );
  const additions = rows.flatMap((row): Addition[] =>
    row.to === "opted_out"
      ? [
          {
            tenantId: row.tenantId,
            instanceId: null,
            at: row._creationTime,
            counts: { optedOut: 1 },
          },
        ]
      : [],
  );
  await writeAdditions(ctx, zones, additions);
  return rows.length;
}
