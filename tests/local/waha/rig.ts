import { createServer, type IncomingHttpHeaders } from "node:http";

import { startWaha, type WahaOptions } from "../../../local/waha/server";

export const API_KEY = "waha-key-of-a-test";
export const HMAC_KEY = "hmac-key-of-a-test";

export interface Received {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  raw: Buffer;
  at: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into parsed webhooks
  body: any;
}

export type Respond = (
  count: number,
  received: Received,
) => { status: number; headers?: Record<string, string> };

/** Polls until the check holds; the error names what never came. */
export async function until<T>(
  what: string,
  check: () => T | undefined | false,
  limitMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = check();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`Never came: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Takes webhooks; answers 200 unless told otherwise. */
export async function startReceiver() {
  const received: Received[] = [];
  const setup: { respond: Respond } = { respond: () => ({ status: 200 }) };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks);
      const one: Received = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        rawHeaders: request.rawHeaders,
        raw,
        at: performance.now(),
        body: raw.length === 0 ? null : JSON.parse(raw.toString("utf8")),
      };
      received.push(one);
      const { status, headers } = setup.respond(received.length, one);
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The receiver has no port.");
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    setup,
    of: (event: string) =>
      received.filter((each) => each.body?.event === event),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A stand-in, a receiver of its webhooks, and a client. */
export async function startRig(options: Partial<WahaOptions> = {}) {
  const receiver = await startReceiver();
  const waha = await startWaha({
    port: 0,
    apiKey: API_KEY,
    stateDir: null,
    paceMs: 1,
    statusWaitMs: 60,
    acks: { serverMs: 1, deviceMs: 2, readMs: 3 },
    ...options,
  });
  const request = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const response = await fetch(waha.url + path, {
      method,
      headers: {
        "X-Api-Key": API_KEY,
        "Content-Type": "application/json",
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== "" ? JSON.parse(text) : null,
    };
  };
  const hook = (extra: Record<string, unknown> = {}) => ({
    url: `${receiver.url}/hook`,
    events: ["session.status", "message", "message.any", "message.ack"],
    hmac: { key: HMAC_KEY },
    ...extra,
  });
  const statusOf = async (name: string): Promise<string> =>
    (await request("GET", `/api/sessions/${name}`)).body.status;
  const reach = async (name: string, status: string): Promise<void> => {
    for (let tries = 0; tries < 2_000; tries += 1) {
      if ((await statusOf(name)) === status) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    throw new Error(`${name} never became ${status}.`);
  };
  /** A session that is paired and WORKING. */
  const working = async (
    name: string,
    config: Record<string, unknown> = {},
  ) => {
    await request("POST", "/api/sessions", {
      name,
      start: true,
      config: { webhooks: [hook()], ...config },
    });
    await reach(name, "SCAN_QR_CODE");
    await request("POST", `/control/sessions/${name}/scan`, {
      phone: "+1 555 010 0100",
    });
    await reach(name, "WORKING");
  };
  return {
    waha,
    receiver,
    request,
    hook,
    reach,
    working,
    sendText: (session: string, text: string, extra = {}) =>
      request("POST", "/api/sendText", {
        session,
        chatId: "27821234567@c.us",
        text,
        ...extra,
      }),
    say: (session: string, body: Record<string, unknown>) =>
      request("POST", `/control/sessions/${session}/say`, {
        from: "+27 82 123 4567",
        ...body,
      }),
    close: async () => {
      await waha.close();
      await receiver.close();
    },
  };
}

export type Rig = Awaited<ReturnType<typeof startRig>>;
