import { gzipSync } from "node:zlib";

import { afterEach, beforeEach, expect, test } from "vitest";

import { parseEnvelope } from "../../../local/sentry/envelope";
import { startSentry } from "../../../local/sentry/server";
import type { RunningServer } from "../../../local/shared/http";

let server: RunningServer;

beforeEach(async () => {
  server = await startSentry({ port: 0 });
});

afterEach(async () => {
  await server.close();
});

const event = (message: string): string =>
  `{"event_id":"e1"}\n{"type":"event"}\n${JSON.stringify({ message })}\n`;

const post = (
  body: BodyInit,
  path = "/api/7/envelope/?sentry_key=public",
  headers: Record<string, string> = {},
) => fetch(server.url + path, { method: "POST", body, headers });

const stored = async () =>
  (await (await fetch(`${server.url}/control/envelopes`)).json()).envelopes;

test("an item may be delimited by its length and hold line breaks", () => {
  const payload = "line one\nline two";
  const bytes = Buffer.from(
    `{}\n{"type":"attachment","length":${payload.length}}\n${payload}\n{"type":"event"}\n{"a":1}`,
  );
  expect(parseEnvelope(bytes).items).toMatchObject([
    { type: "attachment", text: payload, json: null },
    { type: "event", json: { a: 1 } },
  ]);
});

test("a compressed envelope is unpacked and answered with its event id", async () => {
  const answer = await post(gzipSync(event("zipped")), undefined, {
    "Content-Encoding": "gzip",
  });
  expect([answer.status, await answer.json()]).toEqual([200, { id: "e1" }]);
  expect(await stored()).toMatchObject([
    { project: "7", items: [{ json: { message: "zipped" } }] },
  ]);
});

test("the key may come in the header; without one it is a 403", async () => {
  const header = { "X-Sentry-Auth": "Sentry sentry_version=7, sentry_key=abc" };
  expect((await post(event("a"), "/api/7/envelope/", header)).status).toBe(200);
  expect((await post(event("b"), "/api/7/envelope/")).status).toBe(403);
  expect(await stored()).toHaveLength(1);
});

test("what is no envelope is a 400 and is not kept", async () => {
  for (const body of ["", "no json\n", '{}\n{"type":"event","length":99}\nx']) {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("x-sentry-error")).toBe("invalid envelope");
  }
  expect(await stored()).toEqual([]);
});

test("browsers may post from any origin", async () => {
  const preflight = await fetch(`${server.url}/api/7/envelope/`, {
    method: "OPTIONS",
    headers: { Origin: "http://127.0.0.1:3000" },
  });
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
  expect(preflight.headers.get("access-control-allow-headers")).toContain(
    "x-sentry-auth",
  );
  const answer = await post(event("x"), undefined, {
    Origin: "http://127.0.0.1:3000",
  });
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
});

test("only the last 200 envelopes are kept", async () => {
  for (let count = 0; count < 205; count += 1) await post(event(`n${count}`));
  const envelopes = await stored();
  expect(envelopes).toHaveLength(200);
  expect(envelopes[0].items[0].json.message).toBe("n204");
});

test("the page shows events as text, never as markup", async () => {
  await post(event("<img src=x onerror=alert(1)>"));
  const page = await fetch(server.url);
  const html = await page.text();
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
  expect(html).not.toContain("<img");
  expect(page.headers.get("content-security-policy")).toContain(
    "default-src 'none'",
  );
});

test("another path is a 501 that names it", async () => {
  const answer = await fetch(`${server.url}/api/7/store/`, { method: "POST" });
  expect(answer.status).toBe(501);
  expect((await answer.json()).path).toBe("/api/7/store/");
});
