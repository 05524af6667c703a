import { paginationOptsValidator } from "convex/server";
import { type Infer, v } from "convex/values";
import { appError } from "../../lib/errors";
import { spentCredits } from "../../lib/analytics/counts";
import { listDays, today } from "../analytics/model";
import type { Id } from "../_generated/dataModel";
import { listUsage, listUsageOfDays } from "../assistant/usageModel";
import { recordAudit } from "../audit/model";
import { originOf, via } from "../audit/originModel";
import { operatorMutation, operatorQuery } from "../functions";
import { pageOf } from "../pages";
import { getTenant, requireTenant } from "../tenants/model";
import { requireAccess } from "./model";

const DAYS = 30;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const spend = {
  day: v.string(),
  runs: v.number(),
  failures: v.number(),
  promptTokens: v.number(),
  answerTokens: v.number(),
  costMicros: v.number(),
};

/** What a business's last 30 days held, oldest first, and what its models cost on its newest UTC days. */
export const ofTenant = operatorQuery({
  args: { tenantId: v.id("tenants") },
  returns: v.object({
    timeZone: v.string(),
    dailyBudgetMicros: v.number(),
    days: v.array(
      v.object({
        day: v.string(),
        inbound: v.number(),
        aiAnswers: v.number(),
        otherAnswers: v.number(),
        notices: v.number(),
        failed: v.number(),
        credits: v.number(),
      }),
    ),
    spend: v.array(v.object(spend)),
  }),
  handler: async (ctx, { tenantId }) => {
    await requireAccess(ctx, ctx.subject, tenantId);
    const tenant = await requireTenant(ctx, tenantId);
    const last = await today(ctx, tenant.timeZone);
    const days = last === null ? [] : await listDays(ctx, tenantId, last, DAYS);
    const usage = await listUsage(ctx, tenantId, DAYS);
    return {
      timeZone: tenant.timeZone,
      dailyBudgetMicros: tenant.dailyAiBudgetMicros,
      days: days.map(({ day, counts }) => ({
        day,
        inbound: counts.inbound,
        aiAnswers: counts.aiAnswers,
        otherAnswers: counts.humanAnswers + counts.phoneAnswers,
        notices: counts.notices,
        failed: counts.failed,
        credits: spentCredits(counts),
      })),
      spend: usage.map(({ _id, _creationTime, tenantId: _, ...row }) => row),
    };
  },
});

const row = v.object({
  tenantId: v.id("tenants"),
  /** Null: the business is gone. */
  name: v.union(v.string(), v.null()),
  dailyBudgetMicros: v.union(v.number(), v.null()),
  ...spend,
});

function requireDays(from: string, to: string): void {
  if (!DAY.test(from) || !DAY.test(to) || from > to) {
    throw appError("VALIDATION_FAILED", "Two days, the earlier first.");
  }
}

/** What the models cost each business on each UTC day from `from` to `to`, newest day first. */
export const days = operatorQuery({
  args: {
    from: v.string(),
    to: v.string(),
    paginationOpts: paginationOptsValidator,
  },
  returns: pageOf(row),
  handler: async (ctx, { from, to, paginationOpts }) => {
    requireDays(from, to);
    const result = await listUsageOfDays(ctx, from, to, paginationOpts);
    const known = new Map<Id<"tenants">, ReturnType<typeof getTenant>>();
    const page = await Promise.all(
      result.page.map(
        async ({
          _id,
          _creationTime,
          ...usage
        }): Promise<Infer<typeof row>> => {
          const { tenantId } = usage;
          const found = known.get(tenantId) ?? getTenant(ctx, tenantId);
          known.set(tenantId, found);
          const tenant = await found;
          return {
            ...usage,
            name: tenant?.name ?? null,
            dailyBudgetMicros: tenant?.dailyAiBudgetMicros ?? null,
          };
        },
      ),
    );
    return { ...result, page };
  },
});

/** Writes down that the spend of these days is exported, before it is. */
export const recordExport = operatorMutation({
  args: { from: v.string(), to: v.string(), via },
  returns: v.null(),
  handler: async (ctx, { from, to, via: said }) => {
    requireDays(from, to);
    await recordAudit(
      ctx,
      {
        tenantId: null,
        actor: ctx.actor,
        action: "export.ai_usage",
        target: `${from} to ${to}`,
      },
      await originOf(said),
    );
    return null;
  },
});
