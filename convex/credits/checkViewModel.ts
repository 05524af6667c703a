/* A check as people see it. */
import { type Infer, v } from "convex/values";
import type { QueryCtx } from "../_generated/server";
import { type Check, listFindings } from "./checkModel";
import { requireWallet } from "./model";
import { checkPart, checkStatus } from "./schema";

const SHOWN = 10;

export const checkView = v.object({
  id: v.id("booksChecks"),
  status: checkStatus,
  part: checkPart,
  entries: v.number(),
  /** How many entries the ledger has now. */
  allEntries: v.number(),
  reservations: v.number(),
  messages: v.number(),
  findings: v.number(),
  firstWrongEntry: v.union(v.number(), v.null()),
  startedAt: v.number(),
  finishedAt: v.union(v.number(), v.null()),
  /** The first of what is wrong, the ledger's faults before all others. */
  problems: v.array(
    v.object({
      check: v.string(),
      entry: v.union(v.number(), v.null()),
      subject: v.union(v.string(), v.null()),
      detail: v.string(),
    }),
  ),
});

export async function describeCheck(
  ctx: QueryCtx,
  check: Check,
): Promise<Infer<typeof checkView>> {
  const { sequence } = await requireWallet(ctx, check.tenantId);
  const problems = await listFindings(ctx, check._id, SHOWN);
  return {
    id: check._id,
    status: check.status,
    part: check.part,
    entries: check.entries,
    allEntries: sequence,
    reservations: check.reservations,
    messages: check.messages,
    findings: check.findings,
    firstWrongEntry: check.firstWrongEntry,
    startedAt: check._creationTime,
    finishedAt: check.finishedAt,
    problems: problems.map(({ check: name, entry, subject, detail }) => ({
      check: name,
      entry,
      subject,
      detail,
    })),
  };
}
