import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { startGemini } from "../../local/gemini/server";
import type { RunningServer } from "../../local/shared/http";
import { startUpstash } from "../../local/upstash/server";
import { createGeminiClient } from "../../lib/clients/gemini";
import { createRateLimiter } from "../../lib/clients/upstash";
import { createWahaClient, webhookConfig } from "../../lib/clients/waha";
import { verifySignature } from "../../lib/webhooks/signature";
import { parseWahaEvent } from "../../lib/whatsapp/event";
import { API_KEY, startRig, until, type Rig } from "../local/waha/rig";

describe("the WAHA client against the stand-in", () => {
  const chat = { session: "acme", chatId: "27821234567@c.us" };
  let rig: Rig;

  beforeEach(async () => {
    rig = await startRig();
  });

  afterEach(async () => {
    await rig.close();
  });

  const client = (timeoutMs = 5_000, apiKey = API_KEY) =>
    createWahaClient({ baseUrl: rig.waha.url, apiKey, fetch, timeoutMs });

  const config = () =>
    webhookConfig({
      url: `${rig.receiver.url}/hook`,
      hmacKey: "derived-key",
      instanceId: "i-1",
    });

  async function connected() {
    await client().createSession({ name: "acme", config: config() });
    await rig.reach("acme", "SCAN_QR_CODE");
    await rig.request("POST", "/control/sessions/acme/scan", {});
    await rig.reach("acme", "WORKING");
  }

  test("a session is created, shows a QR code and a pairing code, and connects", async () => {
    const created = await client().createSession({
      name: "acme",
      config: config(),
    });
    expect(created).toMatchObject({ ok: true, session: { name: "acme" } });
    await rig.reach("acme", "SCAN_QR_CODE");
    expect(await client().qrImage("acme")).toMatchObject({
      ok: true,
      mimetype: "image/png",
    });
    expect(await client().requestCode("acme", "+1 555 010 0100")).toMatchObject(
      {
        ok: true,
      },
    );
    expect(await client().startSession("acme")).toEqual({ ok: true });
    await rig.request("POST", "/control/sessions/acme/scan", {
      phone: "15550100100",
    });
    await rig.reach("acme", "WORKING");
    expect(await client().getSession("acme")).toEqual({
      ok: true,
      session: { name: "acme", status: "WORKING", meId: "15550100100@c.us" },
    });
    expect(await client().stopSession("acme")).toEqual({ ok: true });
    expect(await client().deleteSession("acme")).toEqual({ ok: true });
  });

  test("its webhooks verify by the product's rule and parse to the product's events", async () => {
    await connected();
    await rig.say("acme", { text: "Olá 🙏", name: "João", lid: true });
    const hook = await until(
      "message",
      () => rig.receiver.of("message.any")[0],
    );
    const verdict = await verifySignature({
      body: new Uint8Array(hook.raw),
      signature: String(hook.headers["x-webhook-hmac"]),
      algorithm: String(hook.headers["x-webhook-hmac-algorithm"]),
      secrets: ["derived-key"],
      allowed: ["sha512"],
    });
    expect(verdict).toMatchObject({ ok: true, algorithm: "sha512" });
    expect(parseWahaEvent(hook.body)).toMatchObject({
      kind: "message",
      envelope: { session: "acme", claimedInstanceId: "i-1" },
      message: {
        text: "Olá 🙏",
        phone: "+27821234567",
        lid: expect.stringMatching(/@lid$/),
        pushName: "João",
        fromMe: false,
      },
    });
  });

  test("acks and statuses parse too", async () => {
    await connected();
    await client().sendText({ ...chat, text: "hi", messageId: "3EB0AC" });
    await until("acks", () => rig.receiver.of("message.ack").length === 3);
    const levels = rig.receiver.of("message.ack").map((each) => {
      const event = parseWahaEvent(each.body);
      return event.kind === "ack" ? [event.ack.bareId, event.ack.level] : null;
    });
    expect(levels).toEqual(
      expect.arrayContaining([
        ["3EB0AC", "server"],
        ["3EB0AC", "device"],
        ["3EB0AC", "read"],
      ]),
    );
    const [status] = rig.receiver.of("session.status");
    expect(parseWahaEvent(status?.body)).toMatchObject({
      kind: "session_status",
    });
  });

  test("a send is confirmed with its id and found again", async () => {
    await connected();
    const since = Date.now() - 1_000;
    const outcome = await client().sendText({
      ...chat,
      text: "hello",
      messageId: "3EB0AAAA",
    });
    expect(outcome).toEqual({ ok: true, bareId: "3EB0AAAA" });
    const find = (messageId: string, text: string) =>
      client().findSent({ ...chat, messageId, text, since });
    expect(await find("3EB0AAAA", "hello")).toBe("found");
    expect(await find("3EB0BBBB", "never said")).toBe("absent");
    expect(await client().sendSeen(chat)).toEqual({ ok: true });
    expect(await client().startTyping(chat)).toEqual({ ok: true });
    expect(await client().stopTyping(chat)).toEqual({ ok: true });
  });

  test.each([
    ["error_before_accept", "unknown", "server_error", "absent"],
    ["error_after_accept", "unknown", "server_error", "found"],
    ["lost_answer", "unknown", "lost_answer", "found"],
    ["timeout", "unknown", "lost_answer", "absent"],
    ["timeout_after_accept", "unknown", "lost_answer", "found"],
    ["garbage", "unknown", "malformed_answer", "found"],
    ["rate_limited", "not_sent", "rate_limited", "absent"],
    ["restricted", "not_sent", "restricted", "absent"],
  ])("%s is %s (%s), and the lookup says %s", async (...row) => {
    const [kind, certainty, reason, lookup] = row;
    await connected();
    await rig.request("POST", "/control/faults/sends", { kind });
    const since = Date.now() - 1_000;
    const message = { ...chat, text: "hello", messageId: "3EB0CCCC" };
    const outcome = await client(300).sendText(message);
    expect(outcome).toMatchObject({ ok: false, certainty, reason });
    expect(await client().findSent({ ...message, since })).toBe(lookup);
  });

  test("a wrong key and a session that is away are certain not to have sent", async () => {
    await connected();
    const message = { ...chat, text: "hello", messageId: "3EB0DDDD" };
    expect(await client(5_000, "wrong").sendText(message)).toMatchObject({
      certainty: "not_sent",
      reason: "unauthorized",
    });
    await client().stopSession("acme");
    expect(await client().sendText(message)).toMatchObject({
      certainty: "not_sent",
      reason: "not_connected",
    });
  });
});

