import { beforeEach, describe, expect, test, vi } from "vitest";
import { api, internal } from "../../../convex/_generated/api";
import { signIn } from "../../support/people";
import {
  fakeMessageStore,
  type MessageStore,
} from "../../support/message-store";
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

let t: Backend;
let business: Business;
let vendors: Vendors;
let store: MessageStore;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse("2026-06-01T10:00:00Z") });
  t = createBackend();
  vendors = fakeVendors();
  business = await createBusiness(t);
  store = fakeMessageStore(business);
  return () => vi.useRealTimers();
});

/** The cron, for as long as that. */
async function watch(ms: number): Promise<void> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    vi.advanceTimersByTime(10_000);
    await t.mutation(internal.instances.monitor.tick, {});
    await drain(t);
  }
}

const messages = () =>
  t.run(async (ctx) => {
    const all = await ctx.db.query("messages").collect();
    return all.filter(({ direction }) => direction === "inbound");
  });

const number = () =>
  t.run((ctx) => ctx.db.get("instances", business.instanceId));
const probe = () =>
  t.run(
    async (ctx) =>
      (await ctx.db.query("gatewayProbes").collect()).at(0) ?? null,
  );
const marks = () => t.run((ctx) => ctx.db.query("webhookDeliveries").collect());

describe("N3 a gateway whose webhooks stop", () => {
  test("everything it received meanwhile arrives after, once, and is answered", async () => {
    await post(t, business, store.receive({ text: "Before" }));
    await drain(t);
    for (let i = 0; i < 6; i += 1) {
      vi.advanceTimersByTime(10_000);
      store.receive({
        text: `Unheard ${String(i)}`,
        from: `2783111000${String(i)}@c.us`,
      });
    }
    await watch(60_000);
    expect((await messages()).map(({ text }) => text)).toEqual([
      "Before",
      ...[0, 1, 2, 3, 4, 5].map((i) => `Unheard ${String(i)}`),
    ]);
    expect(vendors.sends).toHaveLength(7);
    expect((await marks()).map(({ kind }) => kind)).toEqual(
      Array.from({ length: 6 }, () => "backfilled"),
    );
    await watch(120_000);
    expect(await messages()).toHaveLength(7);
    expect(vendors.sends).toHaveLength(7);
    const { balance, reserved } = await readBooks(t, business.tenantId);
    expect([balance, reserved]).toEqual([93, 0]);
  });

  test("webhooks that come later as well change nothing", async () => {
    const late = [0, 1, 2].map((i) =>
      store.receive({
        text: `Late ${String(i)}`,
        from: `2783111000${String(i)}@c.us`,
      }),
    );
    await watch(60_000);
    expect(await messages()).toHaveLength(3);
    for (const event of late) {
      expect((await post(t, business, event)).status).toBe(200);
    }
    await drain(t);
    expect(await messages()).toHaveLength(3);
    expect(vendors.sends).toHaveLength(3);
    expect(
      (await marks()).filter(({ kind }) => kind === "duplicate"),
    ).toHaveLength(3);
  });

  test("a webhook that is only on its way is not fetched before it had its time", async () => {
    const event = store.receive({ text: "On its way" });
    await watch(10_000);
    expect(await messages()).toHaveLength(0);
    await post(t, business, event);
    await watch(60_000);
    expect(await messages()).toHaveLength(1);
    expect(await marks()).toEqual([]);
  });

  test("the number is silent, the business is told once, and it ends with the next webhook", async () => {
    vi.advanceTimersByTime(15_000);
    store.receive({ text: "Unheard" });
    await watch(90_000);
    expect((await number())?.silentSince).toBeTypeOf("number");
    expect((await probe())?.verdict).toBe("silent");
    store.receive({ text: "Unheard too" });
    await watch(90_000);
    const told = () =>
      t.run(async (ctx) =>
        (await ctx.db.query("notifications").collect()).filter(
          ({ kind }) => kind === "number_silent",
        ),
      );
    expect(await told()).toHaveLength(1);
    const owner = await signIn(t, business.tenantId, "owner");
    const [listed] = await owner.query(api.instances.numbers.list, {});
    expect(listed?.silentSince).toBeTypeOf("number");

    await t.mutation(internal.alerts.watch.evaluate, {});
    const alerts = () => t.run((ctx) => ctx.db.query("alerts").collect());
    expect(await alerts()).toMatchObject([
      { rule: "silent_numbers", subject: business.instanceId },
    ]);

    await post(t, business, store.receive({ text: "Heard again" }));
    await watch(60_000);
    await t.mutation(internal.alerts.watch.evaluate, {});
    expect((await alerts())[0]?.clearedAt).toBeTypeOf("number");
    expect((await number())?.silentSince).toBeNull();
    expect((await probe())?.verdict).toBe("ok");
    expect(await messages()).toHaveLength(3);
  });

  test("no message at all is no silence", async () => {
    await watch(300_000);
    expect((await probe())?.verdict).toBe("ok");
    expect((await number())?.silentSince).toBeNull();
  });
});

