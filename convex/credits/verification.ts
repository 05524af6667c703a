import { v } from "convex/values";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";
import type { Actor } from "../../lib/audit/actor";
import { actorKindOf } from "../../lib/credits/actors";
import { appError } from "../../lib/errors";
import { recordAudit } from "../audit/model";
import { tenantMutation, tenantQuery } from "../functions";
import { closeCheck, getLatestCheck, openCheck } from "./checkModel";
import { checkView, describeCheck } from "./checkViewModel";

/** A business checks its books as often as this. */
const PAUSE_MS = 60_000;

/** The newest check of the business's books; live while it runs. */
export const latest = tenantQuery({
  permission: "read",
  args: {},
  returns: v.union(checkView, v.null()),
  handler: async (ctx) => {
    const check = await getLatestCheck(ctx, ctx.tenant._id);
    return check === null ? null : describeCheck(ctx, check);
  },
});

/** Starts a check of the business's books; while one runs, nothing more is started. */
export const start = tenantMutation({
  permission: "read",
  args: {},
  returns: v.id("booksChecks"),
  handler: async (ctx) => {
    const last = await getLatestCheck(ctx, ctx.tenant._id);
    if (last?.status === "running") return last._id;
    if (last !== null && last._creationTime > Date.now() - PAUSE_MS) {
      throw appError("RATE_LIMITED", "The books were checked a moment ago.");
    }
    return begin(ctx, ctx.tenant._id, ctx.actor);
  },
});

async function begin(
  ctx: MutationCtx,
  tenantId: Id<"tenants">,
  actor: Actor,
): Promise<Id<"booksChecks">> {
  const checkId = await openCheck(ctx, tenantId, actor, null);
  await ctx.scheduler.runAfter(0, internal.credits.checking.step, { checkId });
  await recordAudit(ctx, {
    tenantId,
    actor,
    action: "credits.books_checked",
    target: checkId,
  });
  return checkId;
}

/** Ends a check that somebody of the business started. */
export const stop = tenantMutation({
  permission: "read",
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const check = await getLatestCheck(ctx, ctx.tenant._id);
    if (check?.status === "running" && actorKindOf(check.actor) === "member") {
      await closeCheck(ctx, check._id, "stopped");
    }
    return null;
  },
});
