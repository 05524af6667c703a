import { afterEach, beforeEach, expect, test } from "vitest";
import { startClerk } from "../../../local/clerk/server";
import type { RunningServer } from "../../../local/shared/http";
import { fakeBrowser, type FakeBrowser } from "./browser";

const SECRET = "sk_live_key_of_a_test";
const EMAIL = "nomsa@example.com";
const PASSWORD = "correct horse";

let server: RunningServer;
let now: number;
let codes: string[];
let browser: FakeBrowser;

beforeEach(async () => {
  now = Date.now();
  codes = [];
  server = await startClerk({
    port: 0,
    secretKey: SECRET,
    stateDir: null,
    clock: { now: () => now, after: () => () => undefined },
    announce: (line) => codes.push(line),
  });
  browser = fakeBrowser(server.url);
});

afterEach(async () => {
  await server.close();
});

const lastCode = (): string => /(\d{6})$/.exec(codes.at(-1) ?? "")?.[1] ?? "";

async function addUser(email = EMAIL, password = PASSWORD): Promise<string> {
  const answer = await fetch(`${server.url}/v1/users`, {
    method: "POST",
    headers: { authorization: `Bearer ${SECRET}` },
    body: JSON.stringify({ email_address: [email], password }),
  });
  return ((await answer.json()) as { id: string }).id;
}

async function signIn(who: FakeBrowser, password = PASSWORD) {
  const { body } = await who.call("POST", "/v1/client/sign_ins", {
    identifier: EMAIL,
  });
  return who.call(
    "POST",
    `/v1/client/sign_ins/${body.response.id}/attempt_first_factor`,
    { strategy: "password", password },
  );
}

const uat = (): string | undefined => browser.cookies.get("__client_uat");

test("a sign-up needs the mailed code, and then is signed in", async () => {
  const { body } = await browser.call("POST", "/v1/client/sign_ups", {
    email_address: "New@Example.com",
    password: PASSWORD,
    first_name: "New",
    last_name: "Person",
  });
  expect(body.response).toMatchObject({
    status: "missing_requirements",
    email_address: "new@example.com",
    unverified_fields: ["email_address"],
    missing_fields: [],
    // With a strategy the UI would take the code for sent.
    verifications: { email_address: { strategy: null, status: "unverified" } },
  });
  expect(uat()).toBe("0");
  const one = `/v1/client/sign_ups/${body.response.id}`;
  await browser.call("POST", `${one}/prepare_verification`, {
    strategy: "email_code",
  });
  const wrong = await browser.call("POST", `${one}/attempt_verification`, {
    strategy: "email_code",
    code: lastCode() === "000000" ? "000001" : "000000",
  });
  expect([wrong.status, wrong.body.errors?.[0]?.code]).toEqual([
    422,
    "form_code_incorrect",
  ]);
  const done = await browser.call("POST", `${one}/attempt_verification`, {
    strategy: "email_code",
    code: lastCode(),
  });
  expect(done.body.response.status).toBe("complete");
  expect(done.body.client?.sessions).toMatchObject([
    { id: done.body.response.created_session_id, status: "active" },
  ]);
  expect(uat()).toBe(String(Math.floor(now / 1000)));
});

test("an address that has an account cannot sign up again", async () => {
  await addUser();
  const answer = await browser.call("POST", "/v1/client/sign_ups", {
    email_address: EMAIL.toUpperCase(),
    password: PASSWORD,
  });
  expect([answer.status, answer.body.errors]).toMatchObject([
    422,
    [
      {
        code: "form_identifier_exists",
        meta: { param_name: "email_address" },
      },
    ],
  ]);
});

test.each([
  ["no-address", PASSWORD, "form_param_format_invalid"],
  ["a@example.com", "short", "form_password_length_too_short"],
  ["a@example.com", "x".repeat(73), "form_password_length_too_long"],
])("a sign-up with %s and %s is %s", async (email, password, code) => {
  const { body } = await browser.call("POST", "/v1/client/sign_ups", {
    email_address: email,
    password,
  });
  expect(body.errors?.[0]?.code).toBe(code);
});

