import { beforeEach, expect, test, vi } from "vitest";
import { messageEvent } from "../../support/deliveries";
import { fakeMessageStore } from "../../support/message-store";
import { internal } from "../../../convex/_generated/api";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  post,
} from "../../support/product";
import { fakeVendors } from "../../support/vendors";

let t: Backend;
let business: Business;
let other: Business;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  t = createBackend();
  fakeVendors();
  business = await createBusiness(t);
  other = await createBusiness(t, { name: "Other" });
  return () => vi.useRealTimers();
});

/** Posts `count` messages of one customer; how each was answered. */
async function flood(count: number, event = () => messageEvent(business)) {
  const statuses: number[] = [];
  for (let i = 0; i < count; i += 1) {
    statuses.push((await post(t, business, event())).status);
  }
  return statuses;
}

const countMessages = () =>
  t.run(async (ctx) => {
    const all = await ctx.db.query("messages").collect();
    return all.filter(({ direction }) => direction === "inbound").length;
  });

test("B12 the 301st message of a minute is refused with Retry-After, another number's is not", async () => {
  const statuses = await flood(300);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  const refused = await post(t, business, messageEvent(business));
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("60");
  expect(await refused.text()).toBe("too many");
  expect(await countMessages()).toBe(300);
  expect((await post(t, other, messageEvent(other))).status).toBe(200);

  vi.advanceTimersByTime(121_000);
  expect((await post(t, business, messageEvent(business))).status).toBe(200);
}, 60_000);

test("B12 forgeries use up nobody's minute", async () => {
  vi.stubEnv("WEBHOOK_LIMIT_PER_MINUTE", "3");
  for (let i = 0; i < 5; i += 1) {
    const forged = await t.fetch(business.webhookPath, {
      method: "POST",
      body: JSON.stringify(messageEvent(business)),
      headers: { "x-webhook-hmac": "0".repeat(128) },
    });
    expect(forged.status).toBe(401);
  }
  expect(await flood(4)).toEqual([200, 200, 200, 429]);
});

test("B12 repeats and dead letters count as well, a status does not wait", async () => {
  vi.stubEnv("WEBHOOK_LIMIT_PER_MINUTE", "3");
  const same = messageEvent(business);
  expect(await flood(2, () => same)).toEqual([200, 200]);
  const unreadable = { event: "message", session: business.sessionName };
  expect(await flood(2, () => unreadable)).toEqual([200, 429]);
  const status = {
    event: "session.status",
    session: business.sessionName,
    timestamp: Date.now() + 1_000,
    payload: { name: business.sessionName, status: "FAILED" },
  };
  expect((await post(t, business, status)).status).toBe(200);
});

test("B12 N3 what was refused is fetched, once", async () => {
  vi.stubEnv("WEBHOOK_LIMIT_PER_MINUTE", "3");
  const store = fakeMessageStore(business);
  const events = Array.from({ length: 6 }, (_, i) =>
    store.receive({ from: `2783111000${String(i)}@c.us` }),
  );
  for (const event of events) await post(t, business, event);
  expect(await countMessages()).toBe(3);
  await drain(t);
  for (let i = 0; i < 12; i += 1) {
    vi.advanceTimersByTime(10_000);
    await t.mutation(internal.instances.monitor.tick, {});
    await drain(t);
  }
  expect(await countMessages()).toBe(6);
  for (const event of events.slice(3)) await post(t, business, event);
  expect(await countMessages()).toBe(6);
});
