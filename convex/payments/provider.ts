import { v } from "convex/values";
import { createPolarClient } from "../../lib/clients/polar";
import type { CheckoutRequest } from "../../lib/payments/event";
import { internal } from "../_generated/api";
import { paymentsEnv } from "../env";
import { internalAction, internalQuery } from "../functions";
import { getCheckout } from "./checkoutModel";

const TIMEOUT_MS = 20_000;

/** What a checkout that still waits is to be asked for; null when it does not wait. */
export const request = internalQuery({
  args: { checkoutId: v.id("checkouts") },
  returns: v.union(
    v.object({
      productId: v.string(),
      amount: v.number(),
      currency: v.string(),
      reference: v.string(),
      successUrl: v.union(v.string(), v.null()),
      returnUrl: v.union(v.string(), v.null()),
    }),
    v.null(),
  ),
  handler: async (ctx, { checkoutId }): Promise<CheckoutRequest | null> => {
    const checkout = await getCheckout(ctx, checkoutId);
    if (checkout?.status !== "requested") return null;
    const { productId, amount, currency, reference, returnUrl } = checkout;
    const successUrl = returnUrl === null ? null : `${returnUrl}?paid=1`;
    return {
      productId,
      amount,
      currency,
      reference,
      successUrl,
      returnUrl,
    };
  },
});

/** Asks the provider for a checkout and notes what it said. */
export const ask = internalAction({
  args: { checkoutId: v.id("checkouts") },
  returns: v.null(),
  handler: async (ctx, { checkoutId }) => {
    const asked = await ctx.runQuery(internal.payments.provider.request, {
      checkoutId,
    });
    if (asked === null) return null;
    const env = paymentsEnv();
    const outcome =
      env.state === "on"
        ? await createPolarClient({
            baseUrl: env.baseUrl,
            accessToken: env.accessToken,
            fetch: (input, init) => fetch(input, init),
            timeoutMs: TIMEOUT_MS,
          }).createCheckout(asked)
        : ({ ok: false, reason: "not_configured" } as const);
    await ctx.runMutation(internal.payments.checkouts.note, {
      checkoutId,
      outcome: outcome.ok ? outcome : { ok: false, reason: outcome.reason },
    });
    return null;
  },
});
