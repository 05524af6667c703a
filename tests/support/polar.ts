import { vi } from "vitest";
import type { Id } from "../../convex/_generated/dataModel";
import { api } from "../../convex/_generated/api";
import type { Order, Refund } from "../../local/polar/model";
import { checkoutView, orderView, refundView } from "../../local/polar/wire";
import type { Person } from "./people";
import type { Backend } from "./product";
import { json } from "./vendors";

export const SMALL = {
  productId: "product-small",
  credits: 500,
  amount: 900,
  currency: "usd",
};
export const LARGE = {
  productId: "product-large",
  credits: 2000,
  amount: 2900,
  currency: "usd",
};

export const POLAR_ENV = {
  POLAR_ACCESS_TOKEN: "polar-token-for-tests",
  POLAR_WEBHOOK_SECRET: "polar_whs_current_secret",
  POLAR_WEBHOOK_SECRET_PREVIOUS: "",
  POLAR_BASE_URL: "http://127.0.0.1:4015",
  POLAR_PACKS: "product-small:500:900:usd,product-large:2000:2900:usd",
  APP_ORIGINS: "http://127.0.0.1:3000",
} as const;

export function configurePayments(
  overrides: Partial<Record<keyof typeof POLAR_ENV, string>> = {},
): void {
  for (const [name, value] of Object.entries({ ...POLAR_ENV, ...overrides })) {
    vi.stubEnv(name, value);
  }
}

/** The signature of Standard Webhooks by Web Crypto, independent of the code under test. */
export async function signPolar(
  id: string,
  timestamp: string,
  body: string,
  secret: string = POLAR_ENV.POLAR_WEBHOOK_SECRET,
): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    bytes.encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const signed = bytes.encode(`${id}.${timestamp}.${body}`);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
  return `v1,${btoa(String.fromCharCode(...mac))}`;
}

export type PolarDelivery = {
  id?: string;
  secret?: string;
  /** Seconds; now when it is not said. */
  timestamp?: number;
  headers?: Record<string, string>;
};

let serial = 0;

/** Posts an event as Polar would; every delivery has an id of its own unless one is given. */
export async function deliverPolar(
  t: Backend,
  event: unknown,
  options: PolarDelivery = {},
): Promise<Response> {
  serial += 1;
  const id = options.id ?? `evt_${String(serial)}`;
  const timestamp = String(options.timestamp ?? Math.floor(Date.now() / 1_000));
  const body = typeof event === "string" ? event : JSON.stringify(event);
  return t.fetch("/webhooks/polar", {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": timestamp,
      "webhook-signature": await signPolar(id, timestamp, body, options.secret),
      ...options.headers,
    },
  });
}

export type Bought = {
  checkoutId: Id<"checkouts">;
  providerCheckoutId: string;
  reference: string;
};

type OrderView = ReturnType<typeof orderView>;
type RefundView = ReturnType<typeof refundView>;

/** What Polar was asked, and what it lists; null lists, anything else is answered instead. */
export type FakePolar = {
  requests: Record<string, unknown>[];
  tokens: (string | null)[];
  lists: string[];
  orders: OrderView[];
  refunds: RefundView[];
  onList: () => Response | Promise<Response> | null;
};

/** Polar's API, faked at `fetch`: answers checkouts and lists in its wire shape. */
export function fakePolar(
  answer?: (body: Record<string, unknown>) => Response | Promise<Response>,
): FakePolar {
  const polar: FakePolar = {
    requests: [],
    tokens: [],
    lists: [],
    orders: [],
    refunds: [],
    onList: () => null,
  };
  vi.stubGlobal(
    "fetch",
    async (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      polar.tokens.push(request.headers.get("authorization"));
      if (request.method === "GET") return listOf(polar, request.url);
      const body = (await request.json()) as Record<string, unknown>;
      polar.requests.push(body);
      return answer === undefined
        ? json(checkoutAnswer(body), 201)
        : answer(body);
    },
  );
  return polar;
}

function listOf(
  polar: FakePolar,
  address: string,
): Response | Promise<Response> {
  const { pathname, search, searchParams } = new URL(address);
  polar.lists.push(`${pathname}${search}`);
  const instead = polar.onList();
  if (instead !== null) return instead;
  const wanted =
    searchParams.get("checkout_id") ?? searchParams.get("order_id");
  const rows =
    pathname === "/v1/orders/"
      ? polar.orders
          .filter((order) => wanted === null || order.checkout_id === wanted)
          .map((order) => ({
            ...order,
            refunded_amount: refundedOf(polar, order.id),
          }))
      : polar.refunds
          .filter((refund) => wanted === null || refund.order_id === wanted)
          .toSorted((a, b) => b.created_at.localeCompare(a.created_at));
  const limit = Number(searchParams.get("limit"));
  const page = Number(searchParams.get("page") ?? "1");
  return json({
    items: rows.slice((page - 1) * limit, page * limit),
    pagination: {
      total_count: rows.length,
      max_page: Math.ceil(rows.length / limit),
    },
  });
}

