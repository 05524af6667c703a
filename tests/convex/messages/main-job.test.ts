import { beforeEach, describe, expect, test, vi } from "vitest";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
  readBooks,
} from "../../support/product";
import { fakeVendors, type Vendors } from "../../support/vendors";
import { messageEvent } from "../../support/deliveries";

let t: Backend;
let vendors: Vendors;
let business: Business;

beforeEach(async () => {
  vi.useFakeTimers();
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  return () => vi.useRealTimers();
});

describe("a signed customer message", () => {
  test("is answered once and costs one credit", async () => {
    const response = await post(t, business, messageEvent(business));
    expect(response.status).toBe(200);
    await drain(t);
    expect(vendors.sends).toMatchObject([
      {
        session: business.sessionName,
        chatId: "27831110001@c.us",
        text: "We are open until six.",
        apiKey: "waha-test-key",
      },
    ]);
    expect(await readBooks(t, business.tenantId)).toEqual({
      balance: 99,
      reserved: 0,
      kinds: ["grant", "reserve", "capture"],
    });
  });
});
