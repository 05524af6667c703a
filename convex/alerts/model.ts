/* An alert is raised once per crossing, ends by itself, and is acknowledged by a person. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import {
  type ActiveAlert,
  decide,
  type Reading,
} from "../../lib/audit/alert-rules";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";

/** Alerts that can go on at once; more are raised when some of these have ended. */
const MAX_ACTIVE = 200;

/** Up to which number open alerts are counted. */
export const MAX_COUNTED = 99;

async function listActive(ctx: QueryCtx): Promise<Doc<"alerts">[]> {
  return ctx.db
    .query("alerts")
    .withIndex("by_cleared_at", (q) => q.eq("clearedAt", null))
    .take(MAX_ACTIVE);
}

/** Raises, grows and clears alerts by what was counted at `now`; answers how many were raised. */
export async function applyReadings(
  ctx: MutationCtx,
  readings: readonly Reading[],
  now: number,
): Promise<number> {
  const active = await listActive(ctx);
  const byId = new Map<string, Id<"alerts">>();
  const known = active.map(({ _id, rule, subject, count }): ActiveAlert => {
    byId.set(_id, _id);
    return { id: _id, rule, subject, count };
  });
  const { raise, grow, clear } = decide(known, readings);
  for (const { id, count } of grow) {
    const alertId = byId.get(id);
    if (alertId !== undefined) await ctx.db.patch("alerts", alertId, { count });
  }
  for (const id of clear) {
    const alertId = byId.get(id);
    if (alertId === undefined) continue;
    await ctx.db.patch("alerts", alertId, { clearedAt: now });
  }
  const raised = raise.slice(0, MAX_ACTIVE - known.length);
  for (const reading of raised) await raiseAlert(ctx, reading);
  return raised.length;
}

async function raiseAlert(
  ctx: MutationCtx,
  { rule, subject, count }: Reading,
): Promise<void> {
  await ctx.db.insert("alerts", {
    rule,
    subject,
    count,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    note: null,
  });
  await recordAudit(ctx, {
    tenantId: null,
    actor: "system:alerts",
    action: "alert.raised",
    target: `${rule} ${subject}`,
  });
}

/** Alerts nobody has acknowledged, counted to `MAX_COUNTED`. */
export async function countOpen(ctx: QueryCtx): Promise<number> {
  const open = await ctx.db
    .query("alerts")
    .withIndex("by_acknowledged_at", (q) => q.eq("acknowledgedAt", null))
    .take(MAX_COUNTED);
  return open.length;
}

/** A page of the alerts, newest first: all of them, or those nobody has acknowledged. */
export async function listAlerts(
  ctx: QueryCtx,
  isOpenOnly: boolean,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"alerts">>> {
  if (!isOpenOnly) {
    return ctx.db
      .query("alerts")
      .withIndex("by_creation_time")
      .order("desc")
      .paginate(paginationOpts);
  }
  return ctx.db
    .query("alerts")
    .withIndex("by_acknowledged_at", (q) => q.eq("acknowledgedAt", null))
    .order("desc")
    .paginate(paginationOpts);
}

/** Notes who has seen to an alert and what they found; once. */
export async function acknowledge(
  ctx: MutationCtx,
  alertId: Id<"alerts">,
  by: string,
  note: string,
): Promise<Doc<"alerts">> {
  const alert = await ctx.db.get("alerts", alertId);
  if (alert === null) throw appError("NOT_FOUND", "Alert not found.");
  if (alert.acknowledgedAt !== null) {
    throw appError("CONFLICT", "This alert is acknowledged already.");
  }
  await ctx.db.patch("alerts", alertId, {
    acknowledgedAt: Date.now(),
    acknowledgedBy: by,
    note,
  });
  return alert;
}

/** The alerts raised between two instants, at most `limit`. */
export async function listRaised(
  ctx: QueryCtx,
  from: number,
  to: number,
  limit: number,
): Promise<Doc<"alerts">[]> {
  return ctx.db
    .query("alerts")
    .withIndex("by_creation_time", (q) =>
      q.gte("_creationTime", from).lt("_creationTime", to),
    )
    .take(limit);
}
