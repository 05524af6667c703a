/*
 * A WAHA session belongs to exactly one tenant; its name and token are random and ours.
 * Events older than the one that set a state change nothing.
 */
import { appError } from "../../lib/errors";
import type { WebhookAddress } from "../../lib/webhooks/address";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { notify } from "../notifications/model";
import { forgetPairing } from "./pairingModel";
import { watchInstance } from "./probeModel";

export const WORKING = "WORKING";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** `length` unguessable characters, about 5 bits each. */
function randomToken(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => ALPHABET[byte % 32]).join("");
}

export async function getInstanceBySession(
  ctx: QueryCtx,
  sessionName: string,
): Promise<Doc<"instances"> | null> {
  return ctx.db
    .query("instances")
    .withIndex("by_session_name", (q) => q.eq("sessionName", sessionName))
    .unique();
}

/** The instance an address names, if the address is wholly right. */
export async function getInstanceByAddress(
  ctx: QueryCtx,
  address: WebhookAddress,
): Promise<Doc<"instances"> | null> {
  const instanceId = ctx.db.normalizeId("instances", address.instanceId);
  if (instanceId === null) return null;
  const instance = await ctx.db.get("instances", instanceId);
  return instance?.webhookToken === address.token ? instance : null;
}

export async function getInstance(
  ctx: QueryCtx,
  instanceId: Id<"instances">,
): Promise<Doc<"instances"> | null> {
  return ctx.db.get("instances", instanceId);
}

/** An instance of this tenant, removed ones included; another tenant's does not exist. */
export async function requireInstance(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  instanceId: Id<"instances">,
): Promise<Doc<"instances">> {
  const instance = await ctx.db.get("instances", instanceId);
  if (instance === null || instance.tenantId !== tenantId) {
    throw appError("NOT_FOUND", "Number not found.");
  }
  return instance;
}

/** As `requireInstance`, and a removed one does not exist either. */
export async function requireLiveInstance(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
  instanceId: Id<"instances">,
): Promise<Doc<"instances">> {
  const instance = await requireInstance(ctx, tenantId, instanceId);
  if (instance.removedAt !== null) {
    throw appError("NOT_FOUND", "Number not found.");
  }
  return instance;
}

/** The tenant's numbers without the removed ones. */
export async function listInstances(
  ctx: QueryCtx,
  tenantId: Id<"tenants">,
): Promise<Doc<"instances">[]> {
  return ctx.db
    .query("instances")
    .withIndex("by_tenant_and_removed_at", (q) =>
      q.eq("tenantId", tenantId).eq("removedAt", null),
    )
    .take(100);
}

/** A number's name: trimmed, 1 to 60 characters. */
export function requireLabel(label: string): string {
  const trimmed = label.trim();
  if (trimmed.length === 0 || trimmed.length > 60) {
    throw appError("VALIDATION_FAILED", "A label has 1 to 60 characters.");
  }
  return trimmed;
}

/** Creates a number with a random session name and token; CONFLICT if a name exists. */
export async function createInstance(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  label: string,
  sessionName: string = `aibud_${randomToken(24)}`,
): Promise<Doc<"instances">> {
  if ((await getInstanceBySession(ctx, sessionName)) !== null) {
    throw appError("CONFLICT", "This session name is taken.");
  }
  const instanceId = await ctx.db.insert("instances", {
    tenantId,
    label: requireLabel(label),
    sessionName,
    webhookToken: randomToken(52),
    status: "STOPPED",
    statusAt: 0,
    accountId: null,
    heldForAccount: null,
    restrictedUntil: null,
    aiEnabled: true,
    pacing: null,
    quietWindowMs: null,
    silentSince: null,
    removedAt: null,
  });
  return requireInstance(ctx, tenantId, instanceId);
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  "STOPPED",
  "SCAN_QR_CODE",
  "FAILED",
]);

