import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { errorCode } from "../../../lib/error-code";
import { type Person, signIn } from "../../support/people";
import {
  checkoutAnswer,
  configurePayments,
  deliverPolar,
  fakePolar,
  LARGE,
  openCheckout,
  orderPaid,
  SMALL,
} from "../../support/polar";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  readBooks,
} from "../../support/product";
import { json } from "../../support/vendors";

const ORIGIN = "http://127.0.0.1:3000";
const page = { paginationOpts: { numItems: 10, cursor: null } };

let t: Backend;
let mine: Business;
let owner: Person;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  configurePayments();
  mine = await createBusiness(t, { credits: 100 });
  owner = await signIn(t, mine.tenantId, "owner");
  return () => vi.useRealTimers();
});

const start = (productId = SMALL.productId, origin = ORIGIN) =>
  owner.mutation(api.payments.checkouts.start, { productId, origin });

/** Runs the action and nothing that is due later. */
async function ask(): Promise<void> {
  vi.advanceTimersByTime(1);
  await t.finishInProgressScheduledFunctions();
}

const view = (checkoutId: Id<"checkouts">) =>
  owner.query(api.payments.checkouts.get, { checkoutId });

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => errorCode(error),
  );

describe("a checkout", () => {
  test("asks Polar for exactly one pack, with nothing about a person, and shows where to pay", async () => {
    const polar = fakePolar();
    const checkoutId = await start(LARGE.productId);
    expect(await view(checkoutId)).toMatchObject({
      status: "requested",
      url: null,
      credits: 2000,
      amount: 2900,
    });
    await ask();
    const row = await t.run((ctx) => ctx.db.get("checkouts", checkoutId));
    expect(polar.requests).toEqual([
      {
        products: [LARGE.productId],
        currency: "usd",
        metadata: { reference: row?.reference },
        allow_discount_codes: false,
        allow_trial: false,
        require_billing_address: false,
        is_business_customer: false,
        success_url: `${ORIGIN}/credits/buy?paid=1`,
        return_url: `${ORIGIN}/credits/buy`,
      },
    ]);
    expect(polar.tokens).toEqual(["Bearer polar-token-for-tests"]);
    expect(await view(checkoutId)).toMatchObject({ status: "open" });
    expect((await view(checkoutId)).url).toMatch(
      /^http:\/\/127\.0\.0\.1:4015\/checkout\//,
    );
  });

  test("is granted nothing before it is paid", async () => {
    fakePolar();
    await openCheckout(t, owner);
    await drain(t);
    expect((await readBooks(t, mine.tenantId)).balance).toBe(100);
  });

  test("expires unpaid, and is listed with what became of it", async () => {
    fakePolar();
    const lost = await openCheckout(t, owner);
    const kept = await openCheckout(t, owner);
    await deliverPolar(t, orderPaid(kept));
    await drain(t);
    expect(await view(lost.checkoutId)).toMatchObject({
      status: "expired",
      url: null,
    });
    const { page: lines } = await owner.query(
      api.payments.checkouts.list,
      page,
    );
    expect(lines.map(({ status, order }) => [status, order])).toEqual([
      ["paid", { state: "granted", taken: 0, owed: 0 }],
      ["expired", null],
    ]);
  });

  test("that was paid in a way that has to be looked at is not called unpaid", async () => {
    fakePolar();
    const bought = await openCheckout(t, owner);
    await deliverPolar(
      t,
      orderPaid(bought, { data: { subtotal_amount: 1, net_amount: 1 } }),
    );
    await drain(t);
    const { page: lines } = await owner.query(
      api.payments.checkouts.list,
      page,
    );
    expect(lines.map(({ status, order }) => [status, order])).toEqual([
      ["expired", { state: "review", taken: 0, owed: 0 }],
    ]);
  });

  test("its reference is long and never repeats", async () => {
    fakePolar();
    const references = new Set<string>();
    for (let i = 0; i < 5; i += 1) {
      references.add((await openCheckout(t, owner)).reference);
    }
    expect(references.size).toBe(5);
    for (const reference of references) {
      expect(reference).toMatch(/^[0-9a-f]{48}$/);
    }
  });

  test("an origin that is not ours gets no way back", async () => {
    const polar = fakePolar();
    await start(SMALL.productId, "https://evil.example.com");
    await ask();
    expect(polar.requests).toMatchObject([
      { success_url: null, return_url: null },
    ]);
  });
});

