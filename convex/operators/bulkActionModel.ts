/* What bulk work does to one business. Each effect is safe to be asked for twice. */
import { type Infer, v } from "convex/values";
import { available } from "../../lib/credits/ledger";
import { recordAudit } from "../audit/model";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { requireWallet } from "../credits/model";
import { notify } from "../notifications/model";
import { getTenant, updateSettings } from "../tenants/model";
import type { OperatorContext } from "./model";
import type { Job } from "./bulkModel";
import type { bulkAction } from "./schema";
import { changeStatus } from "./statusModel";

export type BulkAction = Infer<typeof bulkAction>;

export const outcome = v.object({
  result: v.union(
    v.literal("changed"),
    v.literal("unchanged"),
    v.literal("failed"),
  ),
  reason: v.union(v.string(), v.null()),
});

type Outcome = Infer<typeof outcome>;

const CHANGED: Outcome = { result: "changed", reason: null };
const UNCHANGED: Outcome = { result: "unchanged", reason: null };

/** Does the job's action to one business and says what came of it. */
export async function apply(
  ctx: MutationCtx,
  job: Job,
  tenantId: Id<"tenants">,
): Promise<Outcome> {
  const tenant = await getTenant(ctx, tenantId);
  if (tenant === null) return { result: "failed", reason: "NOT_FOUND" };
  const by = {
    actor: job.startedBy as OperatorContext["actor"],
    reason: job.reason,
  };
  switch (job.action.kind) {
    case "suspend":
      return when(await changeStatus(ctx, tenant, "suspended", by));
    case "reactivate":
      return when(await changeStatus(ctx, tenant, "active", by));
    case "ai_budget":
      return when(await setBudget(ctx, tenant, job.action.dailyMicros, by));
    case "top_up_notice":
      return when(await remind(ctx, tenant, job._id, by));
  }
}

function when(isChanged: boolean): Outcome {
  return isChanged ? CHANGED : UNCHANGED;
}

type By = { actor: OperatorContext["actor"]; reason: string };

async function setBudget(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  dailyAiBudgetMicros: number,
  by: By,
): Promise<boolean> {
  if (tenant.dailyAiBudgetMicros === dailyAiBudgetMicros) return false;
  await updateSettings(ctx, tenant._id, { dailyAiBudgetMicros });
  await recordAudit(ctx, {
    tenantId: tenant._id,
    ...by,
    action: "settings.ai_budget",
    target: String(dailyAiBudgetMicros),
  });
  return true;
}

/** Tells the people of a business that runs low; a business that does not is left alone. */
async function remind(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  jobId: Id<"bulkJobs">,
  by: By,
): Promise<boolean> {
  const wallet = await requireWallet(ctx, tenant._id);
  if (available(wallet) >= Math.max(1, wallet.lowAt)) return false;
  await notify(ctx, tenant._id, "credits_low", `reminded:${jobId}`);
  await recordAudit(ctx, {
    tenantId: tenant._id,
    ...by,
    action: "credits.reminded",
    target: tenant._id,
  });
  return true;
}