describe("the Gemini client against the stand-in", () => {
  let server: RunningServer;

  beforeEach(async () => {
    server = await startGemini({ port: 0, apiKey: "local-key" });
  });

  afterEach(async () => {
    await server.close();
  });

  const generate = (apiKey = "local-key", timeoutMs = 5_000) =>
    createGeminiClient({ baseUrl: server.url, apiKey, timeoutMs }).generate({
      model: "gemini-2.5-flash",
      system: "<knowledge>We open at 7:00 on every day.</knowledge>",
      contents: [{ role: "user", text: "When do you open?" }],
      maxOutputTokens: 200,
      temperature: 0,
    });

  const arm = (kind: string) =>
    fetch(`${server.url}/control/faults`, {
      method: "POST",
      body: JSON.stringify({ kind }),
    });

  test("an answer has text, a finish reason and counts", async () => {
    expect(await generate()).toMatchObject({
      ok: true,
      text: "We open at 7:00 on every day.",
      finishReason: "STOP",
      blocked: false,
      usage: { promptTokens: expect.any(Number) },
    });
  });

  test.each([
    ["rate_limited", "rate_limited"],
    ["unavailable", "unavailable"],
    ["server_error", "unavailable"],
    ["timeout", "timeout"],
  ])("%s becomes %s and may be tried again", async (kind, reason) => {
    await arm(kind);
    expect(await generate("local-key", 300)).toEqual({
      ok: false,
      retryable: true,
      reason,
    });
  });

  test("a garbled answer is malformed, a wrong key unauthorized", async () => {
    await arm("garbage");
    expect(await generate()).toMatchObject({ ok: false, reason: "malformed" });
    expect(await generate("wrong")).toMatchObject({
      ok: false,
      retryable: false,
      reason: "unauthorized",
    });
  });

  test.each(["blocked_prompt", "blocked_answer"])(
    "%s is an outcome, not a failure",
    async (kind) => {
      await arm(kind);
      expect(await generate()).toMatchObject({
        ok: true,
        blocked: true,
        text: "",
      });
    },
  );
});

test("the rate limiter limits through the stand-in, and decides alone without it", async () => {
  const token = "upstash-token-of-a-test";
  const server = await startUpstash({ port: 0, token });
  const limiter = createRateLimiter({
    url: server.url,
    token,
    name: "contract",
    limit: 2,
    windowMs: 60_000,
    timeoutMs: 5_000,
  });
  const results = [];
  for (let count = 0; count < 3; count += 1) {
    results.push((await limiter.limit("caller", "closed")).allowed);
  }
  expect(results).toEqual([true, true, false]);
  await server.close();
  expect(await limiter.limit("caller", "open")).toMatchObject({
    allowed: true,
    degraded: true,
  });
  expect(await limiter.limit("caller", "closed")).toMatchObject({
    allowed: false,
    degraded: true,
  });
});
