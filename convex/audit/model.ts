/*
 * Append-only: nothing here changes or removes a row.
 * An address enters only as a keyed hash.
 */
import { toHex } from "../../lib/hex";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { auditEnv } from "../env";

export type AuditEvent = {
  tenantId: Id<"tenants"> | null;
  actor: string;
  action: string;
  target?: string;
  reason?: string;
};

async function hashAddress(address: string): Promise<string> {
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

/** Appends one row with the request's id and the caller's hashed address, where there is a request. */
export async function recordAudit(
  ctx: MutationCtx,
  event: AuditEvent,
): Promise<void> {
  const request = await ctx.meta.getRequestMetadata();
  await ctx.db.insert("auditEvents", {
    tenantId: event.tenantId,
    actor: event.actor,
    action: event.action,
    target: event.target ?? null,
    reason: event.reason ?? null,
    requestId: request.requestId,
    ipHash: request.ip === null ? null : await hashAddress(request.ip),
  });
}
