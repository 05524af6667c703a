/*
 * Append-only: nothing here changes or removes an event.
 * An address enters only as a keyed hash.
 * An event joins its chain later (sealModel), so that writers never wait for each other.
 */
import { type Actor, isActor } from "../../lib/audit/actor";
import { toHex } from "../../lib/hex";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { auditEnv } from "../env";

export type AuditEvent = {
  tenantId: Id<"tenants"> | null;
  actor: Actor;
  action: string;
  target?: string;
  reason?: string;
};

/** Where a call came from that the web server made for a person. */
export type Origin = { requestId: string; address: string | null };

/** An address as the trail keeps it: a hash under the key. */
export async function hashAddress(address: string): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    bytes.encode(auditEnv().hashSecret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const digest = await crypto.subtle.sign("HMAC", key, bytes.encode(address));
  return toHex(new Uint8Array(digest)).slice(0, 32);
}

async function originOf(
  ctx: MutationCtx,
): Promise<{ requestId: string | null; address: string | null }> {
  const { requestId, ip } = await ctx.meta.getRequestMetadata();
  return { requestId, address: ip };
}

/**
 * Appends one event with the request's id and the caller's hashed address,
 * where there is a request: the one the web server vouches for, else the one
 * Convex sees.
 */
export async function recordAudit(
  ctx: MutationCtx,
  event: AuditEvent,
  origin: Origin | null = null,
): Promise<void> {
  if (!isActor(event.actor)) throw new Error("An event names who did it.");
  const { requestId, address } = origin ?? (await originOf(ctx));
  const eventId = await ctx.db.insert("auditEvents", {
    tenantId: event.tenantId,
    actor: event.actor,
    action: event.action,
    target: event.target ?? null,
    reason: event.reason ?? null,
    requestId,
    ipHash: address === null ? null : await hashAddress(address),
  });
  await ctx.db.insert("auditPending", { eventId });
}
