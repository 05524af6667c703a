import { beforeEach, describe, expect, test, vi } from "vitest";
import { signIn } from "../../support/people";
import {
  type Bought,
  configurePayments,
  deliverPolar,
  fakePolar,
  openCheckout,
  orderPaid,
  POLAR_ENV,
  refundEvent,
  signPolar,
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

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  configurePayments();
  fakePolar();
  mine = await createBusiness(t, { credits: 100 });
  bought = await openCheckout(t, await signIn(t, mine.tenantId, "owner"));
  return () => vi.useRealTimers();
});

const balanceOf = async () => (await readBooks(t, mine.tenantId)).balance;

const onlyOrder = () =>
  t.run(async (ctx) => (await ctx.db.query("orders").collect())[0] ?? null);

const actions = () =>
  t.run(async (ctx) =>
    (await ctx.db.query("auditEvents").collect()).map(({ action }) => action),
  );

describe("a paid order", () => {
  test("grants its credits, closes the checkout and is audited", async () => {
    const response = await deliverPolar(t, orderPaid(bought));
    expect(response.status).toBe(200);
    expect(await balanceOf()).toBe(600);
    expect(await onlyOrder()).toMatchObject({
      state: "granted",
      granted: 500,
      problem: null,
      tenantId: mine.tenantId,
    });
    const checkout = await t.run((ctx) =>
      ctx.db.get("checkouts", bought.checkoutId),
    );
    expect(checkout).toMatchObject({ status: "paid", paidBy: "order-1" });
    expect(await actions()).toContain("payment.granted");
  });

  test("E11 the same delivery twenty times at once grants once", async () => {
    const event = orderPaid(bought);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => deliverPolar(t, event, { id: "evt_a" })),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, () => 200),
    );
    expect(await balanceOf()).toBe(600);
    expect(
      await t.run((ctx) => ctx.db.query("paymentEvents").collect()),
    ).toHaveLength(1);
  });

  test("twenty events of the same order with ids of their own grant once", async () => {
    const event = orderPaid(bought);
    await Promise.all(Array.from({ length: 20 }, () => deliverPolar(t, event)));
    expect(await balanceOf()).toBe(600);
    const kinds = (await readBooks(t, mine.tenantId)).kinds;
    expect(kinds.filter((kind) => kind === "top_up")).toHaveLength(1);
  });

  test("a checkout that was given up is still paid", async () => {
    await t.run((ctx) =>
      ctx.db.patch("checkouts", bought.checkoutId, { status: "expired" }),
    );
    await deliverPolar(t, orderPaid(bought));
    expect(await balanceOf()).toBe(600);
  });

  test("nothing of the buyer is kept", async () => {
    await deliverPolar(t, orderPaid(bought));
    const rows = await t.run(async (ctx) => [
      ...(await ctx.db.query("orders").collect()),
      ...(await ctx.db.query("checkouts").collect()),
      ...(await ctx.db.query("paymentEvents").collect()),
      ...(await ctx.db.query("auditEvents").collect()),
      ...(await ctx.db.query("ledgerEntries").collect()),
    ]);
    expect(JSON.stringify(rows)).not.toContain("buyer@example.com");
    expect(JSON.stringify(rows)).not.toContain("customer-1");
  });
});

describe("a delivery that is not Polar's", () => {
  const nothingHappened = async () => {
    expect(await balanceOf()).toBe(100);
    expect(await onlyOrder()).toBeNull();
  };

  test.each([
    ["another secret", { secret: "polar_whs_somebody_elses" }],
    ["a stale timestamp", { timestamp: 1_700_000_000 }],
    ["a timestamp of tomorrow", { timestamp: 4_000_000_000 }],
    ["no id", { headers: { "webhook-id": "" } }],
    ["no timestamp", { headers: { "webhook-timestamp": "" } }],
    ["no signature", { headers: { "webhook-signature": "" } }],
    ["a signature of nothing", { headers: { "webhook-signature": "v1," } }],
    ["a signature without a part", { headers: { "webhook-signature": "v1" } }],
    ["another version only", { headers: { "webhook-signature": "v2,AAAA" } }],
    ["another id than was signed", { headers: { "webhook-id": "evt_other" } }],
    ["an id with a dot", { headers: { "webhook-id": "evt.1" } }],
    ["a timestamp that is none", { headers: { "webhook-timestamp": "now" } }],
  ])("%s is 401 and changes nothing", async (_case, options) => {
    const response = await deliverPolar(t, orderPaid(bought), options);
    expect(response.status).toBe(401);
    await nothingHappened();
  });

  test("a timestamp six minutes old is refused, one four minutes old is not", async () => {
    const now = Math.floor(Date.now() / 1_000);
    const late = await deliverPolar(t, orderPaid(bought), {
      timestamp: now - 360,
    });
    expect(late.status).toBe(401);
    await nothingHappened();
    const soon = await deliverPolar(t, orderPaid(bought), {
      timestamp: now - 240,
    });
    expect(soon.status).toBe(200);
    expect(await balanceOf()).toBe(600);
  });

  test("a replay under a new id does not verify", async () => {
    const body = JSON.stringify(orderPaid(bought));
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = await signPolar("evt_seen", timestamp, body);
    const send = (id: string) =>
      t.fetch("/webhooks/polar", {
        method: "POST",
        body,
        headers: {
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": signature,
        },
      });
    expect((await send("evt_fresh")).status).toBe(401);
    expect((await send("evt_seen")).status).toBe(200);
    expect(await balanceOf()).toBe(600);
  });

  test("one changed byte of the body is 401", async () => {
    const body = JSON.stringify(orderPaid(bought));
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const response = await t.fetch("/webhooks/polar", {
      method: "POST",
      body: body.replace('"paid":true', '"paid":true '),
      headers: {
        "webhook-id": "evt_x",
        "webhook-timestamp": timestamp,
        "webhook-signature": await signPolar("evt_x", timestamp, body),
      },
    });
    expect(response.status).toBe(401);
    await nothingHappened();
  });

  test("a byte order mark before the body is part of what is signed", async () => {
    const body = JSON.stringify(orderPaid(bought));
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const response = await t.fetch("/webhooks/polar", {
      method: "POST",
      body: `\uFEFF${body}`,
      headers: {
        "webhook-id": "evt_x",
        "webhook-timestamp": timestamp,
        "webhook-signature": await signPolar("evt_x", timestamp, body),
      },
    });
    expect(response.status).toBe(401);
  });

  test("a flood of forgeries writes one counter and one audit event a minute", async () => {
    for (let i = 0; i < 5; i += 1) {
      await deliverPolar(t, orderPaid(bought), {
        secret: "polar_whs_not_ours",
      });
    }
    const rows = await t.run((ctx) =>
      ctx.db.query("paymentRejections").collect(),
    );
    expect(rows).toMatchObject([{ reason: "mismatch", count: 5 }]);
    const rejected = (await actions()).filter((a) => a === "webhook.rejected");
    expect(rejected).toHaveLength(1);
  });
});

