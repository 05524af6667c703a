import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import { RULES } from "../../lib/audit/alert-rules";
import { recordAudit } from "../audit/model";
import type { Doc } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { operatorMutation, operatorQuery } from "../functions";
import { requireReason } from "../operators/model";
import { pageOf } from "../pages";
import {
  acknowledge as acknowledgeAlert,
  countOpen,
  listAlerts,
} from "./model";
import { ruleName } from "./schema";
import { nameOfSubject } from "./subjectModel";

const line = v.object({
  id: v.id("alerts"),
  rule: ruleName,
  severity: v.union(
    v.literal("notice"),
    v.literal("warning"),
    v.literal("critical"),
  ),
  subject: v.string(),
  /** What the subject is called: a person, an operator, a number or a business. */
  subjectName: v.union(v.string(), v.null()),
  count: v.number(),
  threshold: v.number(),
  windowMs: v.number(),
  raisedAt: v.number(),
  clearedAt: v.union(v.number(), v.null()),
  acknowledgedAt: v.union(v.number(), v.null()),
  note: v.union(v.string(), v.null()),
});

/** The alerts, newest first: all, or those nobody has acknowledged. */
export const list = operatorQuery({
  args: { isOpenOnly: v.boolean(), paginationOpts: paginationOptsValidator },
  returns: pageOf(line),
  handler: async (ctx, { isOpenOnly, paginationOpts }) => {
    const result = await listAlerts(ctx, isOpenOnly, paginationOpts);
    const page = await Promise.all(
      result.page.map((alert) => describe(ctx, alert)),
    );
    return { ...result, page };
  },
});

async function describe(ctx: QueryCtx, alert: Doc<"alerts">) {
  const { rule, subject, count, clearedAt, acknowledgedAt, note } = alert;
  const { severity, threshold, windowMs } = RULES[rule];
  return {
    id: alert._id,
    ...{ rule, severity, subject, count, threshold, windowMs },
    subjectName: await nameOfSubject(ctx, subject),
    raisedAt: alert._creationTime,
    ...{ clearedAt, acknowledgedAt, note },
  };
}

/** How many alerts wait for somebody, counted to 99. */
export const open = operatorQuery({
  args: {},
  returns: v.number(),
  handler: (ctx) => countOpen(ctx),
});

/** Notes that the caller has seen to an alert, and what they found. */
export const acknowledge = operatorMutation({
  args: { alertId: v.id("alerts"), note: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const note = requireReason(args.note);
    const alert = await acknowledgeAlert(ctx, args.alertId, ctx.actor, note);
    await recordAudit(ctx, {
      tenantId: null,
      actor: ctx.actor,
      action: "alert.acknowledged",
      target: `${alert.rule} ${alert.subject}`,
      reason: note,
    });
    return null;
  },
});
