/*
 * What links a phone to a number is a secret: it stays in its own short-lived row,
 * which only functions for people who manage numbers read.
 */
import { internal } from "../_generated/api";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";

/** How long a fetch of the QR code may take before another may start, in ms. */
export const FETCH_LIMIT_MS = 25_000;
/** How long after it was read a QR code is shown, in ms; the gateway renews it every 20 s at the latest. */
export const QR_LIFETIME_MS = 20_000;
/** How long a pairing code is shown, in ms. */
export const CODE_LIFETIME_MS = 120_000;

const EMPTY = {
  fetchingUntil: 0,
  qr: null,
  fetchedAt: null,
  failure: null,
  code: null,
  expiresAt: 0,
};

export async function getPairing(
  ctx: QueryCtx,
  instanceId: Id<"instances">,
): Promise<Doc<"pairings"> | null> {
  return ctx.db
    .query("pairings")
    .withIndex("by_instance", (q) => q.eq("instanceId", instanceId))
    .unique();
}

type PairingPatch = Partial<
  Omit<Doc<"pairings">, "_id" | "_creationTime" | "instanceId">
>;

// Whoever creates the row sees to it that it is forgotten, so that exactly one
// timer runs for it.
async function setPairing(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  patch: PairingPatch,
): Promise<void> {
  const pairing = await getPairing(ctx, instanceId);
  if (pairing !== null) {
    await ctx.db.patch("pairings", pairing._id, patch);
    return;
  }
  await ctx.db.insert("pairings", { instanceId, ...EMPTY, ...patch });
  await ctx.scheduler.runAfter(0, internal.instances.pairing.forget, {
    instanceId,
  });
}

/** Takes the right to fetch the QR code; false while somebody else has it. */
export async function claimFetch(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  now: number,
): Promise<boolean> {
  const pairing = await getPairing(ctx, instanceId);
  if (pairing !== null && pairing.fetchingUntil > now) return false;
  await setPairing(ctx, instanceId, {
    fetchingUntil: now + FETCH_LIMIT_MS,
    expiresAt: Math.max(pairing?.expiresAt ?? 0, now + FETCH_LIMIT_MS),
  });
  return true;
}

export async function setQr(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  qr: { mimetype: string; data: string },
  now: number,
): Promise<void> {
  const expiresAt = (await getPairing(ctx, instanceId))?.expiresAt ?? 0;
  await setPairing(ctx, instanceId, {
    qr,
    fetchedAt: now,
    failure: null,
    fetchingUntil: 0,
    expiresAt: Math.max(expiresAt, now + QR_LIFETIME_MS),
  });
}

export async function setQrFailure(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  failure: string,
): Promise<void> {
  await setPairing(ctx, instanceId, {
    qr: null,
    fetchedAt: null,
    failure,
    fetchingUntil: 0,
  });
}

export async function setPairingCode(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  code: string,
  now: number,
): Promise<void> {
  const expiresAt = now + CODE_LIFETIME_MS;
  await setPairing(ctx, instanceId, {
    code: { value: code, expiresAt },
    expiresAt,
  });
}

/** Forgets the codes of a number, as when it is linked. */
export async function forgetPairing(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
): Promise<void> {
  const pairing = await getPairing(ctx, instanceId);
  if (pairing !== null) await ctx.db.delete("pairings", pairing._id);
}

/** Forgets them if nobody renewed them; answers when to look again, or null. */
export async function forgetExpiredPairing(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  now: number,
): Promise<number | null> {
  const pairing = await getPairing(ctx, instanceId);
  if (pairing === null) return null;
  if (pairing.expiresAt > now) return pairing.expiresAt;
  await ctx.db.delete("pairings", pairing._id);
  return null;
}
