import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cookieSuffixOf, publishableKeyOf } from "../../../local/clerk/keys";
import { startClerk } from "../../../local/clerk/server";
import type { RunningServer } from "../../../local/shared/http";
import { fakeBrowser, ORIGIN, type FakeBrowser } from "./browser";

const SECRET = "sk_live_key_of_a_test";
const EMAIL = "nomsa@example.com";
const PASSWORD = "correct horse";

let server: RunningServer;
let browser: FakeBrowser;
let sessionId: string;
let userId: string;

const bapi = (method: string, path: string, body?: unknown) =>
  fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${SECRET}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function signIn(who: FakeBrowser): Promise<string> {
  const { body } = await who.call("POST", "/v1/client/sign_ins", {
    identifier: EMAIL,
    password: PASSWORD,
  });
  return body.response.created_session_id ?? "";
}

const verify = (jwt: string | undefined) =>
  jwtVerify(
    jwt ?? "",
    createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`)),
    { issuer: server.url },
  );

beforeEach(async () => {
  server = await startClerk({ port: 0, secretKey: SECRET, stateDir: null });
  const created = await bapi("POST", "/v1/users", {
    email_address: [EMAIL],
    password: PASSWORD,
    first_name: "Nomsa",
    last_name: "Dlamini",
    public_metadata: { role: "admin" },
  });
  userId = ((await created.json()) as { id: string }).id;
  browser = fakeBrowser(server.url);
  sessionId = await signIn(browser);
});

afterEach(async () => {
  await server.close();
});

test("a session token says who, where and for a minute", async () => {
  const { body } = await browser.call(
    "POST",
    `/v1/client/sessions/${sessionId}/tokens`,
  );
  const { payload, protectedHeader } = await verify(body.jwt);
  expect(protectedHeader).toMatchObject({ cat: "cl_B7d4PD111AAA" });
  expect(payload).toMatchObject({
    azp: ORIGIN,
    sub: userId,
    sid: sessionId,
    sts: "active",
    v: 2,
    metadata: { role: "admin" },
  });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  expect(payload.iat).toBeGreaterThanOrEqual(
    Number(browser.cookies.get("__client_uat")),
  );
});

test("the convex token has Convex's audience and another category", async () => {
  const { body } = await browser.call(
    "POST",
    `/v1/client/sessions/${sessionId}/tokens/convex`,
  );
  const { payload, protectedHeader } = await verify(body.jwt);
  expect(protectedHeader).toMatchObject({ cat: "cl_B7d4PD222AAA" });
  expect(payload).toMatchObject({
    aud: "convex",
    sub: userId,
    name: "Nomsa Dlamini",
    email: EMAIL,
    email_verified: true,
  });
  const other = await browser.call(
    "POST",
    `/v1/client/sessions/${sessionId}/tokens/supabase`,
  );
  expect(other.status).toBe(404);
});

test("another browser gets no token of this session", async () => {
  const thief = fakeBrowser(server.url);
  const answer = await thief.call(
    "POST",
    `/v1/client/sessions/${sessionId}/tokens`,
  );
  expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([
    401,
    "authentication_invalid",
  ]);
});

test("the visible client id is not the cookie's secret", async () => {
  const { body } = await browser.call("GET", "/v1/client");
  expect(browser.cookies.get("__client")).not.toContain(body.response.id);
  const thief = fakeBrowser(server.url);
  thief.cookies.set("__client", body.response.id);
  expect((await thief.call("GET", "/v1/client")).body.response).toBeNull();
});

test("signing out ends the session at once and says so in the cookie", async () => {
  await browser.call("DELETE", "/v1/client/sessions");
  expect(browser.cookies.get("__client_uat")).toBe("0");
  const answer = await browser.call(
    "POST",
    `/v1/client/sessions/${sessionId}/tokens`,
  );
  expect(answer.status).toBe(401);
});

test.each(["remove", "end"])("a session may be %sd alone", async (action) => {
  await browser.call("POST", `/v1/client/sessions/${sessionId}/${action}`);
  expect((await browser.call("GET", "/v1/me")).status).toBe(401);
});

test("a person ends a session of theirs from another device", async () => {
  const laptop = fakeBrowser(server.url);
  await signIn(laptop);
  const devices = await laptop.call("GET", "/v1/me/sessions/active");
  expect(devices.body).toHaveLength(2);
  await laptop.call("POST", `/v1/me/sessions/${sessionId}/revoke`);
  expect((await browser.call("GET", "/v1/me")).status).toBe(401);
  expect((await laptop.call("GET", "/v1/me")).status).toBe(200);
});

test("nobody ends a session of somebody else", async () => {
  await bapi("POST", "/v1/users", {
    email_address: ["thief@example.com"],
    password: PASSWORD,
  });
  const thief = fakeBrowser(server.url);
  await thief.call("POST", "/v1/client/sign_ins", {
    identifier: "thief@example.com",
    password: PASSWORD,
  });
  const answer = await thief.call(
    "POST",
    `/v1/me/sessions/${sessionId}/revoke`,
  );
  expect(answer.status).toBe(404);
  expect((await browser.call("GET", "/v1/me")).status).toBe(200);
});

test("the server revokes a session with its key", async () => {
  await bapi("POST", `/v1/sessions/${sessionId}/revoke`);
  expect((await browser.call("GET", "/v1/me")).status).toBe(401);
});

async function handshake(who: FakeBrowser, target = `${ORIGIN}/inbox?a=1`) {
  const query = new URLSearchParams({ redirect_url: target });
  return who.call("GET", `/v1/client/handshake?${query.toString()}`);
}

test("a handshake goes back to the app with a signed list of cookies", async () => {
  const answer = await handshake(browser);
  expect([answer.status, answer.headers.get("location")]).toEqual([
    307,
    `${ORIGIN}/inbox?a=1`,
  ]);
  const token = browser.cookies.get("__clerk_handshake");
  const { payload } = await verify(token);
  const set = payload["handshake"] as string[];
  const suffix = cookieSuffixOf(publishableKeyOf(server.url));
  const names = set.map((line) => line.split("=")[0]);
  expect(names).toEqual([
    "__client_uat",
    `__client_uat_${suffix}`,
    "__session",
    `__session_${suffix}`,
    "__clerk_handshake",
  ]);
  const session = /^__session=([^;]+)/.exec(set[2] ?? "")?.[1];
  expect((await verify(session)).payload).toMatchObject({ azp: ORIGIN });
  expect(decodeProtectedHeader(token ?? "")).not.toHaveProperty("cat");
});

test("a handshake of the signed out takes the session's cookie away", async () => {
  const nobody = fakeBrowser(server.url);
  await handshake(nobody);
  const { payload } = await verify(nobody.cookies.get("__clerk_handshake"));
  const set = payload["handshake"] as string[];
  expect(set[0]).toMatch(/^__client_uat=0;/);
  expect(set[2]).toMatch(/^__session=;.*Max-Age=0$/);
});

test("a handshake sends nobody to another site", async () => {
  const answer = await handshake(browser, "https://evil.example/");
  expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
});

test("only the app's server may speak for its visitors", async () => {
  const ask = (key: string) =>
    fetch(`${server.url}/v1/client`, {
      headers: {
        "clerk-proxy-url": "https://app.example/__clerk",
        "clerk-secret-key": key,
      },
    });
  expect((await ask("sk_live_guess")).status).toBe(401);
  expect((await ask(SECRET)).status).toBe(200);
});

test("cookies are Lax, Secure over TLS, and the secret one is HttpOnly", async () => {
  const answer = await fetch(`${server.url}/v1/client`, {
    method: "POST",
    headers: { "x-forwarded-proto": "https" },
  });
  const lines = answer.headers.getSetCookie();
  expect(lines.every((line) => /SameSite=Lax; Secure/.test(line))).toBe(true);
  const secret = lines.find((line) => line.startsWith("__client="));
  expect(secret).toContain("HttpOnly");
});
