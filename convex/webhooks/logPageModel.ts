/*
 * The webhook log is put together when it is read: an accepted delivery is its
 * message, a refused one a counter. No row holds a text or a phone number.
 */
import { v } from "convex/values";
import { mergeSlices, type Slice } from "../../lib/webhooks/log-page";
import { VERDICTS, type Verdict, verdictOf } from "../../lib/webhooks/verdict";
import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { listReceived } from "../messages/logModel";
import { listCounted, listDuplicates, listLettersBefore } from "./logModel";

const PAGE = 25;
/** Rows of one kind that are read for a page; those of other numbers are passed over. */
const READ = 60;

export const verdict = v.union(...VERDICTS.map((word) => v.literal(word)));

type LogFilter = {
  tenantId: Id<"tenants"> | null;
  instanceId: Id<"instances"> | null;
  verdict: Verdict | null;
  /** Epoch ms; rows are older. */
  before: number;
};

export type LogEntry = {
  id: string;
  at: number;
  verdict: Verdict;
  reason: string | null;
  count: number;
  tenantId: Id<"tenants"> | null;
  instanceId: Id<"instances"> | null;
  /** The message it ended at. */
  messageId: Id<"messages"> | null;
};

export const logArgs = {
  instanceId: v.union(v.id("instances"), v.null()),
  verdict: v.union(verdict, v.null()),
  /** Null begins at the newest. */
  before: v.union(v.number(), v.null()),
};

/** One page of what came, newest first. */
export async function readLogPage(
  ctx: QueryCtx,
  filter: LogFilter,
): Promise<{ rows: LogEntry[]; nextBefore: number | null }> {
  const slices: Slice<LogEntry>[] = [];
  const wants = (...verdicts: Verdict[]) =>
    filter.verdict === null || verdicts.includes(filter.verdict);
  if (wants("accepted")) slices.push(await acceptedOf(ctx, filter));
  if (wants("duplicate")) slices.push(await duplicatesOf(ctx, filter));
  if (wants("ignored", "limited", "rejected")) {
    slices.push(await countedOf(ctx, filter));
  }
  if (wants("dead_letter")) slices.push(await lettersOf(ctx, filter));
  return mergeSlices(slices, PAGE);
}

type Row = { _creationTime: number; instanceId: Id<"instances"> | null };

function sliceOf<R extends Row>(
  rows: R[],
  filter: LogFilter,
  describe: (row: R) => LogEntry | null,
): Slice<LogEntry> {
  const oldest = rows.at(-1);
  const shown = rows
    .filter(
      ({ instanceId }) =>
        filter.instanceId === null || instanceId === filter.instanceId,
    )
    .map(describe)
    .filter((entry) => entry !== null);
  return {
    rows: shown,
    readTo:
      oldest === undefined || rows.length < READ ? null : oldest._creationTime,
  };
}

const entryOf = (row: Row & { tenantId: Id<"tenants"> | null }) => ({
  at: row._creationTime,
  tenantId: row.tenantId,
  instanceId: row.instanceId,
  reason: null,
  count: 1,
  messageId: null,
});

async function acceptedOf(
  ctx: QueryCtx,
  filter: LogFilter,
): Promise<Slice<LogEntry>> {
  const { tenantId, before } = filter;
  const rows = await listReceived(ctx, tenantId, before, READ);
  return sliceOf(rows, filter, (row: Doc<"messages">) =>
    row.direction === "outbound"
      ? null
      : {
          ...entryOf(row),
          id: row._id,
          verdict: "accepted",
          messageId: row._id,
        },
  );
}

async function duplicatesOf(
  ctx: QueryCtx,
  filter: LogFilter,
): Promise<Slice<LogEntry>> {
  const rows = await listDuplicates(ctx, { ...filter, limit: READ });
  return sliceOf(rows, filter, (row) => ({
    ...entryOf(row),
    id: row._id,
    verdict: "duplicate",
    messageId: row.messageId,
  }));
}

async function countedOf(
  ctx: QueryCtx,
  filter: LogFilter,
): Promise<Slice<LogEntry>> {
  const rows = await listCounted(ctx, { ...filter, limit: READ });
  return sliceOf(rows, filter, (row) => {
    const counted = verdictOf(row.reason);
    if (filter.verdict !== null && filter.verdict !== counted) return null;
    const { _id: id, reason, count } = row;
    return { ...entryOf(row), id, verdict: counted, reason, count };
  });
}

async function lettersOf(
  ctx: QueryCtx,
  filter: LogFilter,
): Promise<Slice<LogEntry>> {
  const rows = await listLettersBefore(ctx, { ...filter, limit: READ });
  return sliceOf(rows, filter, (row) => {
    const { _id: id, reason, count } = row;
    return { ...entryOf(row), id, verdict: "dead_letter", reason, count };
  });
}