describe("the secret is rotated", () => {
  test("both secrets are good while both are set, only the new one after", async () => {
    configurePayments({
      POLAR_WEBHOOK_SECRET: "polar_whs_next_secret_1",
      POLAR_WEBHOOK_SECRET_PREVIOUS: POLAR_ENV.POLAR_WEBHOOK_SECRET,
    });
    const event = orderPaid(bought);
    const by = (secret: string) => deliverPolar(t, event, { secret });
    expect((await by("polar_whs_next_secret_1")).status).toBe(200);
    expect((await by(POLAR_ENV.POLAR_WEBHOOK_SECRET)).status).toBe(200);
    vi.stubEnv("POLAR_WEBHOOK_SECRET_PREVIOUS", "");
    expect((await by(POLAR_ENV.POLAR_WEBHOOK_SECRET)).status).toBe(401);
    expect(await balanceOf()).toBe(600);
  });
});

describe("what is not an event", () => {
  test.each([
    ["text that is no JSON", "hello", 400],
    ["a body above the cap", `"${"x".repeat(600_000)}"`, 413],
  ])("%s", async (_case, body, status) => {
    expect((await deliverPolar(t, body)).status).toBe(status);
  });

  test.each([
    [
      "off",
      { POLAR_ACCESS_TOKEN: "", POLAR_WEBHOOK_SECRET: "", POLAR_PACKS: "" },
    ],
    ["without a secret", { POLAR_WEBHOOK_SECRET: "" }],
    ["with a secret that is too short", { POLAR_WEBHOOK_SECRET: "short" }],
    ["without packs", { POLAR_PACKS: "" }],
    ["with packs that are none", { POLAR_PACKS: "product:free:0:usd" }],
    ["without a token", { POLAR_ACCESS_TOKEN: "" }],
  ])("payments %s answer 503 to a good signature", async (_case, env) => {
    const secret = POLAR_ENV.POLAR_WEBHOOK_SECRET;
    configurePayments(env);
    const response = await deliverPolar(t, orderPaid(bought), { secret });
    expect(response.status).toBe(503);
    expect(await balanceOf()).toBe(100);
  });

  test("an event of another kind is answered and not kept", async () => {
    const response = await deliverPolar(t, {
      type: "customer.created",
      data: { id: "customer-1" },
    });
    expect(response.status).toBe(200);
    expect(
      await t.run((ctx) => ctx.db.query("paymentEvents").collect()),
    ).toEqual([]);
  });

  test.each([
    ["an unpaid order", { paid: false }],
    ["half a cent", { subtotal_amount: 900.5 }],
    ["a negative amount", { subtotal_amount: -900 }],
    ["no id", { id: null }],
    ["no currency", { currency: "" }],
    ["an amount as text", { net_amount: "900" }],
  ])("%s is kept as unreadable and grants nothing", async (_case, data) => {
    const response = await deliverPolar(t, orderPaid(bought, { data }));
    expect(response.status).toBe(200);
    expect(await balanceOf()).toBe(100);
    const events = await t.run((ctx) =>
      ctx.db.query("paymentEvents").collect(),
    );
    expect(events).toMatchObject([{ effect: "unreadable" }]);
    expect(await actions()).toContain("payment.event_unreadable");
  });

  test("an unreadable event that comes again readable has its effect", async () => {
    const bad = orderPaid(bought, { data: { paid: false } });
    await deliverPolar(t, bad, { id: "evt_again" });
    await deliverPolar(t, orderPaid(bought), { id: "evt_again" });
    expect(await balanceOf()).toBe(600);
  });

  test("a refund of a state nobody knows is unreadable", async () => {
    await deliverPolar(
      t,
      refundEvent(bought, { amount: 900, data: { status: "reversed" } }),
    );
    const events = await t.run((ctx) =>
      ctx.db.query("paymentEvents").collect(),
    );
    expect(events).toMatchObject([{ effect: "unreadable", about: "status" }]);
  });
});
