import { afterEach, beforeEach, expect, test } from "vitest";

import { startRig, until, type Rig } from "./rig";

let rig: Rig;

beforeEach(async () => {
  rig = await startRig();
  await rig.working("acme");
});

afterEach(async () => {
  await rig.close();
});

const arm = (kind: string, extra = {}) =>
  rig.request("POST", "/control/faults/sends", { kind, ...extra });
const webhookFaults = (faults: Record<string, unknown>) =>
  rig.request("PUT", "/control/faults/webhooks", faults);
const counters = async () =>
  (await rig.request("GET", "/control/counters?session=acme")).body.acme;

test.each([
  ["error_before_accept", 500, 0],
  ["error_after_accept", 500, 1],
  ["restricted", 500, 0],
  ["rate_limited", 429, 0],
  ["garbage", 201, 1],
  ["slow", 201, 1],
])(
  "%s answers %i and %i messages were accepted",
  async (kind, status, sends) => {
    await arm(kind, { ms: 5 });
    const sent = await rig.sendText("acme", "hello");
    expect(sent.status).toBe(status);
    expect(await counters()).toMatchObject({ sends, sendAttempts: 1 });
    expect((await rig.sendText("acme", "again")).status).toBe(201);
  },
);

test("a 500 repeats the body with a stack, and the restriction says 463", async () => {
  await arm("restricted");
  const { body } = await rig.sendText("acme", "hello");
  expect(body).toMatchObject({
    statusCode: 500,
    exception: { message: expect.stringContaining("463") },
    request: { path: "/api/sendText", body: { text: "hello" } },
  });
  expect(body.exception.stack).toEqual(expect.any(String));
});

test("missing input is a 500 like on a real WAHA", async () => {
  const sent = await rig.request("POST", "/api/sendText", { session: "acme" });
  expect(sent.status).toBe(500);
});

test("a limited send says when to come back, and a garbled answer is no JSON", async () => {
  await arm("rate_limited", { ms: 3_000 });
  expect((await rig.sendText("acme", "a")).headers.get("retry-after")).toBe(
    "3",
  );
  await arm("garbage");
  const garbled = await rig.sendText("acme", "b");
  expect(garbled.headers.get("content-type")).toBe("text/html");
});

test.each([
  ["timeout", 0],
  ["timeout_after_accept", 1],
])("%s never answers, and %i messages were accepted", async (kind, sends) => {
  await arm(kind);
  const sent = fetch(`${rig.waha.url}/api/sendText`, {
    method: "POST",
    headers: { "X-Api-Key": "waha-key-of-a-test" },
    body: JSON.stringify({ session: "acme", chatId: "27821234567", text: "x" }),
    signal: AbortSignal.timeout(100),
  });
  await expect(sent).rejects.toThrow(/timeout/i);
  expect(await counters()).toMatchObject({ sends, sendAttempts: 1 });
});

test("a lost answer is a message that was sent over a connection that broke", async () => {
  await arm("lost_answer");
  await expect(rig.sendText("acme", "hello")).rejects.toThrow();
  await until("echo", () => rig.receiver.of("message.any")[0]);
  expect(await counters()).toMatchObject({ sends: 1 });
});

test("an ack error follows a send that was accepted", async () => {
  await arm("ack_error");
  expect((await rig.sendText("acme", "hello")).status).toBe(201);
  const error = await until("ack error", () =>
    rig.receiver.of("message.ack").find((each) => each.body.payload.ack === -1),
  );
  expect(error.body.payload.ackName).toBe("ERROR");
});

test("a fault hits as often as it says, and only its session", async () => {
  await rig.working("other");
  await arm("error_before_accept", { times: 2, session: "acme" });
  expect((await rig.sendText("other", "x")).status).toBe(201);
  const results = [];
  for (let count = 0; count < 3; count += 1) {
    results.push((await rig.sendText("acme", "x")).status);
  }
  expect(results).toEqual([500, 500, 201]);
});

test("clearing removes every fault", async () => {
  await arm("error_before_accept", { times: null });
  await webhookFaults({ silent: true });
  await rig.request("DELETE", "/control/faults");
  expect((await rig.request("GET", "/control/faults")).body).toEqual({
    sends: [],
    webhooks: [],
  });
  expect((await rig.sendText("acme", "x")).status).toBe(201);
});

test("a redelivery is the same message with a new event id, a repost the same bytes", async () => {
  await webhookFaults({ duplicate: 1 });
  await rig.say("acme", { text: "one" });
  const [first, second] = await until("two", () => {
    const all = rig.receiver.of("message");
    return all.length === 2 && all;
  });
  expect(first?.body.payload.id).toBe(second?.body.payload.id);
  expect(first?.body.id).not.toBe(second?.body.id);
  await webhookFaults({ duplicate: 1, duplicateKind: "repost" });
  await rig.say("acme", { text: "two" });
  const reposts = await until("two more", () => {
    const all = rig.receiver.of("message").slice(2);
    return all.length === 2 && all;
  });
  expect(reposts[0]?.raw.equals(reposts[1]?.raw ?? Buffer.alloc(0))).toBe(true);
});

test("a silent gateway posts nothing while the messages can be listed", async () => {
  const before = rig.receiver.received.length;
  await webhookFaults({ silent: true });
  await rig.say("acme", { text: "unheard" });
  await webhookFaults({});
  await rig.say("acme", { text: "heard" });
  await until("heard", () =>
    rig.receiver
      .of("message")
      .find((each) => each.body.payload.body === "heard"),
  );
  expect(
    rig.receiver.received.slice(before).map((e) => e.body.payload.body),
  ).not.toContain("unheard");
  const list = await rig.request("GET", "/api/acme/chats/all/messages?limit=9");
  expect(list.body).toHaveLength(2);
});

test("reordering posts the later message first", async () => {
  await webhookFaults({ reorder: true });
  await rig.say("acme", { texts: ["first", "second"] });
  const bodies = await until("both", () => {
    const all = rig.receiver.of("message");
    return all.length === 2 && all.map((each) => each.body.payload.body);
  });
  expect(bodies).toEqual(["second", "first"]);
});

test("a burst is several messages, and a duplicate the same message again", async () => {
  await rig.say("acme", { texts: ["a", "b", "c"], gapMs: 2 });
  await until("three", () => rig.receiver.of("message").length === 3);
  await rig.say("acme", { text: "d", duplicate: 2 });
  await until("three more", () => rig.receiver.of("message").length === 6);
  const ids = rig.receiver.of("message").map((each) => each.body.payload.id);
  expect(new Set(ids).size).toBe(4);
});