/** Whether a send is worth trying; a session that is starting may well be up by then. */
export function isReachable(instance: Doc<"instances">): boolean {
  return instance.removedAt === null && !UNREACHABLE.has(instance.status);
}

/** The tenant as its settings stand on one number. */
export function settingsOn(
  instance: Doc<"instances">,
  tenant: Doc<"tenants">,
): Doc<"tenants"> {
  return {
    ...tenant,
    aiEnabled: tenant.aiEnabled && instance.aiEnabled,
    pacing: instance.pacing ?? tenant.pacing,
    quietWindowMs: instance.quietWindowMs ?? tenant.quietWindowMs,
  };
}

/** Takes a number out of use for good; its conversations stay. */
export async function markRemoved(
  ctx: MutationCtx,
  instanceId: Id<"instances">,
  at: number,
): Promise<void> {
  await ctx.db.patch("instances", instanceId, {
    removedAt: at,
    status: "STOPPED",
    silentSince: null,
  });
}

export type StatusEvent = {
  status: string;
  at: number;
  accountId: string | null;
  restrictedUntil: number | null;
};

async function notifyOfStatus(
  ctx: MutationCtx,
  instance: Doc<"instances">,
  event: StatusEvent,
): Promise<void> {
  const key = `${instance._id}:${event.status}:${String(event.at)}`;
  if (event.status === "SCAN_QR_CODE" && instance.status !== event.status) {
    await notify(ctx, instance.tenantId, "qr_needed", key, instance._id);
  }
  if (event.status === "FAILED" && instance.status !== event.status) {
    await notify(
      ctx,
      instance.tenantId,
      "number_disconnected",
      key,
      instance._id,
    );
  }
  if (event.restrictedUntil !== null) {
    await notify(
      ctx,
      instance.tenantId,
      "outreach_restricted",
      key,
      instance._id,
    );
  }
}

/** Applies a status unless a newer one is known; returns whether it was applied. */
export async function applyStatus(
  ctx: MutationCtx,
  instance: Doc<"instances">,
  event: StatusEvent,
): Promise<boolean> {
  if (event.at < instance.statusAt) return false;
  await ctx.db.patch("instances", instance._id, {
    status: event.status,
    statusAt: event.at,
    restrictedUntil: event.restrictedUntil ?? instance.restrictedUntil,
  });
  await notifyOfStatus(ctx, instance, event);
  if (event.status === WORKING) {
    await forgetPairing(ctx, instance._id);
    await watchInstance(ctx, instance);
    if (event.accountId !== null) {
      await noteAccount(ctx, instance, event.accountId);
    }
  }
  return true;
}

async function noteAccount(
  ctx: MutationCtx,
  instance: Doc<"instances">,
  accountId: string,
): Promise<void> {
  if (instance.accountId === null) {
    await ctx.db.patch("instances", instance._id, { accountId });
    return;
  }
  const heldForAccount = accountId === instance.accountId ? null : accountId;
  if (heldForAccount === instance.heldForAccount) return;
  await ctx.db.patch("instances", instance._id, { heldForAccount });
  if (heldForAccount !== null) {
    const key = `${instance._id}:${heldForAccount}`;
    await notify(
      ctx,
      instance.tenantId,
      "other_account_paired",
      key,
      instance._id,
    );
  }
}

/** Accepts the account that was paired since as this number's own. */
export async function confirmAccount(
  ctx: MutationCtx,
  instance: Doc<"instances">,
): Promise<void> {
  if (instance.heldForAccount === null) return;
  await ctx.db.patch("instances", instance._id, {
    accountId: instance.heldForAccount,
    heldForAccount: null,
  });
}

/** A live message proves that the session works, whatever status event was lost. */
export async function noteAlive(
  ctx: MutationCtx,
  instance: Doc<"instances">,
  at: number,
): Promise<void> {
  if (instance.status === WORKING || at < instance.statusAt) return;
  await ctx.db.patch("instances", instance._id, {
    status: WORKING,
    statusAt: at,
  });
}
