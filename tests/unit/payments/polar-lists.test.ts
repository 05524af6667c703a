import { describe, expect, test } from "vitest";
import {
  parsePolarOrders,
  parsePolarRefunds,
} from "../../../lib/payments/polar-event";

const order = {
  id: "order-1",
  paid: true,
  checkout_id: "checkout-1",
  product_id: "product-1",
  metadata: { reference: "ours" },
  subtotal_amount: 900,
  discount_amount: 0,
  net_amount: 900,
  refunded_amount: 0,
  currency: "USD",
  customer: { name: "Somebody", email: "somebody@example.com" },
};

const refund = {
  id: "refund-1",
  order_id: "order-1",
  status: "succeeded",
  amount: 300,
  currency: "usd",
  created_at: "2026-06-01T10:00:00Z",
  modified_at: null,
};

const list = (items: unknown, max_page = 1) => ({
  items,
  pagination: { total_count: 1, max_page },
});

describe("Polar's list of orders", () => {
  test("gives the paid ones by the fields we need, and says which were refunded", () => {
    const read = parsePolarOrders(
      list([
        order,
        { ...order, id: "order-2", refunded_amount: 1 },
        // Not through yet: none of its other fields has to be there.
        { id: "order-3", paid: false, refunded_amount: 0 },
      ]),
    );
    expect(read?.orders.map(({ orderId }) => orderId)).toEqual([
      "order-1",
      "order-2",
    ]);
    expect(read?.refunded).toEqual(["order-2"]);
    expect(JSON.stringify(read)).not.toContain("somebody");
  });

  test.each([
    ["no object", null],
    ["no items", { pagination: { total_count: 0, max_page: 0 } }],
    ["no pagination", { items: [] }],
    ["more than a page", list(Array.from({ length: 101 }, () => order))],
    ["a paid order without its amount", list([{ ...order, net_amount: "9" }])],
    ["an order that does not say whether it is paid", list([{ id: "x" }])],
  ])("is refused whole for %s", (_case, body) => {
    expect(parsePolarOrders(body)).toBeNull();
  });
});

describe("Polar's list of refunds", () => {
  test("gives each with when it was made, and how many pages there are", () => {
    expect(parsePolarRefunds(list([refund], 3))).toEqual({
      pages: 3,
      refunds: [
        {
          refundId: "refund-1",
          orderId: "order-1",
          status: "succeeded",
          amount: 300,
          currency: "usd",
          changedAt: Date.parse(refund.created_at),
          createdAt: Date.parse(refund.created_at),
        },
      ],
    });
  });

  test("is refused whole for one that cannot be read", () => {
    const wrong = { ...refund, status: "perhaps" };
    expect(parsePolarRefunds(list([refund, wrong]))).toBeNull();
  });
});
