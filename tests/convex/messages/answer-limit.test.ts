import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { messageEvent } from "../../support/deliveries";
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

const START = Date.UTC(2026, 0, 5, 9);

let t: Backend;
let business: Business;
let vendors: Vendors;

beforeEach(async () => {
  vi.useFakeTimers({ now: START });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t, { credits: 500 });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A machine on the other side: it answers whatever we send, at once. */
async function talk(rounds: number, gapMs: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const text = `Automatic reply ${String(round)}`;
    await post(t, business, messageEvent(business, { text }));
    await drain(t);
    vi.advanceTimersByTime(gapMs);
  }
}

const conversation = () =>
  t.run((ctx) => ctx.db.query("conversations").first());

test("two machines stop talking after twenty answers, and a person is called", async () => {
  await talk(40, 5_000);
  expect((await conversation())?.handoff?.reason).toBe("answer_limit");
  expect(vendors.prompts).toHaveLength(20);
  const answers = vendors.sends.length;
  expect(answers).toBeLessThanOrEqual(21);
  expect((await readBooks(t, business.tenantId)).reserved).toBe(0);
});

test("a person who asks now and then is never stopped", async () => {
  await talk(30, 60_000);
  expect((await conversation())?.handoff).toBeNull();
  expect(vendors.prompts).toHaveLength(30);
});

test("a burst is one answer, however many messages it has", async () => {
  for (let index = 0; index < 30; index += 1) {
    await post(t, business, messageEvent(business, { text: "and" }));
  }
  await drain(t);
  expect((await conversation())?.handoff).toBeNull();
});
