import { paginationOptsValidator } from "convex/server";
import { v } from "convex/values";
import {
  type FieldFailure,
  keyIdOf,
  resealField,
} from "../../lib/crypto/field-cipher";
import { appError } from "../../lib/errors";
import type { Id } from "../_generated/dataModel";
import { recordAudit } from "../audit/model";
import { fieldKeysEnv } from "../env";
import { internalMutation, internalQuery } from "../functions";
import { pageOwnKeys, placeOf, setEnvelope } from "./ownKeyModel";

/** What the environment says of the field keys; no key, only their ids. */
export const ring = internalQuery({
  args: {},
  returns: v.object({
    state: v.union(v.literal("off"), v.literal("invalid"), v.literal("on")),
    problem: v.union(v.string(), v.null()),
    /** The current one first. */
    ids: v.array(v.string()),
  }),
  handler: () => {
    const keys = fieldKeysEnv();
    return {
      state: keys.state,
      problem: keys.state === "invalid" ? keys.problem : null,
      ids: keys.state === "on" ? keys.ring.ids : [],
    };
  },
});

/** Under which key each encrypted value of a page is; null for what is no envelope. */
export const used = internalQuery({
  args: { paginationOpts: paginationOptsValidator },
  returns: v.object({
    page: v.array(v.union(v.string(), v.null())),
    isDone: v.boolean(),
    continueCursor: v.string(),
  }),
  handler: async (ctx, { paginationOpts }) => {
    const found = await pageOwnKeys(ctx, paginationOpts);
    return {
      page: found.page.map(({ envelope }) => keyIdOf(envelope)),
      isDone: found.isDone,
      continueCursor: found.continueCursor,
    };
  },
});

/**
 * Encrypts a page of values anew with the current key. What is under it already
 * stays, so that a rotation which was cut off is begun again from the start; what
 * cannot be read stays as it is and is named.
 */
export const rotate = internalMutation({
  args: { paginationOpts: paginationOptsValidator },
  returns: v.object({
    currentId: v.string(),
    moved: v.number(),
    kept: v.number(),
    failed: v.array(
      v.object({ tenantId: v.id("tenants"), reason: v.string() }),
    ),
    isDone: v.boolean(),
    continueCursor: v.string(),
  }),
  handler: async (ctx, { paginationOpts }) => {
    const keys = fieldKeysEnv();
    if (keys.state !== "on") {
      const problem = keys.state === "off" ? "It is not set." : keys.problem;
      throw appError("VALIDATION_FAILED", `FIELD_KEYS: ${problem}`);
    }
    const found = await pageOwnKeys(ctx, paginationOpts);
    const { currentId } = keys.ring;
    const outcome = { currentId, moved: 0, kept: 0 };
    const failed: { tenantId: Id<"tenants">; reason: FieldFailure }[] = [];
    for (const { _id, tenantId, envelope } of found.page) {
      const next = resealField(keys.ring, placeOf(tenantId), envelope);
      if (!next.ok) failed.push({ tenantId, reason: next.reason });
      else if (next.isNew) {
        await setEnvelope(ctx, _id, next.envelope);
        outcome.moved += 1;
      } else outcome.kept += 1;
    }
    if (outcome.moved > 0) {
      await recordAudit(ctx, {
        tenantId: null,
        actor: "system:field_keys",
        action: "field_keys.rotated",
        target: currentId,
        reason: `${String(outcome.moved)} values`,
      });
    }
    const { isDone, continueCursor } = found;
    return { ...outcome, failed, isDone, continueCursor };
  },
});
