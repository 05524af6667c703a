import { WebhookOrderPaidPayload$inboundSchema } from "@polar-sh/sdk/models/components/webhookorderpaidpayload.js";
import { WebhookRefundUpdatedPayload$inboundSchema } from "@polar-sh/sdk/models/components/webhookrefundupdatedpayload.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolarEvent } from "../../../lib/payments/polar-event";
import { orderPaid, refundEvent } from "../../support/polar";

const bought = {
  checkoutId: "row" as never,
  providerCheckoutId: "checkout-1",
  reference: "our-reference",
};

describe("an event in the vendor's own shape", () => {
  test("order.paid is what the SDK's schema says it is, and is read", () => {
    const event = orderPaid(bought);
    expect(
      WebhookOrderPaidPayload$inboundSchema.safeParse(event).error,
    ).toBeUndefined();
    expect(parsePolarEvent(event)).toEqual({
      kind: "order_paid",
      order: {
        orderId: "order-1",
        checkoutId: "checkout-1",
        reference: "our-reference",
        productId: "product-small",
        subtotal: 900,
        discount: 0,
        net: 900,
        currency: "usd",
      },
    });
  });

  test("refund.updated is what the SDK's schema says it is, and is read", () => {
    const changedAt = 1_790_000_000_000;
    const event = refundEvent(bought, { amount: 450, changedAt });
    expect(
      WebhookRefundUpdatedPayload$inboundSchema.safeParse(event).error,
    ).toBeUndefined();
    expect(parsePolarEvent(event)).toEqual({
      kind: "refund",
      refund: {
        refundId: "refund-1",
        orderId: "order-1",
        status: "succeeded",
        amount: 450,
        currency: "usd",
        changedAt,
      },
    });
  });
});

describe("what is no event of ours", () => {
  test.each([
    "order.created",
    "order.refunded",
    "order.updated",
    "checkout.updated",
    "subscription.active",
    "order.paid ",
    "__proto__",
  ])("%s is ignored", (type) => {
    expect(parsePolarEvent({ ...orderPaid(bought), type })).toEqual({
      kind: "ignored",
    });
  });

  test("nothing but an object with a type is readable, and no value is repeated", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const event = parsePolarEvent(value);
        expect(["unreadable", "ignored"]).toContain(event.kind);
      }),
    );
    const secret = parsePolarEvent(
      orderPaid(bought, { data: { id: { name: "Thandi" } } }),
    );
    expect(secret).toEqual({ kind: "unreadable", reason: "id" });
  });
});
