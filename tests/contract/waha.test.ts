import { randomBytes } from "node:crypto";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startWaha } from "../../local/waha/server";

interface Target {
  name: string;
  open(): Promise<{ url: string; apiKey: string; close(): Promise<void> }>;
}

const LOCAL_KEY = "waha-key-of-a-test";

const targets: Target[] = [
  {
    name: "the stand-in",
    async open() {
      const server = await startWaha({
        port: 0,
        apiKey: LOCAL_KEY,
        stateDir: null,
        paceMs: 1,
        statusWaitMs: 60,
      });
      return { url: server.url, apiKey: LOCAL_KEY, close: server.close };
    },
  },
];

const vendorUrl = process.env["CONTRACT_WAHA_URL"];
const vendorKey = process.env["CONTRACT_WAHA_API_KEY"];
if (vendorUrl !== undefined && vendorKey !== undefined) {
  targets.push({
    name: "the vendor",
    open: async () => ({
      url: vendorUrl.replace(/\/$/, ""),
      apiKey: vendorKey,
      close: async () => undefined,
    }),
  });
}

describe.each(targets)("WAHA of $name", ({ open }) => {
  const session = `contract_${randomBytes(6).toString("hex")}`;
  let target: Awaited<ReturnType<Target["open"]>>;

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { "X-Api-Key": target.apiKey },
  ) => {
    const response = await fetch(target.url + path, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  };
  const json = (answer: { text: string }) => JSON.parse(answer.text);

  beforeAll(async () => {
    target = await open();
    await call("POST", "/api/sessions", {
      name: session,
      start: true,
      config: {
        metadata: { "instance.id": "contract" },
        webhooks: [
          {
            url: "http://127.0.0.1:9/never",
            events: ["session.status", "message.any", "message.ack"],
            hmac: { key: "contract" },
            retries: { policy: "exponential", delaySeconds: 2, attempts: 1 },
          },
        ],
      },
    });
  });

  afterAll(async () => {
    await call("DELETE", `/api/sessions/${session}`);
    await target.close();
  });

  const waitForQr = async () => {
    for (let tries = 0; tries < 100; tries += 1) {
      const { status } = json(await call("GET", `/api/sessions/${session}`));
      if (status === "SCAN_QR_CODE") return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error("No QR code was shown.");
  };

  test("ping is open, health needs the key", async () => {
    const ping = await call("GET", "/ping", undefined, {});
    expect([ping.status, json(ping)]).toEqual([200, { message: "pong" }]);
    expect((await call("GET", "/health", undefined, {})).status).toBe(401);
  });

  test("a missing or wrong key is a 401 with WAHA's body", async () => {
    for (const headers of [{}, { "X-Api-Key": "wrong" }]) {
      const answer = await call("GET", "/api/sessions", undefined, headers);
      expect([answer.status, json(answer)]).toEqual([
        401,
        { message: "Unauthorized", statusCode: 401 },
      ]);
    }
  });

  test("the version names engine and tier", async () => {
    const answer = await call("GET", "/api/server/version");
    expect(json(answer)).toMatchObject({
      version: expect.stringMatching(/^\d{4}\.\d+\.\d+$/),
      engine: expect.any(String),
      tier: expect.any(String),
    });
  });

  test("a session shows its status, its configuration and no number before pairing", async () => {
    const answer = await call("GET", `/api/sessions/${session}`);
    expect(answer.status).toBe(200);
    const info = json(answer);
    expect(info).toMatchObject({
      name: session,
      status: expect.any(String),
      config: { metadata: { "instance.id": "contract" } },
    });
    expect(info.me ?? null).toBeNull();
  });

  test("the same name again is a 422, an unknown one a 404, a bad one a 400", async () => {
    const again = await call("POST", "/api/sessions", { name: session });
    expect(again.status).toBe(422);
    expect(json(again).message).toContain("already exists");
    const unknown = await call("GET", "/api/sessions/contract_nobody");
    expect([unknown.status, json(unknown).statusCode]).toEqual([404, 404]);
    const bad = await call("POST", "/api/sessions", {
      name: "a b",
      start: false,
    });
    expect(bad.status).toBe(400);
    expect(json(bad).message).toEqual(expect.any(Array));
  });

  test("the QR code comes as PNG, as base64 and raw", async () => {
    await waitForQr();
    const path = `/api/${session}/auth/qr`;
    const png = await call("GET", path);
    expect(png.headers.get("content-type")).toContain("image/png");
    const data = await call("GET", path, undefined, {
      "X-Api-Key": target.apiKey,
      Accept: "application/json",
    });
    expect(json(data)).toMatchObject({ mimetype: "image/png" });
    const raw = await call("GET", `${path}?format=raw`);
    expect(json(raw).value).toEqual(expect.any(String));
  });

  test("a send on a session that does not work is a 422 that names the statuses", async () => {
    const answer = await call("POST", "/api/sendText", {
      session,
      chatId: "27821234567@c.us",
      text: "never sent",
    });
    expect(answer.status).toBe(422);
    expect(json(answer)).toMatchObject({
      error: expect.any(String),
      session,
      status: expect.any(String),
      expected: expect.arrayContaining(["WORKING"]),
    });
  });

  test("stop and delete can be repeated", async () => {
    const stops = [
      await call("POST", `/api/sessions/${session}/stop`),
      await call("POST", `/api/sessions/${session}/stop`),
    ];
    expect(stops.map((each) => each.status)).toEqual([201, 201]);
    const deletes = [
      await call("DELETE", `/api/sessions/${session}`),
      await call("DELETE", `/api/sessions/${session}`),
    ];
    expect(deletes.map((each) => each.status)).toEqual([200, 200]);
  });
});
