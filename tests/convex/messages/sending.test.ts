import { beforeEach, describe, expect, test, vi } from "vitest";
import { internal } from "../../../convex/_generated/api";
import {
  type Backend,
  type Business,
  createBackend,
  createBusiness,
  drain,
  drainWithTimers,
  post,
  readBooks,
} from "../../support/product";
import {
  fakeVendors,
  json,
  modelAnswer,
  type Vendors,
} from "../../support/vendors";
import { ackEvent, messageEvent } from "../../support/deliveries";

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

const say = () => post(t, business, messageEvent(business));
const ack = (id: string, level: number) =>
  post(t, business, ackEvent(business, id, level));

async function answerState() {
  const messages = await t.run((ctx) => ctx.db.query("messages").collect());
  const answer = messages.find(({ direction }) => direction === "outbound");
  return { status: answer?.status, reason: answer?.outbound?.reason };
}

const RESET = () => Promise.reject(new TypeError("fetch failed: ECONNRESET"));
const serverError = (message: string) => () =>
  json({ statusCode: 500, exception: { message } }, 500);

describe("E2 every outcome of a send", () => {
  test("a 500 whose message is nowhere to be found is failed and released", async () => {
    vendors.onSend = serverError("boom");
    await say();
    await drain(t);
    expect(await answerState()).toMatchObject({ status: "failed" });
    expect(vendors.sends).toHaveLength(1);
    expect(await readBooks(t, business.tenantId)).toEqual({
      balance: 100,
      reserved: 0,
      kinds: ["grant", "reserve", "release"],
    });
  });

  test("a 500 after the gateway accepted is found and charged", async () => {
    vendors.onSend = serverError("boom");
    vendors.onLookup = () =>
      json(
        vendors.sends.map((sent) => ({
          id: `true_${sent.chatId}_${sent.id}`,
          timestamp: Math.floor(Date.now() / 1000),
          body: sent.text,
          fromMe: true,
        })),
      );
    await say();
    await drain(t);
    expect(await answerState()).toMatchObject({ status: "sent" });
    expect(vendors.sends).toHaveLength(1);
    expect((await readBooks(t, business.tenantId)).balance).toBe(99);
  });

  test("a lost answer is never sent again and is released when nothing shows it", async () => {
    vendors.onSend = RESET;
    await say();
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect(await answerState()).toMatchObject({ status: "failed" });
    expect((await readBooks(t, business.tenantId)).balance).toBe(100);
  });

  test("proof that comes after the release is charged late", async () => {
    vendors.onSend = RESET;
    await say();
    await drain(t);
    await ack(vendors.sends[0]?.id ?? "", 2);
    expect(await answerState()).toMatchObject({ status: "delivered" });
    expect(await readBooks(t, business.tenantId)).toEqual({
      balance: 99,
      reserved: 0,
      kinds: ["grant", "reserve", "release", "reserve", "capture"],
    });
  });

  test("a 2xx that is no JSON stays unknown until it is settled", async () => {
    vendors.onSend = () => new Response("<html>ok</html>", { status: 201 });
    await say();
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect((await readBooks(t, business.tenantId)).reserved).toBe(0);
  });

  test("a 429 is tried three times and then released", async () => {
    vendors.onSend = () => json({ message: "slow down" }, 429);
    await say();
    await drain(t);
    expect(vendors.sends).toHaveLength(3);
    expect(await answerState()).toEqual({
      status: "failed",
      reason: "rate_limited",
    });
    expect((await readBooks(t, business.tenantId)).balance).toBe(100);
  });

  test("a 429 that passes is sent once it may be", async () => {
    let calls = 0;
    vendors.onSend = (sent) => {
      calls += 1;
      if (calls === 1) return json({}, 429);
      return json({ id: `true_${sent.chatId}_${sent.id}` }, 201);
    };
    await say();
    await drain(t);
    expect(await answerState()).toMatchObject({ status: "sent" });
    expect((await readBooks(t, business.tenantId)).kinds).toEqual([
      "grant",
      "reserve",
      "capture",
    ]);
  });

  test.each([
    ["a refused request", () => json({ message: "bad" }, 400), "rejected"],
    [
      "a wrong key",
      () => json({ message: "Unauthorized" }, 401),
      "unauthorized",
    ],
    [
      "WhatsApp's restriction",
      serverError("server returned error 463"),
      "restricted",
    ],
  ])("%s is failed at once and released", async (_name, answer, reason) => {
    vendors.onSend = answer;
    await say();
    await drain(t);
    expect(vendors.sends).toHaveLength(1);
    expect(await answerState()).toEqual({ status: "failed", reason });
    expect((await readBooks(t, business.tenantId)).balance).toBe(100);
    const conversation = await t.run((ctx) =>
      ctx.db.query("conversations").first(),
    );
    expect(conversation?.handoff?.reason).toBe("send_failed");
  });
});

