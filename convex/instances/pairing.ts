import { v } from "convex/values";
import { internal } from "../_generated/api";
import { internalMutation, tenantMutation, tenantQuery } from "../functions";
import { requireLiveInstance } from "./model";
import {
  claimFetch,
  forgetExpiredPairing,
  getPairing,
  setQr,
  setQrFailure,
} from "./pairingModel";

const WAITS_FOR_SCAN = "SCAN_QR_CODE";

/** What links a phone to the number now; null while it waits for no phone. */
export const get = tenantQuery({
  permission: "manage_numbers",
  args: { instanceId: v.id("instances") },
  returns: v.union(
    v.object({
      sessionName: v.string(),
      /** A data URL. */
      qr: v.union(v.string(), v.null()),
      fetchedAt: v.union(v.number(), v.null()),
      failure: v.union(v.string(), v.null()),
      code: v.union(
        v.object({ value: v.string(), expiresAt: v.number() }),
        v.null(),
      ),
    }),
    v.null(),
  ),
  handler: async (ctx, { instanceId }) => {
    const instance = await requireLiveInstance(ctx, ctx.tenant._id, instanceId);
    if (instance.status !== WAITS_FOR_SCAN) return null;
    const pairing = await getPairing(ctx, instance._id);
    const qr = pairing?.qr ?? null;
    return {
      sessionName: instance.sessionName,
      qr: qr === null ? null : `data:${qr.mimetype};base64,${qr.data}`,
      fetchedAt: pairing?.fetchedAt ?? null,
      failure: pairing?.failure ?? null,
      code: pairing?.code ?? null,
    };
  },
});

/** Asks for the QR code of this moment; `get` shows it. Nothing happens while it is being fetched, or is not wanted. */
export const refresh = tenantMutation({
  permission: "manage_numbers",
  args: { instanceId: v.id("instances") },
  returns: v.null(),
  handler: async (ctx, { instanceId }) => {
    const instance = await requireLiveInstance(ctx, ctx.tenant._id, instanceId);
    if (instance.status !== WAITS_FOR_SCAN) return null;
    if (!(await claimFetch(ctx, instanceId, Date.now()))) return null;
    await ctx.scheduler.runAfter(0, internal.instances.gateway.fetchQr, {
      instanceId,
      sessionName: instance.sessionName,
    });
    return null;
  },
});

/** Keeps the QR code that the gateway gave, or why it gave none. */
export const store = internalMutation({
  args: {
    instanceId: v.id("instances"),
    outcome: v.union(
      v.object({
        ok: v.literal(true),
        mimetype: v.string(),
        data: v.string(),
      }),
      v.object({ ok: v.literal(false), reason: v.string() }),
    ),
  },
  returns: v.null(),
  handler: async (ctx, { instanceId, outcome }) => {
    if ((await getPairing(ctx, instanceId)) === null) return null;
    if (outcome.ok) {
      const { mimetype, data } = outcome;
      await setQr(ctx, instanceId, { mimetype, data }, Date.now());
    } else {
      await setQrFailure(ctx, instanceId, outcome.reason);
    }
    return null;
  },
});

/** Forgets the codes of a number once they are stale. */
export const forget = internalMutation({
  args: { instanceId: v.id("instances") },
  returns: v.null(),
  handler: async (ctx, { instanceId }) => {
    const again = await forgetExpiredPairing(ctx, instanceId, Date.now());
    if (again !== null) {
      await ctx.scheduler.runAt(again, internal.instances.pairing.forget, {
        instanceId,
      });
    }
    return null;
  },
});