function refundedOf(polar: FakePolar, orderId: string): number {
  return polar.refunds
    .filter(
      ({ order_id, status }) => order_id === orderId && status === "succeeded",
    )
    .reduce((sum, { amount }) => sum + amount, 0);
}

export function checkoutAnswer(
  body: Record<string, unknown>,
): ReturnType<typeof checkoutView> {
  serial += 1;
  const [productId] = body["products"] as string[];
  const pack = [SMALL, LARGE].find((each) => each.productId === productId);
  const checkout = {
    id: `checkout-${String(serial)}`,
    secret: `secret-${String(serial)}`,
    status: "open" as const,
    createdAt: Date.now(),
    modifiedAt: null,
    expiresAt: Date.now() + 3_600_000,
    product: {
      id: productId ?? "",
      name: "Credits",
      amount: pack?.amount ?? 1,
      currency: pack?.currency ?? "usd",
    },
    metadata: body["metadata"] as Record<string, string>,
    successUrl: null,
    returnUrl: null,
    allowDiscountCodes: false,
  };
  return checkoutView(checkout, "http://127.0.0.1:4015");
}

/** A member's checkout, asked of the faked Polar and open to be paid. */
export async function openCheckout(
  t: Backend,
  owner: Person,
  productId: string = SMALL.productId,
): Promise<Bought> {
  const checkoutId = await owner.mutation(api.payments.checkouts.start, {
    productId,
    origin: "http://127.0.0.1:3000",
  });
  await t.finishInProgressScheduledFunctions();
  vi.advanceTimersByTime(1);
  await t.finishInProgressScheduledFunctions();
  const row = await t.run((ctx) => ctx.db.get("checkouts", checkoutId));
  if (row?.status !== "open" || row.providerCheckoutId === null) {
    throw new Error(`The checkout is ${row?.status ?? "missing"}.`);
  }
  const { providerCheckoutId, reference } = row;
  return { checkoutId, providerCheckoutId, reference };
}

export type OrderOptions = {
  orderId?: string;
  pack?: typeof SMALL;
  /** Fields of the order as Polar would have sent them otherwise. */
  data?: Record<string, unknown>;
};

/** An `order.paid` webhook for a checkout. */
export function orderPaid(bought: Bought, options: OrderOptions = {}) {
  return {
    type: "order.paid",
    timestamp: new Date().toISOString(),
    data: { ...orderView(orderOf(bought, options), []), ...options.data },
  };
}

function orderOf(bought: Bought, options: OrderOptions): Order {
  const pack = options.pack ?? SMALL;
  return {
    id: options.orderId ?? "order-1",
    number: 1,
    checkoutId: bought.providerCheckoutId,
    createdAt: Date.now(),
    modifiedAt: null,
    product: {
      id: pack.productId,
      name: "Credits",
      amount: pack.amount,
      currency: pack.currency,
    },
    email: "buyer@example.com",
    customerId: "customer-1",
    metadata: { reference: bought.reference },
    taxAmount: 180,
  };
}

export type RefundOptions = {
  refundId?: string;
  orderId?: string;
  amount: number;
  status?: Refund["status"];
  /** Epoch ms of Polar's last change. */
  changedAt?: number;
  data?: Record<string, unknown>;
};

/** A `refund.created`, or with `changedAt` a `refund.updated`, webhook. */
export function refundEvent(bought: Bought, options: RefundOptions) {
  const order = orderOf(bought, { orderId: options.orderId ?? "order-1" });
  const refund: Refund = {
    id: options.refundId ?? "refund-1",
    orderId: order.id,
    status: options.status ?? "succeeded",
    reason: "customer_request",
    amount: options.amount,
    taxAmount: 0,
    createdAt: 1_760_000_000_000,
    modifiedAt: options.changedAt ?? null,
  };
  return {
    type: options.changedAt === undefined ? "refund.created" : "refund.updated",
    timestamp: new Date().toISOString(),
    data: { ...refundView(refund, order), ...options.data },
  };
}
