import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import type { Doc } from "../../../convex/_generated/dataModel";
import { messageEvent } from "../../support/deliveries";
import { signIn } from "../../support/people";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors, json, type Vendors } from "../../support/vendors";

const SETTLED_MS = 11_000;

let t: Backend;
let vendors: Vendors;
let business: Business;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-05-04T10:00:00Z") });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t, { credits: 100 });
  return () => vi.useRealTimers();
});

async function advance(): Promise<void> {
  await t.mutation(internal.analytics.fold.advance, {});
  await drain(t);
}

async function rows(): Promise<Doc<"analyticsDays">[]> {
  return t.run((ctx) => ctx.db.query("analyticsDays").collect());
}

describe("what happened on each number", () => {
  const totals = async () => {
    const viewer = await signIn(t, business.tenantId, "viewer");
    return viewer.query(api.analytics.numbers.totals, { days: 7 });
  };

  test("is counted on the number it happened on, and once", async () => {
    const { instanceId: second } = await t.mutation(
      internal.instances.provision.register,
      { tenantId: business.tenantId, label: "Second" },
    );
    await post(t, business, messageEvent(business));
    await drain(t);
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    await advance();
    const found = await totals();
    expect(found).toEqual([
      {
        instanceId: business.instanceId,
        label: "Shop",
        inbound: 1,
        aiAnswers: 1,
        humanAnswers: 0,
        failed: 0,
        spent: 1,
      },
      expect.objectContaining({ instanceId: second, inbound: 0, spent: 0 }),
    ]);
  });

  test("adds up to what happened at the business", async () => {
    vendors.onSend = () => json({ message: "no" }, 400);
    await post(t, business, messageEvent(business));
    await drain(t);
    vendors.onSend = (sent) =>
      json({ id: `true_${sent.chatId}_${sent.id}` }, 201);
    await post(
      t,
      business,
      messageEvent(business, { from: "27839990001@c.us" }),
    );
    await drain(t);
    vi.advanceTimersByTime(SETTLED_MS);
    await advance();
    const [number] = await totals();
    const days = await rows();
    const sum = (read: (row: Doc<"analyticsDays">) => number) =>
      days.reduce((total, row) => total + read(row), 0);
    expect(number).toMatchObject({
      inbound: sum((row) => row.inbound),
      aiAnswers: sum((row) => row.aiAnswers),
      failed: sum((row) => row.failed),
      spent: sum((row) => row.captured - row.refunded),
    });
    expect(number?.inbound).toBe(2);
  });
});
