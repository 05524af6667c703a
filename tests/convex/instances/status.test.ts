import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
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

let serial = 0;

async function report(
  status: string,
  at = Date.now() + 1,
  account: string | null = "27820000001@c.us",
): Promise<void> {
  serial += 1;
  const response = await post(t, business, {
    id: `evt_status${String(serial)}`,
    timestamp: at,
    event: "session.status",
    session: business.sessionName,
    me: account === null ? null : { id: account },
    payload: {
      name: business.sessionName,
      status,
      statuses: [{ status, timestamp: at }],
    },
    engine: "NOWEB",
  });
  expect(response.status).toBe(200);
}

const instance = () =>
  t.run((ctx) => ctx.db.get("instances", business.instanceId));
const notified = async () =>
  (await t.run((ctx) => ctx.db.query("notifications").collect())).map(
    ({ kind }) => kind,
  );

describe("B9 session status", () => {
  test.each([
    "STARTING",
    "SCAN_QR_CODE",
    "WORKING",
    "FAILED",
    "STOPPED",
    "PASSKEY_REQUIRED",
  ])("%s is kept", async (status) => {
    await report(status);
    expect((await instance())?.status).toBe(status);
  });

  test("an older event that arrives late changes nothing", async () => {
    const now = Date.now();
    await report("STARTING", now + 2_000);
    await report("STOPPED", now + 1_000);
    expect((await instance())?.status).toBe("STARTING");
  });

  test("a QR code that is wanted and a lost login each tell the business once", async () => {
    const now = Date.now();
    await report("SCAN_QR_CODE", now + 1_000, null);
    await report("SCAN_QR_CODE", now + 2_000, null);
    await report("FAILED", now + 3_000, null);
    expect(await notified()).toEqual(["qr_needed", "number_disconnected"]);
  });

  test("a message proves that the session works, whatever event was lost", async () => {
    await report("STARTING", Date.now() - 5_000);
    await report("FAILED", Date.now() + 1, null);
    vi.setSystemTime(Date.now() + 5_000);
    await post(t, business, messageEvent(business));
    await drain(t);
    expect((await instance())?.status).toBe("WORKING");
    expect(vendors.sends).toHaveLength(1);
  });
});

describe("another account on the same number", () => {
  test("silences the AI until a person confirms it", async () => {
    await report("WORKING", Date.now() + 1, "27829999999@c.us");
    expect(await notified()).toEqual(["other_account_paired"]);
    await post(t, business, messageEvent(business));
    await drain(t);
    expect(vendors.prompts).toHaveLength(0);

    const admin = await signIn(t, business.tenantId, "admin");
    await admin.mutation(api.instances.numbers.confirm, {
      instanceId: business.instanceId,
    });
    await post(t, business, messageEvent(business, { text: "Hello?" }));
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
  });

  test("pairing the known account again lifts the hold", async () => {
    const now = Date.now();
    await report("WORKING", now + 1, "27829999999@c.us");
    await report("WORKING", now + 2, "27820000001@c.us");
    expect((await instance())?.heldForAccount).toBeNull();
  });
});
