/* A business is suspended and reactivated here only, with its reason in its audit trail. */
import { appError } from "../../lib/errors";
import { recordAudit } from "../audit/model";
import type { Doc } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { setTenantStatus } from "../tenants/model";
import type { OperatorContext } from "./model";
import { refreshOverview } from "./overviewModel";

/**
 * Changes a business's status at once; false when it had it before. CONFLICT
 * for waking a business that is to be deleted: its people take that back.
 */
export async function changeStatus(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  status: Doc<"tenants">["status"],
  by: { actor: OperatorContext["actor"]; reason: string },
): Promise<boolean> {
  if (tenant.status === status) return false;
  if (status === "active" && tenant.deletion !== undefined) {
    throw appError("CONFLICT", "This business is to be deleted.");
  }
  await setTenantStatus(ctx, tenant._id, status);
  await refreshOverview(ctx, { ...tenant, status });
  await recordAudit(ctx, {
    tenantId: tenant._id,
    ...by,
    action: `tenant.${status}`,
    target: tenant._id,
  });
  return true;
}