test("a password lets in, a wrong one and an unknown address do not", async () => {
  await addUser();
  const wrong = await signIn(browser, "wrong password");
  expect([wrong.status, wrong.body.errors]).toMatchObject([
    422,
    [{ code: "form_password_incorrect", meta: { param_name: "password" } }],
  ]);
  expect(uat()).toBe("0");
  const stranger = await browser.call("POST", "/v1/client/sign_ins", {
    identifier: "stranger@example.com",
  });
  expect(stranger.body.errors?.[0]?.code).toBe("form_identifier_not_found");
  const right = await signIn(browser);
  expect(right.body.response.status).toBe("complete");
});

test("a mailed code lets in once, in time, and not for ever guessed", async () => {
  await addUser();
  const { body } = await browser.call("POST", "/v1/client/sign_ins", {
    identifier: EMAIL,
  });
  const one = `/v1/client/sign_ins/${body.response.id}`;
  const prepare = () =>
    browser.call("POST", `${one}/prepare_first_factor`, {
      strategy: "email_code",
    });
  const attempt = async (code: string) => {
    const answer = await browser.call("POST", `${one}/attempt_first_factor`, {
      strategy: "email_code",
      code,
    });
    return answer.body.errors?.[0]?.code ?? answer.body.response.status;
  };
  expect(await attempt("123456")).toBe("verification_missing");
  await prepare();
  now += 11 * 60_000;
  expect(await attempt(lastCode())).toBe("verification_expired");
  await prepare();
  for (let guess = 0; guess < 5; guess += 1) {
    expect(await attempt("not it")).toBe("form_code_incorrect");
  }
  expect(await attempt(lastCode())).toBe("verification_failed");
  await prepare();
  expect(await attempt(lastCode())).toBe("complete");
  expect(await attempt(lastCode())).toBe("sign_in_not_pending");
});

test("a forgotten password is replaced and ends the other sessions", async () => {
  await addUser();
  const other = fakeBrowser(server.url);
  const elsewhere = (await signIn(other)).body.response.created_session_id;
  const { body } = await browser.call("POST", "/v1/client/sign_ins", {
    identifier: EMAIL,
  });
  const one = `/v1/client/sign_ins/${body.response.id}`;
  const early = await browser.call("POST", `${one}/reset_password`, {
    password: "stolen password",
  });
  expect(early.status).toBe(400);
  const strategy = "reset_password_email_code";
  await browser.call("POST", `${one}/prepare_first_factor`, { strategy });
  const proven = await browser.call("POST", `${one}/attempt_first_factor`, {
    strategy,
    code: lastCode(),
  });
  expect(proven.body.response.status).toBe("needs_new_password");
  expect(proven.body.client?.sessions).toEqual([]);
  await browser.call("POST", `${one}/reset_password`, {
    password: "brand new words",
  });
  expect(uat()).not.toBe("0");
  const tokens = await other.call(
    "POST",
    `/v1/client/sessions/${elsewhere ?? ""}/tokens`,
  );
  expect(tokens.status).toBe(401);
  const again = fakeBrowser(server.url);
  expect((await signIn(again)).status).toBe(422);
  expect((await signIn(again, "brand new words")).status).toBe(200);
});

test("the profile and the password are the owner's to change", async () => {
  await addUser();
  expect((await browser.call("GET", "/v1/me")).status).toBe(401);
  await signIn(browser);
  const renamed = await browser.call("PATCH", "/v1/me", {
    first_name: "Nomsa",
  });
  expect(renamed.body.response["first_name"]).toBe("Nomsa");
  const change = (current: string) =>
    browser.call("POST", "/v1/me/change_password", {
      current_password: current,
      new_password: "another password",
    });
  expect((await change("wrong")).body.errors?.[0]?.meta.param_name).toBe(
    "current_password",
  );
  expect((await change(PASSWORD)).status).toBe(200);
  const again = fakeBrowser(server.url);
  expect((await signIn(again, "another password")).status).toBe(200);
});

test("who is signed in cannot sign in as somebody else", async () => {
  await addUser();
  await signIn(browser);
  const answer = await browser.call("POST", "/v1/client/sign_ins", {
    identifier: EMAIL,
  });
  expect(answer.body.errors?.[0]?.code).toBe("session_exists");
});

test("a sign-in of one browser is nothing to another", async () => {
  await addUser();
  const { body } = await browser.call("POST", "/v1/client/sign_ins", {
    identifier: EMAIL,
  });
  const thief = fakeBrowser(server.url);
  const answer = await thief.call(
    "POST",
    `/v1/client/sign_ins/${body.response.id}/attempt_first_factor`,
    { strategy: "password", password: PASSWORD },
  );
  expect(answer.status).toBe(404);
});
