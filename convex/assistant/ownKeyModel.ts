/*
 * A business has at most one key of its own, and `ownModelKeyId` of its tenant
 * names it: both change in one transaction. Only the envelope holds the key.
 * A new key is a new row, so what is learned of the old one never marks it.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import type { Infer } from "convex/values";
import {
  afterCalls,
  isBroken,
  isCalm,
  type OwnBreaker,
  type OwnKeyState,
} from "../../lib/assistant/own-key";
import type { FieldPlace } from "../../lib/crypto/field-cipher";
import type { Doc, Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { notify } from "../notifications/model";
import { setOwnModelKey } from "../tenants/model";
import { type Breakers, listBreakers, noteCalls } from "./breakerModel";
import type { ownKeyTaken, ownKeyUsed } from "./ownKeySchema";

export type OwnKey = Doc<"ownModelKeys">;
type Taken = Infer<typeof ownKeyTaken>;
type Used = Infer<typeof ownKeyUsed>;

/** What the envelope of a tenant's key is bound to. */
export function placeOf(tenantId: Id<"tenants">): FieldPlace {
  return { tenantId, field: "ownModelKeys.envelope" };
}

export async function getOwnKey(
  ctx: QueryCtx,
  keyId: Id<"ownModelKeys">,
): Promise<OwnKey | null> {
  return ctx.db.get("ownModelKeys", keyId);
}

/** The key a tenant's row names; null when it names none, or one that is not its own. */
export async function getKeyOf(
  ctx: QueryCtx,
  tenant: Doc<"tenants">,
): Promise<OwnKey | null> {
  if (tenant.ownModelKeyId === undefined) return null;
  const row = await getOwnKey(ctx, tenant.ownModelKeyId);
  return row?.tenantId === tenant._id ? row : null;
}

/**
 * The key a tenant's model calls must be made with, without a read for the many
 * that have none; null: the service's. A key that is named and gone is one that
 * cannot be read: it is never exchanged for the service's.
 */
export async function takeOwnKey(
  ctx: QueryCtx,
  tenant: Doc<"tenants">,
): Promise<{ taken: Taken; breakers: readonly OwnBreaker[] } | null> {
  if (tenant.ownModelKeyId === undefined) return null;
  const row = await getKeyOf(ctx, tenant);
  return {
    taken: {
      id: tenant.ownModelKeyId,
      tenantId: tenant._id,
      envelope: row?.envelope ?? "",
      isCalm: row !== null && isCalm(row),
    },
    breakers: row?.breakers ?? [],
  };
}

/** Puts a key in the place of the one before. */
export async function replaceOwnKey(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
  key: Pick<OwnKey, "envelope" | "ending">,
): Promise<Id<"ownModelKeys">> {
  await dropOwnKey(ctx, tenant);
  const keyId = await ctx.db.insert("ownModelKeys", {
    tenantId: tenant._id,
    ...key,
    verdict: "untested",
    verdictAt: null,
    checkingSince: null,
    breakers: [],
  });
  await setOwnModelKey(ctx, tenant._id, keyId);
  return keyId;
}

/** Removes a tenant's key; returns whether there was one. */
export async function dropOwnKey(
  ctx: MutationCtx,
  tenant: Doc<"tenants">,
): Promise<boolean> {
  if (tenant.ownModelKeyId === undefined) return false;
  const row = await getKeyOf(ctx, tenant);
  if (row !== null) await ctx.db.delete("ownModelKeys", row._id);
  await setOwnModelKey(ctx, tenant._id, undefined);
  return true;
}

/** A page of the keys of all tenants, oldest first. */
export async function pageOwnKeys(
  ctx: QueryCtx,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<OwnKey>> {
  return ctx.db
    .query("ownModelKeys")
    .withIndex("by_creation_time")
    .paginate(paginationOpts);
}

/** Stores the same key under another field key. */
export async function setEnvelope(
  ctx: MutationCtx,
  keyId: Id<"ownModelKeys">,
  envelope: string,
): Promise<void> {
  await ctx.db.patch("ownModelKeys", keyId, { envelope });
}

/** Notes that a test call is under way, or that none is. */
export async function setChecking(
  ctx: MutationCtx,
  keyId: Id<"ownModelKeys">,
  checkingSince: number | null,
): Promise<void> {
  await ctx.db.patch("ownModelKeys", keyId, { checkingSince });
}

/** Stores what is known of a key now; tells the business, once a day and verdict, when it stopped working. */
export async function setState(
  ctx: MutationCtx,
  row: OwnKey,
  { verdict, verdictAt, breakers }: OwnKeyState,
): Promise<void> {
  await ctx.db.patch("ownModelKeys", row._id, { verdict, verdictAt, breakers });
  if (verdict === row.verdict || !isBroken(verdict)) return;
  const day = new Date().toISOString().slice(0, 10);
  const dedupeKey = `own_key:${row._id}:${verdict}:${day}`;
  await notify(ctx, row.tenantId, "own_key_failed", dedupeKey, null, verdict);
}

/**
 * Learns from the calls of a run: of the service's models, or of the business's
 * own key and of nothing else. Returns the service's breakers as they were.
 */
export async function learn(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  calls: readonly { model: string; outcome: string }[],
  used: Used | undefined,
): Promise<Breakers> {
  if (used === undefined) return noteCalls(ctx, calls);
  const isNews = !used.isCalm || calls.some(({ outcome }) => outcome !== "ok");
  const row = isNews ? await getOwnKey(ctx, used.id) : null;
  if (row?.tenantId === tenantId) {
    const next = afterCalls(row, calls, Date.now());
    if (!isSame(row, next)) await setState(ctx, row, next);
  }
  return listBreakers(ctx);
}

function isSame(before: OwnKeyState, after: OwnKeyState): boolean {
  const parts = ({ verdict, breakers }: OwnKeyState) =>
    JSON.stringify([
      verdict,
      breakers.map((each) => [each.model, each.failures, each.openUntil]),
    ]);
  return parts(before) === parts(after);
}
