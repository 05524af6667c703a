import { v } from "convex/values";
import { appError } from "../../lib/errors";
import { normalizePhone } from "../../lib/whatsapp/phone";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { tenantMutation } from "../functions";
import { isSuspended, type MemberContext } from "../tenants/model";
import { startJob } from "./jobModel";
import { createInstance, markRemoved, requireLiveInstance } from "./model";
import { forgetPairing } from "./pairingModel";
import { requireRoomForInstance } from "./settingsModel";

async function audit(
  ctx: MutationCtx & MemberContext,
  instanceId: Id<"instances">,
  action: string,
): Promise<void> {
  await recordAudit(ctx, {
    tenantId: ctx.tenant._id,
    actor: ctx.actor,
    action,
    target: instanceId,
  });
}

function requireNotSuspended(tenant: Doc<"tenants">): void {
  if (isSuspended(tenant)) {
    throw appError("SENDING_DISABLED", "This business is suspended.");
  }
}

/** Creates a number; its session and QR code follow. */
export const create = tenantMutation({
  permission: "manage_numbers",
  args: { label: v.string() },
  returns: v.id("instances"),
  handler: async (ctx, { label }) => {
    requireNotSuspended(ctx.tenant);
    await requireRoomForInstance(ctx, ctx.tenant._id);
    const instance = await createInstance(ctx, ctx.tenant._id, label);
    await startJob(ctx, instance, "create");
    await audit(ctx, instance._id, "instance.created");
    return instance._id;
  },
});

/** Restarts a number's session, or asks for it again where the gateway has lost it. */
export const reconnect = tenantMutation({
  permission: "manage_numbers",
  args: { instanceId: v.id("instances") },
  returns: v.null(),
  handler: async (ctx, { instanceId }) => {
    requireNotSuspended(ctx.tenant);
    const tenantId = ctx.tenant._id;
    const instance = await requireLiveInstance(ctx, tenantId, instanceId);
    await startJob(ctx, instance, "reconnect");
    await forgetPairing(ctx, instanceId);
    await audit(ctx, instanceId, "instance.reconnected");
    return null;
  },
});

/** Unlinks the phone; the number then waits for a new scan. */
export const logout = tenantMutation({
  permission: "manage_numbers",
  args: { instanceId: v.id("instances") },
  returns: v.null(),
  handler: async (ctx, { instanceId }) => {
    const tenantId = ctx.tenant._id;
    const instance = await requireLiveInstance(ctx, tenantId, instanceId);
    await startJob(ctx, instance, "logout");
    await forgetPairing(ctx, instanceId);
    await audit(ctx, instanceId, "instance.logged_out");
    return null;
  },
});

/** Asks for a code to type on the phone instead of scanning. */
export const requestCode = tenantMutation({
  permission: "manage_numbers",
  args: { instanceId: v.id("instances"), phone: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const { instanceId } = args;
    const tenantId = ctx.tenant._id;
    const instance = await requireLiveInstance(ctx, tenantId, instanceId);
    const phone = normalizePhone(args.phone);
    if (phone === null) {
      throw appError(
        "VALIDATION_FAILED",
        "Write the number in its international form, as +27 21 555 0142.",
      );
    }
    if (instance.status !== "SCAN_QR_CODE") {
      throw appError("CONFLICT", "This number does not wait to be linked.", {
        reason: "not_waiting",
      });
    }
    await startJob(ctx, instance, "code", phone);
    await audit(ctx, instanceId, "instance.code_requested");
    return null;
  },
});

/** Takes a number out of use at once and removes its session; what waits to be sent is blocked at its claim. */
export const remove = tenantMutation({
  permission: "manage_numbers",
  args: { instanceId: v.id("instances") },
  returns: v.null(),
  handler: async (ctx, { instanceId }) => {
    const tenantId = ctx.tenant._id;
    const instance = await requireLiveInstance(ctx, tenantId, instanceId);
    await markRemoved(ctx, instanceId, Date.now());
    await forgetPairing(ctx, instanceId);
    await startJob(ctx, instance, "remove");
    await audit(ctx, instanceId, "instance.removed");
    return null;
  },
});
