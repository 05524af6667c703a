import { createClerkClient, verifyToken } from "@clerk/backend";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTokenVerifier } from "../../local/convex/auth/token-verifier";
import { publishableKeyOf } from "../../local/clerk/keys";
import { startClerk } from "../../local/clerk/server";
import { systemClock } from "../../local/shared/clock";

type Target = {
  apiUrl: string | undefined;
  secretKey: string;
  publishableKey: string;
  /** The Frontend API as a browser reaches it. */
  frontend: string;
  close(): Promise<void>;
};

async function standIn(): Promise<Target> {
  const secretKey = "sk_live_key_of_a_test";
  const { url, close } = await startClerk({
    port: 0,
    secretKey,
    stateDir: null,
  });
  const publishableKey = publishableKeyOf(url);
  return { apiUrl: url, secretKey, publishableKey, frontend: url, close };
}

// A development instance with passwords and a JWT template "convex".
const vendorSecret = process.env["CONTRACT_CLERK_SECRET_KEY"] ?? "";
const vendorKey = process.env["CONTRACT_CLERK_PUBLISHABLE_KEY"] ?? "";

function vendor(): Promise<Target> {
  const host = Buffer.from(vendorKey.split("_")[2] ?? "", "base64");
  return Promise.resolve({
    apiUrl: undefined,
    secretKey: vendorSecret,
    publishableKey: vendorKey,
    frontend: `https://${host.toString().replace(/\$$/, "")}`,
    close: () => Promise.resolve(),
  });
}

const targets = [
  { name: "the stand-in", open: standIn },
  ...(vendorSecret === "" ? [] : [{ name: "Clerk", open: vendor }]),
];

describe.each(targets)("$name", ({ open }) => {
  const email = `contract+clerk_test_${Date.now()}@example.com`;
  const password = `contract-${Date.now()}-words`;
  let target: Target;
  let userId: string;

  const sdk = () =>
    createClerkClient({
      secretKey: target.secretKey,
      publishableKey: target.publishableKey,
      ...(target.apiUrl === undefined ? {} : { apiUrl: target.apiUrl }),
    });

  beforeAll(async () => {
    target = await open();
    const user = await sdk().users.createUser({
      emailAddress: [email],
      password,
      firstName: "Con",
      lastName: "Tract",
    });
    userId = user.id;
  });

  afterAll(async () => {
    await sdk().users.deleteUser(userId);
    await target.close();
  });

  /** Signs in with the password in one call, as clerk-js may. */
  async function signIn(): Promise<string> {
    const answer = await fetch(`${target.frontend}/v1/client/sign_ins`, {
      method: "POST",
      body: new URLSearchParams({ identifier: email, password }),
    });
    const body = (await answer.json()) as {
      response: { status: string; created_session_id: string };
    };
    expect(body.response.status).toBe("complete");
    return body.response.created_session_id;
  }

  test("a user is found by address with the fields the app reads", async () => {
    const { data } = await sdk().users.getUserList({ emailAddress: [email] });
    expect(data).toMatchObject([
      {
        id: userId,
        firstName: "Con",
        lastName: "Tract",
        passwordEnabled: true,
        publicMetadata: {},
      },
    ]);
    expect(data[0]?.primaryEmailAddress?.emailAddress).toBe(email);
  });

  test("an address has one account", async () => {
    const again = sdk().users.createUser({ emailAddress: [email], password });
    await expect(again).rejects.toMatchObject({
      status: 422,
      errors: [{ code: "form_identifier_exists" }],
    });
  });

  test("the keys have what a token's header points to", async () => {
    const { keys } = await sdk().jwks.getJwks();
    expect(keys?.[0]).toMatchObject({ kty: "RSA", alg: "RS256", use: "sig" });
  });

  test("a wrong password is named and its field too", async () => {
    const answer = await fetch(`${target.frontend}/v1/client/sign_ins`, {
      method: "POST",
      body: new URLSearchParams({ identifier: email, password: "not this" }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      {
        errors: [
          {
            code: "form_password_incorrect",
            meta: { param_name: "password" },
          },
        ],
      },
    ]);
  });

  test("a session's token verifies, ends with the session, and Convex takes its template", async () => {
    const sessionId = await signIn();
    const session = await sdk().sessions.getSession(sessionId);
    expect(session).toMatchObject({ userId, status: "active" });
    const { jwt } = await sdk().sessions.getToken(sessionId, "convex");
    const claims = await verifyToken(jwt, {
      secretKey: target.secretKey,
      ...(target.apiUrl === undefined ? {} : { apiUrl: target.apiUrl }),
    });
    expect(claims).toMatchObject({ sub: userId, aud: "convex" });
    const convex = createTokenVerifier(
      () => ({
        providers: [{ domain: target.frontend, applicationID: "convex" }],
      }),
      systemClock,
    );
    const { identity } = await convex.verify(jwt);
    expect(identity).toMatchObject({
      tokenIdentifier: `${target.frontend}|${userId}`,
      email,
      emailVerified: true,
      name: "Con Tract",
    });
    await sdk().sessions.revokeSession(sessionId);
    await expect(
      sdk().sessions.getToken(sessionId, "convex"),
    ).rejects.toMatchObject({ status: 404 });
  });
});