describe("what back-fill must not do", () => {
  test("a message older than the set age is stored and not answered", async () => {
    store.isReachable = false;
    store.receive({ text: "From long ago" });
    await watch(30 * 60_000);
    expect((await probe())?.verdict).toBe("unreachable");
    store.isReachable = true;
    await watch(120_000);
    expect((await messages()).map(({ text }) => text)).toEqual([
      "From long ago",
    ]);
    expect(vendors.sends).toEqual([]);
    expect((await readBooks(t, business.tenantId)).kinds).toEqual(["grant"]);
  });

  test("the past of a number before it was linked stays where it is", async () => {
    store.receive({ text: "Last year", sentAt: Date.now() - 86_400_000 });
    store.receive({ text: "Just before", sentAt: Date.now() - 60_000 });
    await watch(120_000);
    expect(await messages()).toEqual([]);
  });

  test("a suspended business takes nothing in and is not called silent", async () => {
    await t.run((ctx) =>
      ctx.db.patch("tenants", business.tenantId, { status: "suspended" }),
    );
    store.receive({ text: "Nobody home" });
    await watch(180_000);
    expect(await messages()).toEqual([]);
    expect((await number())?.silentSince).toBeNull();
    expect(store.listings).toBe(0);
  });

  test("a removed number is not watched any more", async () => {
    const owner = await signIn(t, business.tenantId, "owner");
    await owner.mutation(api.instances.sessions.remove, {
      instanceId: business.instanceId,
    });
    await watch(120_000);
    expect(await probe()).toBeNull();
  });

  test("one message that cannot be taken in keeps the others not out", async () => {
    store.receive({ text: "First", from: "27831110001@c.us" });
    store.receive({ text: "Second", from: "27831110002@c.us" });
    await t.run(async (ctx) => {
      for (const wallet of await ctx.db.query("wallets").collect()) {
        await ctx.db.delete("wallets", wallet._id);
      }
    });
    await watch(60_000);
    const seen = await probe();
    expect(seen).toMatchObject({
      verdict: "unlistable",
      reason: "not_taken_in",
    });
    expect(seen?.verifiedUpTo).toBeLessThan(Date.now() - 50_000);
  });
});

describe("what the gateway says about a session", () => {
  test("a lost status event is made good", async () => {
    store.status = "FAILED";
    await watch(60_000);
    expect((await number())?.status).toBe("FAILED");
    store.status = "WORKING";
    await watch(120_000);
    expect((await number())?.status).toBe("WORKING");
  });

  test("a list that the gateway refuses is a state, not an empty list", async () => {
    store.listFailure = 500;
    await watch(60_000);
    expect(await probe()).toMatchObject({
      verdict: "unlistable",
      reason: "server_error",
    });
  });

  test("an acknowledgement that was lost is read from the list", async () => {
    await post(t, business, store.receive({ text: "Hello" }));
    await drain(t);
    const [sent] = vendors.sends;
    if (sent === undefined) throw new Error("Nothing was sent.");
    store.add({
      id: `true_${sent.chatId}_${sent.id}`,
      timestamp: Math.floor(Date.now() / 1_000),
      from: sent.chatId,
      fromMe: true,
      body: sent.text,
      ack: 3,
      ackName: "READ",
    });
    await watch(120_000);
    const stored = await t.run(async (ctx) =>
      (await ctx.db.query("messages").collect()).find(
        ({ direction }) => direction === "outbound",
      ),
    );
    expect(stored?.status).toBe("read");
  });
});

test("a long absence comes in page by page, every message once", async () => {
  store.isReachable = false;
  for (let i = 0; i < 730; i += 1) {
    store.receive({
      text: `Number ${String(i)}`,
      from: `2783111${String(i % 7).padStart(4, "0")}@c.us`,
      // Three hundred of one second: no page may stand still in it.
      sentAt: Date.now() + (i < 300 ? 1_000 : i * 10),
    });
  }
  vi.advanceTimersByTime(30 * 60_000);
  store.isReachable = true;
  await watch(5 * 60_000);
  const texts = (await messages()).map(({ text }) => text);
  expect(texts).toHaveLength(730);
  expect(new Set(texts).size).toBe(730);
  expect(vendors.sends).toEqual([]);
}, 60_000);
