import { createHmac } from "node:crypto";

import { afterEach, beforeEach, expect, test } from "vitest";

import { retryDelayMs } from "../../../local/waha/webhook-sender";
import { HMAC_KEY, startRig, until, type Rig } from "./rig";

let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
});

afterEach(async () => {
  await rig.close();
});

const fast = { retries: { delaySeconds: 0.02, attempts: 3 } };

test("a webhook carries exactly the headers of WAHA, in its order", async () => {
  await rig.working("acme", {
    webhooks: [
      rig.hook({
        events: ["message"],
        customHeaders: [{ name: "X-Tenant-Hint", value: "acme" }],
      }),
    ],
  });
  await rig.say("acme", { text: "hi" });
  const hook = await until("message", () => rig.receiver.of("message")[0]);
  const names = hook.rawHeaders.filter((_, index) => index % 2 === 0);
  expect(names).toEqual([
    "Accept",
    "Content-Type",
    "User-Agent",
    "X-Tenant-Hint",
    "X-Webhook-Request-Id",
    "X-Webhook-Timestamp",
    "X-Webhook-Hmac",
    "X-Webhook-Hmac-Algorithm",
    "Content-Length",
    "Accept-Encoding",
    "Host",
    "Connection",
  ]);
  expect(hook.method).toBe("POST");
  expect(hook.headers["content-type"]).toBe("application/json");
  expect(hook.headers["x-webhook-hmac-algorithm"]).toBe("sha512");
  expect(hook.headers["x-webhook-timestamp"]).toBe(String(hook.body.timestamp));
});

test("the signature is HMAC-SHA512 in lower-case hex over the raw bytes", async () => {
  await rig.working("acme");
  await rig.say("acme", { text: "Olá 🙏 <b>\u2028" });
  const hook = await until("message", () => rig.receiver.of("message")[0]);
  const expected = createHmac("sha512", HMAC_KEY)
    .update(hook.raw)
    .digest("hex");
  expect(hook.headers["x-webhook-hmac"]).toBe(expected);
  expect(expected).toMatch(/^[0-9a-f]{128}$/);
});

test("without a key the two signature headers are absent", async () => {
  await rig.working("acme", { webhooks: [rig.hook({ hmac: { key: "" } })] });
  await rig.say("acme", { text: "hi" });
  const hook = await until("message", () => rig.receiver.of("message")[0]);
  expect(hook.headers).not.toHaveProperty("x-webhook-hmac");
  expect(hook.headers).not.toHaveProperty("x-webhook-hmac-algorithm");
});

test("the envelope names the session, its metadata, the paired number and the engine", async () => {
  await rig.working("acme", {
    webhooks: [rig.hook()],
    metadata: { "instance.id": "i-1" },
  });
  await rig.say("acme", { text: "hi" });
  const { body } = await until("message", () => rig.receiver.of("message")[0]);
  expect(body).toMatchObject({
    event: "message",
    session: "acme",
    metadata: { "instance.id": "i-1" },
    me: { id: "15550100100@c.us" },
    engine: "NOWEB",
    environment: { engine: "NOWEB", tier: "CORE", browser: null },
  });
  expect(body.id).toMatch(/^evt_[0-9a-hjkmnp-tv-z]{26}$/);
});

test("a hook gets only the events it subscribed to, and both message and message.any when it asks for both", async () => {
  await rig.working("acme", { webhooks: [rig.hook({ events: ["message"] })] });
  await rig.say("acme", { text: "one" });
  await until("message", () => rig.receiver.of("message")[0]);
  expect(rig.receiver.received.map((each) => each.body.event)).toEqual([
    "message",
  ]);

  await rig.working("both");
  await rig.say("both", { text: "two" });
  const twice = await until("both events", () => {
    const [any] = rig.receiver.of("message.any");
    const [, plain] = rig.receiver.of("message");
    return any !== undefined && plain !== undefined && { any, plain };
  });
  expect(twice.any.body.payload.id).toBe(twice.plain.body.payload.id);
  expect(twice.any.body.id).not.toBe(twice.plain.body.id);
});

test("a star leaves out state.change and engine.event and gets the rest", async () => {
  await rig.working("acme", { webhooks: [rig.hook({ events: ["*"] })] });
  await rig.say("acme", { text: "hi" });
  await until("message.any", () => rig.receiver.of("message.any")[0]);
  expect(rig.receiver.of("message")).toHaveLength(1);
  expect(rig.receiver.of("session.status").length).toBeGreaterThan(0);
});

