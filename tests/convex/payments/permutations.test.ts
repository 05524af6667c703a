import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { internal } from "../../../convex/_generated/api";
import { parsePolarEvent } from "../../../lib/payments/polar-event";
import { signIn } from "../../support/people";
import {
  type Bought,
  configurePayments,
  fakePolar,
  openCheckout,
  orderPaid,
  refundEvent,
} from "../../support/polar";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  readBooks,
} from "../../support/product";

let t: Backend;
let mine: Business;
let bought: Bought;

async function setUp(): Promise<void> {
  t = createBackend();
  configurePayments();
  fakePolar();
  mine = await createBusiness(t, { credits: 100 });
  bought = await openCheckout(t, await signIn(t, mine.tenantId, "owner"));
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const balance = async () => (await readBooks(t, mine.tenantId)).balance;

async function order() {
  const row = await t.run((ctx) => ctx.db.query("orders").first());
  if (row === null) throw new Error("No order.");
  return row;
}

type Report = {
  refundId: string;
  status: "pending" | "succeeded" | "failed";
  amount: number;
  changedAt: number;
};

/** Up to three refunds, each reported in up to three states at rising times. */
const histories = fc.array(
  fc.record({
    amount: fc.integer({ min: 1, max: 300 }),
    states: fc.constantFrom<Report["status"][]>(
      ["succeeded"],
      ["pending", "succeeded"],
      ["pending", "failed"],
      ["succeeded", "failed"],
      ["pending", "succeeded", "failed"],
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

function reportsOf(
  history: { amount: number; states: Report["status"][] }[],
): Report[] {
  return history.flatMap(({ amount, states }, refund) =>
    states.map((status, step) => ({
      refundId: `r${String(refund)}`,
      status,
      amount,
      changedAt: 1_770_000_000_000 + step * 1_000,
    })),
  );
}

async function play(events: unknown[]): Promise<void> {
  for (const [index, event] of events.entries()) {
    const parsed = parsePolarEvent(event);
    if (parsed.kind === "ignored") throw new Error("An event was ignored.");
    const eventId = `evt_${String(index)}`;
    await t.mutation(internal.payments.events.apply, {
      eventId,
      event: parsed,
    });
  }
}

test("whatever the order and the repeats of its events, the ledger ends the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      histories.chain((history) => {
        const indices = Array.from(
          { length: reportsOf(history).length + 1 },
          (_, index) => index,
        );
        const repeated = [...indices, ...indices.slice(0, 2)];
        return fc.record({
          history: fc.constant(history),
          order: fc.shuffledSubarray(repeated, {
            minLength: repeated.length,
            maxLength: repeated.length,
          }),
        });
      }),
      async ({ history, order: permutation }) => {
        await setUp();
        const reports = reportsOf(history);
        const events = [
          orderPaid(bought),
          ...reports.map((report) => refundEvent(bought, report)),
        ];
        await play(permutation.map((index) => events[index]));
        const refunded = history
          .filter(({ states }) => states.at(-1) === "succeeded")
          .reduce((sum, { amount }) => sum + amount, 0);
        const target = Math.floor((500 * refunded) / 900);
        expect(await balance()).toBe(600 - target);
        expect(await order()).toMatchObject({
          granted: 500,
          refunded,
          taken: target,
          owed: 0,
        });
        const { kinds } = await readBooks(t, mine.tenantId);
        expect(kinds.filter((kind) => kind === "top_up")).toHaveLength(1);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);
