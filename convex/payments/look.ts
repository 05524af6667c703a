import { v } from "convex/values";
import { createPolarReader } from "../../lib/clients/polar-reader";
import type {
  Answer,
  PaidOrder,
  PaymentReader,
  ProviderRefund,
} from "../../lib/payments/event";
import { internal } from "../_generated/api";
import { paymentsEnv } from "../env";
import { internalAction } from "../functions";

const TIMEOUT_MS = 10_000;
const FIRST_PAGE = 1;

/** Null while payments are off. */
function readerNow(): PaymentReader | null {
  const env = paymentsEnv();
  if (env.state !== "on") return null;
  return createPolarReader({
    baseUrl: env.baseUrl,
    accessToken: env.accessToken,
    fetch: (input, init) => fetch(input, init),
    timeoutMs: TIMEOUT_MS,
  });
}

/** Asks what was paid on each of these checkouts, one after the other. */
export const askForOrders = internalAction({
  args: { checkoutIds: v.array(v.id("checkouts")) },
  returns: v.null(),
  handler: async (ctx, { checkoutIds }) => {
    const reader = readerNow();
    if (reader === null) return null;
    for (const checkoutId of checkoutIds) {
      const wanted = await ctx.runQuery(internal.payments.looking.sought, {
        checkoutId,
      });
      if (wanted === null) continue;
      const answer = await lookAt(reader, wanted);
      await ctx.runMutation(internal.payments.looking.note, {
        checkoutId,
        answer,
      });
    }
    return null;
  },
});

type Found = Answer<{ orders: PaidOrder[]; refunds: ProviderRefund[] }>;

/** The paid orders of a checkout with their newest hundred refunds. */
async function lookAt(
  reader: PaymentReader,
  checkoutId: string,
): Promise<Found> {
  const answer = await reader.ordersOf(checkoutId);
  if (!answer.ok) return answer;
  const refunds: ProviderRefund[] = [];
  for (const orderId of answer.refunded) {
    const listed = await reader.refunds(orderId, FIRST_PAGE);
    if (!listed.ok) return listed;
    for (const { createdAt, ...refund } of listed.refunds) {
      refunds.push(refund);
    }
  }
  return { ok: true, orders: answer.orders, refunds };
}

/** Asks for one page of what was refunded. */
export const askForRefunds = internalAction({
  args: { startedAt: v.number(), since: v.number(), page: v.number() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const reader = readerNow();
    if (reader === null) return null;
    const answer = await reader.refunds(null, args.page);
    await ctx.runMutation(internal.payments.looking.noteRefunds, {
      ...args,
      answer,
    });
    return null;
  },
});