test.each([400, 401, 404, 429, 500, 503])(
  "an answer of %i is retried with the same bytes, signature, request id and timestamp",
  async (status) => {
    rig.receiver.setup.respond = (count) => ({
      status: count < 3 ? status : 200,
    });
    await rig.working("acme", {
      webhooks: [rig.hook({ events: ["message"], ...fast })],
    });
    await rig.say("acme", { text: "hi" });
    await until("the third delivery", () => rig.receiver.received.length === 3);
    const [first, second, third] = rig.receiver.received;
    expect(second?.raw.equals(first?.raw ?? Buffer.alloc(0))).toBe(true);
    for (const name of [
      "x-webhook-hmac",
      "x-webhook-request-id",
      "x-webhook-timestamp",
    ]) {
      expect(third?.headers[name]).toBe(first?.headers[name]);
    }
  },
);

test("retries end after the configured attempts, and the event is lost", async () => {
  rig.receiver.setup.respond = () => ({ status: 500 });
  await rig.working("acme", {
    webhooks: [rig.hook({ events: ["message"], ...fast })],
  });
  await rig.say("acme", { text: "hi" });
  const counters = async () =>
    (await rig.request("GET", "/control/counters")).body.acme;
  while ((await counters()).webhooksLost === 0);
  expect(rig.receiver.received).toHaveLength(4);
  expect(await counters()).toMatchObject({
    webhooksPosted: 4,
    webhooksRetried: 3,
    webhooksLost: 1,
  });
});

test("Retry-After is honoured as a minimum", async () => {
  rig.receiver.setup.respond = (count) =>
    count === 1
      ? { status: 429, headers: { "Retry-After": "1" } }
      : { status: 200 };
  await rig.working("acme", {
    webhooks: [rig.hook({ events: ["message"], ...fast })],
  });
  await rig.say("acme", { text: "hi" });
  await until("the retry", () => rig.receiver.received.length === 2);
  const [first, second] = rig.receiver.received;
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
});

test("a 302 becomes a GET without a body, and its 200 counts as delivered", async () => {
  rig.receiver.setup.respond = (_, { method }) =>
    method === "POST"
      ? { status: 302, headers: { Location: "/elsewhere" } }
      : { status: 200 };
  await rig.working("acme", { webhooks: [rig.hook({ events: ["message"] })] });
  await rig.say("acme", { text: "hi" });
  const get = await until("the redirect", () => rig.receiver.received[1]);
  expect([get.method, get.path, get.raw.length]).toEqual([
    "GET",
    "/elsewhere",
    0,
  ]);
});

test("the retry schedule is constant by default, linear and exponential on request", () => {
  expect([1, 2, 3].map((n) => retryDelayMs(null, n, 0))).toEqual([
    2_000, 2_000, 2_000,
  ]);
  const linear = { policy: "linear", delaySeconds: 1 } as const;
  expect([1, 2, 3].map((n) => retryDelayMs(linear, n, 0))).toEqual([
    1_000, 2_000, 3_000,
  ]);
  const exponential = { policy: "exponential", delaySeconds: 1 } as const;
  expect([1, 2, 3].map((n) => retryDelayMs(exponential, n, 0))).toEqual([
    2_000, 4_000, 8_000,
  ]);
  expect(retryDelayMs(exponential, 1, 1)).toBe(2_400);
});

test("a global hook and a session hook to one address deliver one event twice, each with its own signature", async () => {
  const other = await startRig({
    globalHook: {
      url: `${rig.receiver.url}/hook`,
      events: ["message"],
      hmac: { key: "global-key" },
    },
  });
  await other.working("acme", {
    webhooks: [rig.hook({ events: ["message"] })],
  });
  await other.say("acme", { text: "hi" });
  await until("two deliveries", () => rig.receiver.received.length === 2);
  const [one, two] = rig.receiver.received;
  expect(one?.body.id).toBe(two?.body.id);
  expect(one?.headers["x-webhook-hmac"]).not.toBe(
    two?.headers["x-webhook-hmac"],
  );
  expect(one?.headers["x-webhook-request-id"]).not.toBe(
    two?.headers["x-webhook-request-id"],
  );
  await other.close();
});

test("every post can be read back with its bytes, its answer and its duration", async () => {
  rig.receiver.setup.respond = (count) => ({ status: count === 1 ? 503 : 200 });
  await rig.working("acme", {
    webhooks: [rig.hook({ events: ["message"], ...fast })],
  });
  await rig.say("acme", { text: "hi", messageId: "3EB0D" });
  await until("the retry", () => rig.receiver.received.length === 2);
  const path =
    "/control/sessions/acme/deliveries?id=false_27821234567@c.us_3EB0D";
  const read = async () => (await rig.request("GET", path)).body.deliveries;
  while (
    (await read()).some((each: { status: unknown }) => each.status === null)
  );
  const deliveries = await read();
  expect(deliveries).toMatchObject([
    { event: "message", retry: 0, status: 503, ms: expect.any(Number) },
    { event: "message", retry: 1, status: 200, ms: expect.any(Number) },
  ]);
  expect(deliveries[0].body).toBe(rig.receiver.received[0]?.raw.toString());
});
