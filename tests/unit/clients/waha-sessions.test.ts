import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWahaClient, webhookConfig } from "../../../lib/clients/waha";
import {
  answerJson,
  refusedUrl,
  startServer,
  type TestServer,
} from "../../support/http-server";

let server: TestServer;

beforeEach(async () => {
  server = await startServer();
});

afterEach(async () => {
  await server.close();
});

function client(baseUrl = server.url, timeoutMs = 2_000) {
  return createWahaClient({ baseUrl, apiKey: "key-1", fetch, timeoutMs });
}

function answer(status: number, value: unknown): void {
  server.answer = (response) => answerJson(response, status, value);
}

const CONFIG = webhookConfig({
  url: "https://app.example/webhooks/waha/tok",
  hmacKey: "instance-key",
  instanceId: "inst_1",
});

describe("creating a session", () => {
  test("says that it starts, and how it reports to us", async () => {
    answer(201, { name: "ma_1", status: "STARTING", me: null });
    const outcome = await client().createSession({
      name: "ma_1",
      config: CONFIG,
    });
    expect(outcome).toEqual({
      ok: true,
      session: { name: "ma_1", status: "STARTING", meId: null },
    });
    expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({
      name: "ma_1",
      start: true,
      config: {
        metadata: { "instance.id": "inst_1" },
        ignore: { status: true, groups: true, channels: true, broadcast: true },
        noweb: { markOnline: false, store: { enabled: true, fullSync: false } },
        webhooks: [
          {
            url: "https://app.example/webhooks/waha/tok",
            events: [
              "session.status",
              "message.any",
              "message.ack",
              "message.reaction",
              "message.edited",
              "message.revoked",
              "presence.update",
            ],
            hmac: { key: "instance-key" },
            retries: { policy: "exponential", delaySeconds: 2, attempts: 12 },
          },
        ],
      },
    });
  });

  test("that exists is told apart from other refusals", async () => {
    answer(422, {
      message: "Session 'ma_1' already exists. Use PUT to update it.",
    });
    expect(await client().createSession({ name: "ma_1", config: {} })).toEqual({
      ok: false,
      reason: "already_exists",
      retryable: false,
    });
    answer(400, { message: ["name too long"] });
    expect(
      await client().createSession({ name: "ma_1", config: {} }),
    ).toMatchObject({ reason: "rejected" });
  });
});

test("a session's state names the number it is linked to", async () => {
  answer(200, {
    name: "ma_1",
    status: "WORKING",
    me: { id: "27105550100@c.us" },
  });
  expect(await client().getSession("ma_1")).toEqual({
    ok: true,
    session: { name: "ma_1", status: "WORKING", meId: "27105550100@c.us" },
  });
  expect(server.received[0]).toMatchObject({
    method: "GET",
    url: "/api/sessions/ma_1",
  });
});

test("a name can not lead to another address", async () => {
  answer(200, {});
  await client().getSession("../keys?x=1#");
  expect(server.received[0]?.url).toBe("/api/sessions/..%2Fkeys%3Fx%3D1%23");
});

describe("acting on a session", () => {
  test.each([
    ["startSession", "/api/sessions/ma_1/start"],
    ["stopSession", "/api/sessions/ma_1/stop"],
    ["logoutSession", "/api/sessions/ma_1/logout"],
  ] as const)("%s posts", async (method, url) => {
    answer(201, { name: "ma_1" });
    expect(await client()[method]("ma_1")).toEqual({ ok: true });
    expect(server.received[0]).toMatchObject({ method: "POST", url });
  });

  test("starting what has started is a success", async () => {
    answer(422, { message: "Session 'ma_1' is already started." });
    expect(await client().startSession("ma_1")).toEqual({ ok: true });
    answer(422, { message: "Session 'ma_1' is broken." });
    expect(await client().startSession("ma_1")).toMatchObject({ ok: false });
  });

  test("deleting what is gone is a success, with an empty answer too", async () => {
    answer(404, { message: "Session not found" });
    expect(await client().deleteSession("ma_1")).toEqual({ ok: true });
    server.answer = (response) => response.end();
    expect(await client().deleteSession("ma_1")).toEqual({ ok: true });
    expect(server.received[0]?.method).toBe("DELETE");
  });
});

describe("linking a phone", () => {
  test("gives the QR image", async () => {
    answer(200, { mimetype: "image/png", data: "iVBORw0KGgo=" });
    expect(await client().qrImage("ma_1")).toEqual({
      ok: true,
      mimetype: "image/png",
      data: "iVBORw0KGgo=",
    });
    expect(server.received[0]?.url).toBe("/api/ma_1/auth/qr");
    expect(server.received[0]?.headers.accept).toBe("application/json");
  });

  test.each([
    { mimetype: "text/html", data: "PHA+" },
    { mimetype: "image/svg+xml", data: "PHN2Zz4=" },
    { mimetype: "image/png", data: '"><script>' },
    { mimetype: "image/png" },
    [],
  ])("refuses %j as an image", async (value) => {
    answer(200, value);
    expect(await client().qrImage("ma_1")).toMatchObject({
      reason: "malformed_answer",
    });
  });

  test("is not ready outside the scanning state", async () => {
    answer(422, {
      error: "Session status is not as expected",
      status: "WORKING",
    });
    expect(await client().qrImage("ma_1")).toEqual({
      ok: false,
      reason: "not_ready",
      retryable: true,
    });
  });

  test("gives a pairing code for the digits of a number", async () => {
    answer(201, { code: "ABCD-1234" });
    expect(await client().requestCode("ma_1", "+27 10 555-0100")).toEqual({
      ok: true,
      code: "ABCD-1234",
    });
    expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({
      phoneNumber: "27105550100",
    });
  });
});

describe("failures", () => {
  test.each([
    [401, "unauthorized", false],
    [404, "not_found", false],
    [429, "rate_limited", true],
    [500, "server_error", true],
    [503, "unreachable", true],
  ])("status %d is %s", async (status, reason, retryable) => {
    answer(status, {});
    expect(await client().getSession("ma_1")).toEqual({
      ok: false,
      reason,
      retryable,
    });
  });

  test("silence, absence and nonsense have names", async () => {
    server.answer = () => undefined;
    expect(await client(server.url, 80).getSession("x")).toMatchObject({
      reason: "timeout",
    });
    expect(await client(await refusedUrl()).getSession("x")).toMatchObject({
      reason: "unreachable",
    });
    server.answer = (response) => response.end();
    expect(await client().getSession("x")).toMatchObject({
      reason: "malformed_answer",
    });
  });
});
