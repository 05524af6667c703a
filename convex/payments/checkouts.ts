import { paginationOptsValidator } from "convex/server";
import { type Infer, v } from "convex/values";
import { appError } from "../../lib/errors";
import { internal } from "../_generated/api";
import type { Doc } from "../_generated/dataModel";
import { recordAudit } from "../audit/model";
import { paymentsEnv } from "../env";
import { internalMutation, tenantMutation, tenantQuery } from "../functions";
import { pageOf } from "../pages";
import { isSuspended } from "../tenants/model";
import {
  createCheckout,
  expireCheckout,
  listCheckouts,
  noteOutcome,
  requireOwnCheckout,
} from "./checkoutModel";
import { getOrderOf } from "./model";
import { checkoutFailure, checkoutStatus, orderState } from "./schema";

/** An action that has not reported by then never will. */
const GIVE_UP_MS = 60_000;
/** The buyer's last click and the provider's clock. */
const EXPIRY_GRACE_MS = 60_000;

/** Asks the provider for a checkout of one pack; the row's state says where to pay. */
export const start = tenantMutation({
  permission: "manage_tenant",
  args: { productId: v.string(), origin: v.string() },
  returns: v.id("checkouts"),
  handler: async (ctx, { productId, origin }) => {
    if (isSuspended(ctx.tenant)) {
      throw appError("SENDING_DISABLED", "This business is suspended.");
    }
    const env = paymentsEnv();
    if (env.state !== "on") {
      throw appError("VALIDATION_FAILED", "Credits cannot be bought here.");
    }
    const pack = env.packs.find((each) => each.productId === productId);
    if (pack === undefined) {
      throw appError("VALIDATION_FAILED", "There is no such pack.");
    }
    const returnUrl = env.origins.includes(origin)
      ? `${origin}/credits/buy`
      : null;
    const { tenant, actor } = ctx;
    const id = await createCheckout(ctx, tenant._id, actor, pack, returnUrl);
    await recordAudit(ctx, {
      tenantId: tenant._id,
      actor,
      action: "payment.checkout_started",
      target: `${id}: ${String(pack.credits)}`,
    });
    const args = { checkoutId: id };
    await ctx.scheduler.runAfter(0, internal.payments.provider.ask, args);
    await ctx.scheduler.runAfter(
      GIVE_UP_MS,
      internal.payments.checkouts.giveUp,
      args,
    );
    return id;
  },
});

const checkoutView = v.object({
  id: v.id("checkouts"),
  credits: v.number(),
  amount: v.number(),
  currency: v.string(),
  status: checkoutStatus,
  failure: v.union(checkoutFailure, v.null()),
  url: v.union(v.string(), v.null()),
  expiresAt: v.union(v.number(), v.null()),
  createdAt: v.number(),
});

function viewOf(checkout: Doc<"checkouts">): Infer<typeof checkoutView> {
  return {
    id: checkout._id,
    credits: checkout.credits,
    amount: checkout.amount,
    currency: checkout.currency,
    status: checkout.status,
    failure: checkout.failure,
    url: checkout.url,
    expiresAt: checkout.expiresAt,
    createdAt: checkout._creationTime,
  };
}

/** One checkout of the business, live. */
export const get = tenantQuery({
  permission: "manage_tenant",
  args: { checkoutId: v.id("checkouts") },
  returns: checkoutView,
  handler: async (ctx, { checkoutId }) =>
    viewOf(await requireOwnCheckout(ctx, ctx.tenant._id, checkoutId)),
});

/** What the business bought or meant to, newest first, with what became of its order. */
export const list = tenantQuery({
  permission: "manage_tenant",
  args: { paginationOpts: paginationOptsValidator },
  returns: pageOf(
    v.object({
      ...checkoutView.fields,
      order: v.union(
        v.object({ state: orderState, taken: v.number(), owed: v.number() }),
        v.null(),
      ),
    }),
  ),
  handler: async (ctx, { paginationOpts }) => {
    const result = await listCheckouts(ctx, ctx.tenant._id, paginationOpts);
    const page = await Promise.all(
      result.page.map(async (checkout) => {
        const order = await getOrderOf(ctx, checkout);
        return {
          ...viewOf(checkout),
          order:
            order === null
              ? null
              : { state: order.state, taken: order.taken, owed: order.owed },
        };
      }),
    );
    return { ...result, page };
  },
});

const outcome = v.union(
  v.object({
    ok: v.literal(true),
    checkoutId: v.string(),
    url: v.string(),
    expiresAt: v.number(),
  }),
  v.object({ ok: v.literal(false), reason: checkoutFailure }),
);

/** Notes what the provider answered. */
export const note = internalMutation({
  args: { checkoutId: v.id("checkouts"), outcome },
  returns: v.null(),
  handler: async (ctx, args) => {
    const { checkoutId } = args;
    const counts = await noteOutcome(ctx, checkoutId, args.outcome);
    if (counts && args.outcome.ok) {
      await ctx.scheduler.runAt(
        args.outcome.expiresAt + EXPIRY_GRACE_MS,
        internal.payments.checkouts.expire,
        { checkoutId },
      );
    }
    return null;
  },
});

/** Ends a checkout whose action never reported. */
export const giveUp = internalMutation({
  args: { checkoutId: v.id("checkouts") },
  returns: v.null(),
  handler: async (ctx, { checkoutId }) => {
    await noteOutcome(ctx, checkoutId, { ok: false, reason: "timeout" });
    return null;
  },
});

export const expire = internalMutation({
  args: { checkoutId: v.id("checkouts") },
  returns: v.null(),
  handler: async (ctx, { checkoutId }) => {
    await expireCheckout(ctx, checkoutId);
    return null;
  },
});
