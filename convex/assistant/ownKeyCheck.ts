import { v } from "convex/values";
import { afterCheck } from "../../lib/assistant/own-key";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { internalAction, internalMutation, internalQuery } from "../functions";
import { askShortly } from "./composer";
import { getOwnKey, type OwnKey, setChecking, setState } from "./ownKeyModel";
import { ownKeyTaken } from "./ownKeySchema";

/** One test call: its key, and when it began. */
const check = { keyId: v.id("ownModelKeys"), startedAt: v.number() };

type Check = { keyId: Id<"ownModelKeys">; startedAt: number };

/** The key of a test call that is still wanted. */
async function getChecked(
  ctx: QueryCtx,
  { keyId, startedAt }: Check,
): Promise<OwnKey | null> {
  const row = await getOwnKey(ctx, keyId);
  return row?.checkingSince === startedAt ? row : null;
}

export const load = internalQuery({
  args: check,
  returns: v.union(ownKeyTaken, v.null()),
  handler: async (ctx, args) => {
    const row = await getChecked(ctx, args);
    if (row === null) return null;
    const { _id, tenantId, envelope } = row;
    return { id: _id, tenantId, envelope, isCalm: false };
  },
});

/** Asks the model one short question with the key. */
export const run = internalAction({
  args: check,
  returns: v.null(),
  handler: async (ctx, args) => {
    const taken = await ctx.runQuery(internal.assistant.ownKeyCheck.load, args);
    if (taken === null) return null;
    await ctx.runMutation(internal.assistant.ownKeyCheck.finish, {
      ...args,
      outcome: await askShortly(taken),
    });
    return null;
  },
});

export const finish = internalMutation({
  args: { ...check, outcome: v.string() },
  returns: v.null(),
  handler: async (ctx, { outcome, ...args }) => {
    await end(ctx, args, outcome);
    return null;
  },
});

/** Ends a test call whose action never reported. */
export const giveUp = internalMutation({
  args: check,
  returns: v.null(),
  handler: async (ctx, args) => {
    await end(ctx, args, "timeout");
    return null;
  },
});

async function end(
  ctx: MutationCtx,
  args: Check,
  outcome: string,
): Promise<void> {
  const row = await getChecked(ctx, args);
  if (row === null) return;
  await setChecking(ctx, row._id, null);
  await setState(ctx, row, afterCheck(row, outcome, Date.now()));
}