describe("a checkout that cannot be made", () => {
  const cheaper = (body: Record<string, unknown>) => ({
    ...checkoutAnswer(body),
    amount: 100,
  });

  test.each<[string, string, (body: Record<string, unknown>) => Response]>([
    ["503", "unavailable", () => json({ detail: "down" }, 503)],
    ["429", "rate_limited", () => json({ detail: "slow down" }, 429)],
    ["401", "unauthorized", () => json({ detail: "no" }, 401)],
    ["422", "rejected", () => json({ detail: [] }, 422)],
    ["200 instead of 201", "malformed", (body) => json(checkoutAnswer(body))],
    [
      "a body that is none",
      "malformed",
      () => new Response("{", { status: 201 }),
    ],
    ["half a checkout", "malformed", () => json({ id: "x" }, 201)],
    [
      "a redirect",
      "malformed",
      () => new Response(null, { status: 302, headers: { location: "/" } }),
    ],
    ["another price", "price_differs", (body) => json(cheaper(body), 201)],
    [
      "another currency",
      "price_differs",
      (body) => json({ ...checkoutAnswer(body), currency: "eur" }, 201),
    ],
    [
      "another product",
      "price_differs",
      (body) => json({ ...checkoutAnswer(body), product_id: "other" }, 201),
    ],
    [
      "a page that is a script",
      "malformed",
      (body) =>
        json({ ...checkoutAnswer(body), url: "javascript:alert(1)" }, 201),
    ],
    [
      "a page over plain http elsewhere",
      "malformed",
      (body) =>
        json({ ...checkoutAnswer(body), url: "http://polar.example.com" }, 201),
    ],
  ])("because of %s is failed: %s", async (_case, failure, answer) => {
    fakePolar(answer);
    const checkoutId = await start();
    await ask();
    expect(await view(checkoutId)).toMatchObject({
      status: "failed",
      failure,
      url: null,
    });
  });

  test("because nobody answers is given up, and a late answer changes nothing", async () => {
    let answerLate: (response: Response) => void = () => undefined;
    let asked: Record<string, unknown> = {};
    fakePolar((body) => {
      asked = body;
      return new Promise<Response>((resolve) => (answerLate = resolve));
    });
    const checkoutId = await start();
    vi.advanceTimersByTime(1);
    await vi.advanceTimersByTimeAsync(21_000);
    await t.finishInProgressScheduledFunctions();
    expect(await view(checkoutId)).toMatchObject({
      status: "failed",
      failure: "timeout",
    });
    answerLate(json(checkoutAnswer(asked), 201));
    await drain(t);
    expect(await view(checkoutId)).toMatchObject({ status: "failed" });
  });

  test("because its action was killed is given up after a minute", async () => {
    fakePolar();
    const checkoutId = await start();
    await t.run(async (ctx) => {
      const jobs = await ctx.db.system.query("_scheduled_functions").collect();
      const killed = jobs.find(({ name }) => name.includes("provider"));
      if (killed !== undefined) await ctx.scheduler.cancel(killed._id);
    });
    await drain(t);
    expect(await view(checkoutId)).toMatchObject({
      status: "failed",
      failure: "timeout",
    });
  });

  test("because payments were switched off in between says so", async () => {
    fakePolar();
    const checkoutId = await start();
    configurePayments({ POLAR_PACKS: "" });
    await ask();
    expect(await view(checkoutId)).toMatchObject({ failure: "not_configured" });
  });
});

describe("what a member may ask for", () => {
  test("no pack that is not on offer, and none at another price", async () => {
    fakePolar();
    expect(await codeOf(start("product-free"))).toBe("VALIDATION_FAILED");
    expect(await codeOf(start("x".repeat(5_000)))).toBe("VALIDATION_FAILED");
  });

  test("ten checkouts in ten minutes, not eleven", async () => {
    fakePolar();
    for (let i = 0; i < 10; i += 1) await start();
    expect(await codeOf(start())).toBe("RATE_LIMITED");
    vi.advanceTimersByTime(10 * 60_000 + 1_000);
    expect(await codeOf(start())).toBe("no error");
  });

  test("nothing while payments are off, and no pack is shown", async () => {
    const packs = () => owner.query(api.payments.packs.list, {});
    expect(await packs()).toEqual([SMALL, LARGE]);
    configurePayments({
      POLAR_ACCESS_TOKEN: "",
      POLAR_WEBHOOK_SECRET: "",
      POLAR_PACKS: "",
    });
    expect(await packs()).toEqual([]);
    expect(await codeOf(start())).toBe("VALIDATION_FAILED");
    expect(await t.run((ctx) => ctx.db.query("checkouts").collect())).toEqual(
      [],
    );
  });
});
