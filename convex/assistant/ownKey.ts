import { v } from "convex/values";
import { endingOf, requireModelKey } from "../../lib/assistant/own-key";
import { keyIdOf, sealField } from "../../lib/crypto/field-cipher";
import type { FieldKeyring } from "../../lib/crypto/keyring";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import { recordAudit } from "../audit/model";
import { fieldKeysEnv } from "../env";
import { tenantMutation, tenantQuery } from "../functions";
import { isSuspended } from "../tenants/model";
import {
  dropOwnKey,
  getKeyOf,
  placeOf,
  replaceOwnKey,
  setChecking,
} from "./ownKeyModel";
import { ownKeyVerdict } from "./ownKeySchema";

const GIVE_UP_AFTER_MS = 90_000;

/** The business's own key of the language model, masked. */
export const get = tenantQuery({
  permission: "manage_tenant",
  args: {},
  returns: v.object({
    /** Whether this service can keep keys at all. */
    isOffered: v.boolean(),
    key: v.union(
      v.object({
        ending: v.string(),
        setAt: v.number(),
        verdict: ownKeyVerdict,
        verdictAt: v.union(v.number(), v.null()),
        isChecking: v.boolean(),
      }),
      v.null(),
    ),
  }),
  handler: async (ctx) => {
    const keys = fieldKeysEnv();
    const row = await getKeyOf(ctx, ctx.tenant);
    const keyId = row === null ? null : keyIdOf(row.envelope);
    const isReadable =
      keys.state === "on" && keyId !== null && keys.ring.has(keyId);
    return {
      isOffered: keys.state === "on",
      key:
        row === null
          ? null
          : {
              ending: row.ending,
              setAt: row._creationTime,
              verdict: isReadable ? row.verdict : ("unreadable" as const),
              verdictAt:
                isReadable || row.verdict === "unreadable"
                  ? row.verdictAt
                  : null,
              isChecking: row.checkingSince !== null,
            },
    };
  },
});

function requireRing(): FieldKeyring {
  const keys = fieldKeysEnv();
  if (keys.state === "on") return keys.ring;
  throw appError("VALIDATION_FAILED", "This service cannot keep keys yet.", {
    reason: "not_offered",
  });
}

/**
 * Sets or replaces the key and tests it. It is encrypted here, in the transaction
 * that took it: no argument of anything scheduled ever holds it.
 */
export const set = tenantMutation({
  permission: "manage_tenant",
  args: { apiKey: v.string() },
  returns: v.null(),
  handler: async (ctx, { apiKey }) => {
    const ring = requireRing();
    const key = requireModelKey(apiKey);
    const keyId = await replaceOwnKey(ctx, ctx.tenant, {
      envelope: sealField(ring, placeOf(ctx.tenant._id), key),
      ending: endingOf(key),
    });
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "own_key.set",
    });
    if (!isSuspended(ctx.tenant)) await startCheck(ctx, keyId);
    return null;
  },
});

/** Tests the key with one short question to the model; `get` shows what came of it. */
export const check = tenantMutation({
  permission: "manage_tenant",
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    if (isSuspended(ctx.tenant)) {
      throw appError("SENDING_DISABLED", "This business is suspended.");
    }
    const row = await getKeyOf(ctx, ctx.tenant);
    if (row === null) throw appError("NOT_FOUND", "There is no key.");
    if (row.checkingSince !== null) {
      throw appError("CONFLICT", "The key is being tested.");
    }
    await startCheck(ctx, row._id);
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "own_key.checked",
    });
    return null;
  },
});

/** Removes the key; from then on the service's is used. A second time changes nothing. */
export const remove = tenantMutation({
  permission: "manage_tenant",
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    if (!(await dropOwnKey(ctx, ctx.tenant))) return null;
    await recordAudit(ctx, {
      tenantId: ctx.tenant._id,
      actor: ctx.actor,
      action: "own_key.removed",
    });
    return null;
  },
});

async function startCheck(
  ctx: MutationCtx,
  keyId: Id<"ownModelKeys">,
): Promise<void> {
  const startedAt = Date.now();
  await setChecking(ctx, keyId, startedAt);
  const check = { keyId, startedAt };
  await ctx.scheduler.runAfter(0, internal.assistant.ownKeyCheck.run, check);
  await ctx.scheduler.runAfter(
    GIVE_UP_AFTER_MS,
    internal.assistant.ownKeyCheck.giveUp,
    check,
  );
}
