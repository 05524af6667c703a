import { vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import type { Doc } from "../../convex/_generated/dataModel";
import { signIn } from "./people";
import {
  configurePayments,
  fakePolar,
  openCheckout,
  orderPaid,
  type OrderOptions,
  refundEvent,
  type RefundOptions,
} from "./polar";
import { createBackend, createBusiness, readBooks } from "./product";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export type Buying = Awaited<ReturnType<typeof startBuying>>;

/** A business with 100 credits and an open checkout of 500 for 900 cents; webhooks come only when a test delivers them. */
export async function startBuying() {
  const t = createBackend();
  configurePayments();
  const polar = fakePolar();
  const mine = await createBusiness(t, { credits: 100 });
  const owner = await signIn(t, mine.tenantId, "owner");
  const bought = await openCheckout(t, owner);

  const settle = async () => {
    vi.advanceTimersByTime(1);
    await t.finishInProgressScheduledFunctions();
  };
  /** One tick of the cron; how many checkouts were asked about. */
  const tick = async (): Promise<number> => {
    const count = await t.mutation(internal.payments.looking.begin, {});
    await settle();
    return count;
  };
  const books = () => readBooks(t, mine.tenantId);

  return {
    t,
    mine,
    owner,
    polar,
    bought,
    settle,
    tick,
    /** The hourly cron, with all pages it asks for. */
    async askForRefunds(): Promise<void> {
      await t.mutation(internal.payments.looking.beginRefunds, {});
      for (let page = 0; page < 5; page += 1) await settle();
    },
    /** So much time goes by, with a tick every so often; how often Polar was asked. */
    async pass(duration: number, every: number): Promise<number> {
      let asked = 0;
      for (let gone = 0; gone < duration; gone += every) {
        vi.advanceTimersByTime(every);
        await t.finishInProgressScheduledFunctions();
        asked += await tick();
      }
      return asked;
    },
    balance: async () => (await books()).balance,
    grants: async () =>
      (await books()).kinds.filter((kind) => kind === "top_up").length,
    async row(): Promise<Doc<"checkouts">> {
      const found = await t.run((ctx) =>
        ctx.db.get("checkouts", bought.checkoutId),
      );
      if (found === null) throw new Error("No checkout.");
      return found;
    },
    orders: () => t.run((ctx) => ctx.db.query("orders").collect()),
    audited: (action: string) =>
      t.run(async (ctx) =>
        (await ctx.db.query("auditEvents").collect()).filter(
          (event) => event.action === action,
        ),
      ),
    /** It is paid, and Polar's webhook does not come. */
    payQuietly: (options: OrderOptions = {}) =>
      polar.orders.push(orderPaid(bought, options).data),
    refundQuietly: (options: RefundOptions) =>
      polar.refunds.push(refundEvent(bought, options).data),
  };
}
