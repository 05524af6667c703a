/*
 * A period's grant is booked once, whoever asks and how often: its key is the month.
 * Only credits of the lot expire, and of them only what is neither charged nor held.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { available } from "../../lib/credits/ledger";
import { periodOf } from "../../lib/credits/period";
import {
  lotLeft,
  type LotUse,
  PLANS,
  type PlanId,
  turnOver,
} from "../../lib/credits/plans";
import { issuedChange } from "../../lib/credits/statement";
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { getEntry, listOfKind, sequenceAt } from "./historyModel";
import { book, requireWallet } from "./model";

const ACTOR = "system:plan";
const UNCHARGED = [
  "grant",
  "top_up",
  "refund",
  "adjust_up",
  "adjust_down",
  "expire",
] as const;
/** Entries of one kind that are looked at after a period's end. */
const MAX_LATE = 500;
/** Periods that are settled in one transaction. */
const MAX_PERIODS = 6;

export async function getTenantPlan(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"tenantPlans"> | null> {
  return ctx.db
    .query("tenantPlans")
    .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
    .unique();
}

/** A page of the tenants that have a plan, the first to have it first. */
export async function listTenantsOnPlan(
  ctx: QueryCtx,
  plan: PlanId,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"tenantPlans">>> {
  return ctx.db
    .query("tenantPlans")
    .withIndex("by_plan", (q) => q.eq("plan", plan))
    .paginate(paginationOpts);
}

/** A page of the plans whose period is over, the longest overdue first. */
export async function listDuePlans(
  ctx: QueryCtx,
  now: number,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Doc<"tenantPlans">>> {
  return ctx.db
    .query("tenantPlans")
    .withIndex("by_due_at", (q) => q.gt("dueAt", 0).lte("dueAt", now))
    .paginate(paginationOpts);
}

/** What of the running lot could still be spent now. */
export async function lotLeftNow(
  ctx: QueryCtx,
  { tenantId, lot, chargedBefore }: Doc<"tenantPlans">,
): Promise<number> {
  if (lot === null) return 0;
  const wallet = await requireWallet(ctx, tenantId);
  return lotLeft(lot, {
    spent: wallet.issued - wallet.balance - chargedBefore,
    held: wallet.reserved,
    available: available(wallet),
  });
}

/**
 * Gives a tenant a plan, or none. The running period keeps what it was given;
 * a tenant without a running grant gets this period's at once. False when it
 * has this plan already.
 */
export async function setPlan(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  plan: PlanId | null,
  now: number,
): Promise<boolean> {
  if (!(await turnPeriods(ctx, tenantId, now))) {
    throw appError("CONFLICT", "Earlier periods are still being settled.");
  }
  const existing = await getTenantPlan(ctx, tenantId);
  if ((existing?.plan ?? null) === plan) return false;
  if (existing === null) {
    await ctx.db.insert("tenantPlans", {
      tenantId,
      plan,
      lot: null,
      chargedBefore: 0,
      dueAt: null,
    });
  } else {
    await ctx.db.patch("tenantPlans", existing._id, { plan });
  }
  const row = await getTenantPlan(ctx, tenantId);
  if (row === null || plan === null || row.lot !== null) return true;
  const period = periodOf(now);
  await bookGrant(ctx, tenantId, plan, period.key);
  const { issued, balance } = await requireWallet(ctx, tenantId);
  await ctx.db.patch("tenantPlans", row._id, {
    lot: { plan, credits: PLANS[plan].creditsPerPeriod },
    chargedBefore: issued - balance,
    dueAt: period.endsAt,
  });
  return true;
}

/** Lets a tenant's plan end with the period it is in. */
export async function endPlan(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
): Promise<void> {
  const row = await getTenantPlan(ctx, tenantId);
  if (row === null || row.plan === null) return;
  await ctx.db.patch("tenantPlans", row._id, { plan: null });
}

/** Settles the tenant's periods that are over, in their order; false when some are left for another transaction. */
export async function turnPeriods(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  now: number,
): Promise<boolean> {
  for (let turned = 0; turned < MAX_PERIODS; turned += 1) {
    const row = await getTenantPlan(ctx, tenantId);
    const dueAt = row?.dueAt ?? null;
    if (row === null || dueAt === null || dueAt > now) return true;
    await turnPeriod(ctx, row, dueAt);
  }
  return false;
}

async function turnPeriod(
  ctx: MutationCtx,
  row: Doc<"tenantPlans">,
  endedAt: number,
): Promise<void> {
  const { tenantId, lot, plan } = row;
  const { charged, ...then } = await useAt(ctx, tenantId, endedAt);
  const use = { ...then, spent: charged - row.chargedBefore };
  const turn = turnOver(lot, use, plan);
  const period = periodOf(endedAt);
  // The grant comes first, so that charges since the period's end do not shield what expired at it.
  if (plan !== null) await bookGrant(ctx, tenantId, plan, period.key);
  const free = available(await requireWallet(ctx, tenantId));
  const expired = Math.min(turn.expired, free);
  const ended = periodOf(endedAt - 1).key;
  if (expired > 0 && lot !== null) {
    await book(
      ctx,
      tenantId,
      { kind: "expire", credits: expired },
      {
        actor: ACTOR,
        reason: "plan_expired",
        reference: `plan:${lot.plan}:${ended}`,
        idempotencyKey: `plan_expiry:${ended}`,
      },
    );
  }
  await ctx.db.patch("tenantPlans", row._id, {
    lot: turn.lot,
    chargedBefore: charged,
    dueAt: turn.lot === null ? null : period.endsAt,
  });
}

async function bookGrant(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  plan: PlanId,
  period: string,
): Promise<void> {
  await book(
    ctx,
    tenantId,
    { kind: "grant", credits: PLANS[plan].creditsPerPeriod },
    {
      actor: ACTOR,
      reason: "plan_grant",
      reference: `plan:${plan}:${period}`,
      idempotencyKey: `plan:${period}`,
    },
  );
}

/**
 * The wallet as it was just before an instant, and what had been charged in all
 * by then. When too much was booked since, what is true now, which expires less.
 */
async function useAt(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  at: number,
): Promise<Omit<LotUse, "spent"> & { charged: number }> {
  const wallet = await requireWallet(ctx, tenantId);
  const next = await sequenceAt(ctx, tenantId, at, wallet.sequence);
  const later = await Promise.all(
    UNCHARGED.map((kind) => listOfKind(ctx, tenantId, kind, next, MAX_LATE)),
  );
  if (later.some(({ length }) => length === MAX_LATE)) {
    return {
      charged: wallet.issued - wallet.balance,
      held: wallet.reserved,
      available: available(wallet),
    };
  }
  const issued = later
    .flat()
    .reduce(
      (sum, { kind, credits }) => sum - issuedChange(kind, credits),
      wallet.issued,
    );
  const last = await getEntry(ctx, tenantId, next - 1);
  const balance = last?.balanceAfter ?? 0;
  const held = last?.reservedAfter ?? 0;
  return { charged: issued - balance, held, available: balance - held };
}
