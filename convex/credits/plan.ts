import { v } from "convex/values";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import {
  internalMutation,
  operatorMutation,
  operatorQuery,
  tenantQuery,
} from "../functions";
import { requireAccess, requireReason } from "../operators/model";
import { requireTenant } from "../tenants/model";
import {
  endPlan,
  getTenantPlan,
  listDuePlans,
  lotLeftNow,
  setPlan,
  turnPeriods,
} from "./planModel";
import { planId } from "./schema";

const BATCH = 100;

const planView = v.object({
  /** Of the running period; null without a grant. */
  current: v.union(planId, v.null()),
  /** Of the next period; null when the plan ends with this one. */
  next: v.union(planId, v.null()),
  /** What the running period began with, and what of it is left to spend. */
  granted: v.number(),
  left: v.number(),
  endsAt: v.union(v.number(), v.null()),
});

async function viewOf(ctx: QueryCtx, tenantId: Id<"tenants">) {
  const row = await getTenantPlan(ctx, tenantId);
  return {
    current: row?.lot?.plan ?? null,
    next: row?.plan ?? null,
    granted: row?.lot?.credits ?? 0,
    left: row === null ? 0 : await lotLeftNow(ctx, row),
    endsAt: row?.dueAt ?? null,
  };
}

/** The business's plan and what is left of this period's credits. */
export const get = tenantQuery({
  permission: "read",
  args: {},
  returns: planView,
  handler: (ctx) => viewOf(ctx, ctx.tenant._id),
});

/** The same for an operator with open access. */
export const ofTenant = operatorQuery({
  args: { tenantId: v.id("tenants") },
  returns: planView,
  handler: async (ctx, { tenantId }) => {
    await requireAccess(ctx, ctx.subject, tenantId);
    return viewOf(ctx, (await requireTenant(ctx, tenantId))._id);
  },
});

/** Gives a business a plan or takes it from it; false when it has that plan already. */
export const set = operatorMutation({
  args: {
    tenantId: v.id("tenants"),
    plan: v.union(planId, v.null()),
    reason: v.string(),
  },
  returns: v.boolean(),
  handler: async (ctx, { tenantId, plan, ...args }) => {
    const reason = requireReason(args.reason);
    const tenant = await requireTenant(ctx, tenantId);
    const isSet = await setPlan(ctx, tenant._id, plan, Date.now());
    if (isSet) {
      await recordAudit(ctx, {
        tenantId: tenant._id,
        actor: ctx.actor,
        action: "credits.plan_set",
        target: plan ?? "none",
        reason,
      });
    }
    return isSet;
  },
});

/** Starts the turn of every period that is over, each in a transaction of its own. */
export const turnDue = internalMutation({
  args: { cursor: v.optional(v.string()), now: v.optional(v.number()) },
  returns: v.null(),
  handler: async (ctx, { cursor, now = Date.now() }) => {
    const due = await listDuePlans(ctx, now, {
      numItems: BATCH,
      cursor: cursor ?? null,
    });
    for (const { tenantId } of due.page) {
      await ctx.scheduler.runAfter(0, internal.credits.plan.turn, { tenantId });
    }
    if (!due.isDone) {
      await ctx.scheduler.runAfter(0, internal.credits.plan.turnDue, {
        cursor: due.continueCursor,
        now,
      });
    }
    return null;
  },
});

/** Settles a business's periods that are over; one that was deleted for good gets nothing more. */
export const turn = internalMutation({
  args: { tenantId: v.id("tenants") },
  returns: v.null(),
  handler: async (ctx, { tenantId }) => {
    const { deletion } = await requireTenant(ctx, tenantId);
    if (deletion?.purgeAt === null) await endPlan(ctx, tenantId);
    if (!(await turnPeriods(ctx, tenantId, Date.now()))) {
      await ctx.scheduler.runAfter(0, internal.credits.plan.turn, { tenantId });
    }
    return null;
  },
});
