/* What a business may decide about its numbers. */
import { appError } from "../../lib/errors";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { listInstances, requireLabel } from "./model";

/** Linked and waiting numbers of one tenant. */
const MAX_INSTANCES = 10;
const MAX_QUIET_WINDOW_MS = 60_000;

/** CONFLICT when the tenant has as many numbers as it may. */
export async function requireRoomForInstance(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<void> {
  if ((await listInstances(ctx, tenantId)).length >= MAX_INSTANCES) {
    throw appError(
      "CONFLICT",
      `A business has at most ${String(MAX_INSTANCES)} numbers.`,
      { reason: "too_many_numbers" },
    );
  }
}

export type InstanceSettings = Pick<
  Doc<"instances">,
  "label" | "aiEnabled" | "pacing" | "quietWindowMs"
>;

/** Changes what a business may set on one of its numbers. */
export async function updateInstance(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  settings: Partial<InstanceSettings>,
): Promise<void> {
  const { label, quietWindowMs } = settings;
  if (typeof quietWindowMs === "number") {
    const isWindow =
      Number.isSafeInteger(quietWindowMs) &&
      quietWindowMs >= 0 &&
      quietWindowMs <= MAX_QUIET_WINDOW_MS;
    if (!isWindow) {
      throw appError(
        "VALIDATION_FAILED",
        `quietWindowMs is a whole number from 0 to ${String(MAX_QUIET_WINDOW_MS)}.`,
      );
    }
  }
  await ctx.db.patch("instances", instanceId, {
    ...settings,
    ...(label === undefined ? {} : { label: requireLabel(label) }),
  });
}