describe("B10 acknowledgements", () => {
  test("move a message forward and never back", async () => {
    await say();
    await drain(t);
    const id = vendors.sends[0]?.id ?? "";
    await ack(id, 3);
    await ack(id, 2);
    await ack(id, 1);
    expect(await answerState()).toMatchObject({ status: "read" });
    expect((await readBooks(t, business.tenantId)).kinds).toEqual([
      "grant",
      "reserve",
      "capture",
    ]);
  });

  test("that arrive before the gateway's answer charge once", async () => {
    vendors.onSend = async (sent) => {
      await ack(sent.id, 2);
      return json({ id: `true_${sent.chatId}_${sent.id}` }, 201);
    };
    await say();
    await drain(t);
    expect(await answerState()).toMatchObject({ status: "delivered" });
    expect((await readBooks(t, business.tenantId)).balance).toBe(99);
  });

  test("that arrive under the gateway's own id wait for the answer", async () => {
    vendors.onSend = async (sent) => {
      await ack("3EB0GATEWAY", 2);
      return json({ id: `true_${sent.chatId}_3EB0GATEWAY` }, 201);
    };
    await say();
    await drain(t);
    expect(await answerState()).toMatchObject({ status: "delivered" });
  });

  test("an error after the charge refunds once", async () => {
    await say();
    await drain(t);
    const id = vendors.sends[0]?.id ?? "";
    await ack(id, -1);
    await ack(id, -1);
    expect(await answerState()).toEqual({
      status: "failed",
      reason: "ack_error",
    });
    expect(await readBooks(t, business.tenantId)).toEqual({
      balance: 100,
      reserved: 0,
      kinds: ["grant", "reserve", "capture", "refund"],
    });
  });
});

describe("the last look before a send", () => {
  async function stopWhileAnswering(change: () => Promise<unknown>) {
    vendors.onPrompt = async () => {
      await change();
      return modelAnswer("Answer");
    };
    await say();
    await drain(t);
  }

  test("a suspension stops it and releases the hold", async () => {
    await stopWhileAnswering(() =>
      t.mutation(internal.tenants.provision.setStatus, {
        tenantId: business.tenantId,
        status: "suspended",
        reason: "unpaid",
      }),
    );
    expect(vendors.sends).toHaveLength(0);
    expect(await answerState()).toEqual({
      status: "blocked",
      reason: "suspended",
    });
    expect((await readBooks(t, business.tenantId)).balance).toBe(100);
  });

  test("the kill switch stops it and releases the hold", async () => {
    await stopWhileAnswering(() =>
      t.run((ctx) =>
        ctx.db.insert("sendingStops", {
          actor: "operator:x",
          reason: "incident",
          stoppedAt: Date.now(),
        }),
      ),
    );
    expect(vendors.sends).toHaveLength(0);
    expect(await answerState()).toEqual({
      status: "blocked",
      reason: "kill_switch",
    });
    expect((await readBooks(t, business.tenantId)).balance).toBe(100);
  });

  test("a number that logged out stops it and calls a human", async () => {
    await stopWhileAnswering(() =>
      t.mutation(internal.instances.status.update, {
        channel: { kind: "global" },
        session: business.sessionName,
        status: "FAILED",
        at: Date.now() + 1,
        accountId: null,
        restrictedUntil: null,
      }),
    );
    expect(vendors.sends).toHaveLength(0);
    expect(await answerState()).toMatchObject({ reason: "not_connected" });
    expect((await readBooks(t, business.tenantId)).balance).toBe(100);
  });
});

test("pacing shows seen and typing before the text", async () => {
  const calm = await createBusiness(t, { name: "Calm", pacing: "on" });
  await post(t, calm, messageEvent(calm));
  await drainWithTimers(t);
  expect(vendors.otherCalls).toEqual([
    "POST /api/sendSeen",
    "POST /api/startTyping",
    "POST /api/stopTyping",
  ]);
  expect(vendors.sends).toHaveLength(1);
});
