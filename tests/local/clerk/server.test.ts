import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClerkClient } from "@clerk/backend";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startClerk } from "../../../local/clerk/server";
import type { RunningServer } from "../../../local/shared/http";
import { fakeBrowser } from "./browser";

const SECRET = "sk_live_key_of_a_test";
const PASSWORD = "correct horse";

let server: RunningServer;
let stateDir: string;

const start = () => startClerk({ port: 0, secretKey: SECRET, stateDir });

beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), "clerk-"));
  server = await start();
});

afterEach(async () => {
  await server.close();
  rmSync(stateDir, { recursive: true, force: true });
});

const sdk = () => createClerkClient({ secretKey: SECRET, apiUrl: server.url });

const control = (method: string, path: string, body?: unknown) =>
  fetch(`${server.url}/control/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

describe("through Clerk's own SDK", () => {
  test("users are created, found, changed and deleted", async () => {
    const { users } = sdk();
    const created = await users.createUser({
      emailAddress: ["a@example.com"],
      password: PASSWORD,
      firstName: "Ann",
    });
    const { data, totalCount } = await users.getUserList({
      emailAddress: ["a@example.com"],
    });
    expect([totalCount, data[0]?.id]).toEqual([1, created.id]);
    const merged = await users.updateUserMetadata(created.id, {
      publicMetadata: { a: { b: 1, c: 2 } },
    });
    expect(merged.publicMetadata).toEqual({ a: { b: 1, c: 2 } });
    const again = await users.updateUserMetadata(created.id, {
      publicMetadata: { a: { b: null }, d: 3 },
    });
    expect(again.publicMetadata).toEqual({ a: { c: 2 }, d: 3 });
    await users.deleteUser(created.id);
    await expect(users.getUser(created.id)).rejects.toMatchObject({
      status: 404,
    });
  });

  test("an address is taken once, and a wrong key does nothing", async () => {
    const user = { emailAddress: ["a@example.com"], password: PASSWORD };
    await sdk().users.createUser(user);
    await expect(sdk().users.createUser(user)).rejects.toMatchObject({
      errors: [{ code: "form_identifier_exists" }],
    });
    const stranger = createClerkClient({
      secretKey: "sk_live_guess",
      apiUrl: server.url,
    });
    await expect(stranger.users.getUserList()).rejects.toMatchObject({
      status: 401,
    });
  });
});

describe("state", () => {
  test("people, sessions and the key outlive a restart", async () => {
    await sdk().users.createUser({
      emailAddress: ["a@example.com"],
      password: PASSWORD,
    });
    const browser = fakeBrowser(server.url);
    await browser.call("POST", "/v1/client/sign_ins", {
      identifier: "a@example.com",
      password: PASSWORD,
    });
    const keys = await (
      await fetch(`${server.url}/.well-known/jwks.json`)
    ).json();
    await server.close();
    server = await start();
    const revived = fakeBrowser(server.url);
    for (const [name, value] of browser.cookies)
      revived.cookies.set(name, value);
    expect((await revived.call("GET", "/v1/me")).status).toBe(200);
    expect(
      await (await fetch(`${server.url}/.well-known/jwks.json`)).json(),
    ).toEqual(keys);
  });

  test("what cannot be read is an error, not an empty start", async () => {
    await server.close();
    writeFileSync(join(stateDir, "state.json"), "{");
    await expect(start()).rejects.toThrow(/state\.json cannot be read/);
    rmSync(join(stateDir, "state.json"));
    server = await start();
  });

  test("an empty secret key is refused", async () => {
    await expect(
      startClerk({ port: 0, secretKey: "", stateDir: null }),
    ).rejects.toThrow("CLERK_SECRET_KEY is empty");
  });
});

describe("faults and limits", () => {
  test("a fault hits the calls it names, as often as it says", async () => {
    await control("POST", "faults", {
      kind: "status",
      match: "POST /v1/client/sign_ins",
      status: 429,
    });
    const browser = fakeBrowser(server.url);
    const attempt = () =>
      browser.call("POST", "/v1/client/sign_ins", {
        identifier: "a@b.example",
      });
    expect((await browser.call("GET", "/v1/environment")).status).toBe(200);
    expect((await attempt()).body.errors?.[0]?.code).toBe("too_many_requests");
    expect((await attempt()).status).toBe(422);
  });

  test("a reset drops the connection until it is cleared", async () => {
    await control("POST", "faults", { kind: "reset", times: null });
    await expect(fetch(`${server.url}/v1/environment`)).rejects.toThrow();
    await control("DELETE", "faults");
    expect((await fetch(`${server.url}/v1/environment`)).status).toBe(200);
  });

  test("a fault that is none is a 400", async () => {
    expect((await control("POST", "faults", { kind: "fire" })).status).toBe(
      400,
    );
  });

  test.each([
    ["GET", "/v1/me/passkeys"],
    ["POST", "/v1/organizations"],
    ["GET", "/v2/client"],
  ])("%s %s is 501 and named", async (method, path) => {
    const answer = await fetch(server.url + path, { method });
    expect([answer.status, await answer.json()]).toMatchObject([
      501,
      { method, path },
    ]);
  });

  test("the page and the control API are this machine's alone", async () => {
    const page = await fetch(server.url);
    expect(await page.text()).toContain("Local Clerk");
    const elsewhere = await fetch(`${server.url}/control/mail`, {
      headers: { origin: "https://evil.example" },
    });
    expect(elsewhere.status).toBe(403);
  });

  test("the scripts come from the installed packages, and nothing else does", async () => {
    const script = await fetch(
      `${server.url}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`,
    );
    expect([script.status, script.headers.get("content-type")]).toEqual([
      200,
      "text/javascript; charset=utf-8",
    ]);
    for (const path of [
      "/npm/@clerk/clerk-js@6/dist/..%2Fpackage.json",
      "/npm/@clerk/nextjs@7/dist/index.js",
      "/npm/@clerk/ui@1/dist/nothing.js",
    ]) {
      expect((await fetch(server.url + path)).status).not.toBe(200);
    }
  });
});
