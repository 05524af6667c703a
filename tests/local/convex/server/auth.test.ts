import { SignJWT, generateKeyPair, UnsecuredJWT } from "jose";
import { expect, test } from "vitest";

import { ADMIN_KEY, startApp } from "./support/app";
import {
  action,
  eventually,
  follow,
  httpClient,
  mutation,
  query,
  reactClient,
} from "./support/clients";
import { startIssuer } from "./support/issuer";
import { openRawSocket } from "./support/raw-socket";

async function startWithIssuer() {
  const issuer = await startIssuer();
  const app = await startApp({ env: { AUTH_ISSUER: issuer.url } });
  return { issuer, app };
}

async function statusWith(url: string, token: string): Promise<number> {
  const response = await fetch(`${url}/api/query`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({
      path: "people:whoAmI",
      format: "convex_encoded_json",
      args: [{}],
    }),
  });
  return response.status;
}

test("an OIDC token gives queries, mutations and actions its identity", async () => {
  const { issuer, app } = await startWithIssuer();
  const client = httpClient(app.url);
  expect(await client.query(query("people:whoAmI"), {})).toBeNull();
  client.setAuth(await issuer.token());
  expect(await client.query(query("people:whoAmI"), {})).toEqual({
    tokenIdentifier: `${issuer.url}|ann`,
    email: "ann@example.org",
    favourite: null,
  });
  expect(await client.mutation(mutation("people:rename"), {})).toBe("ann");
  expect(await client.action(action("people:actAs"), {})).toBe("ann");
});

test("the key set is fetched once for many calls", async () => {
  const { issuer, app } = await startWithIssuer();
  for (const subject of ["a", "b", "c"]) {
    expect(await statusWith(app.url, await issuer.token({ subject }))).toBe(
      200,
    );
  }
  expect(issuer.keyFetches).toBe(1);
});

test("a custom JWT is accepted and its nested claims come flat", async () => {
  const { issuer, app } = await startWithIssuer();
  const client = httpClient(app.url);
  client.setAuth(
    await issuer.customToken({ properties: { favourite: "tea" } }),
  );
  expect(await client.query(query("people:whoAmI"), {})).toEqual({
    tokenIdentifier: `${issuer.url}/custom|carl`,
    email: null,
    favourite: "tea",
  });
});

test("expired, foreign, misdirected, unsigned and forged tokens are refused with 401", async () => {
  const { issuer, app } = await startWithIssuer();
  const claims = { iss: issuer.url, aud: "convex", sub: "ann" };
  const { privateKey } = await generateKeyPair("RS256");
  const forged = await new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: "rsa" })
    .setExpirationTime("1h")
    .sign(privateKey);
  const symmetric = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid: "rsa" })
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode("x".repeat(32)));
  const refused = [
    await issuer.token({ lifeSeconds: -1 }),
    await issuer.token({ issuer: "http://elsewhere.example" }),
    await issuer.token({ audience: "another-app" }),
    new UnsecuredJWT(claims).setExpirationTime("1h").encode(),
    forged,
    symmetric,
    "not-a-token",
  ];
  for (const token of refused)
    expect(await statusWith(app.url, token)).toBe(401);
});

test("an unreachable provider is trouble of the server, not a wrong token", async () => {
  const issuer = await startIssuer();
  const app = await startApp({ env: { AUTH_ISSUER: "http://127.0.0.1:9" } });
  const token = await issuer.token({ issuer: "http://127.0.0.1:9" });
  expect(await statusWith(app.url, token)).toBe(503);
});

test("signing in and out re-runs what depends on the person, over one socket", async () => {
  const { issuer, app } = await startWithIssuer();
  const client = reactClient(app.url);
  const states: boolean[] = [];
  const feed = follow(client, "people:whoAmI");
  await feed.until((value) => value === null);
  const token = await issuer.token();
  client.setAuth(
    async () => token,
    (isAuthenticated) => states.push(isAuthenticated),
  );
  await feed.until(
    (value) =>
      (value as { email?: string } | null)?.email === "ann@example.org",
  );
  await eventually(
    () => states.at(-1),
    (state) => state === true,
  );
  expect(await client.mutation(mutation("people:rename"), {})).toBe("ann");
  client.clearAuth();
  await feed.until((value) => value === null);
});

test("one person's result is never shown to another", async () => {
  const { issuer, app } = await startWithIssuer();
  const people = await Promise.all(
    ["ann", "bob", "cid"].map(async (subject) => {
      const client = reactClient(app.url);
      const token = await issuer.token({
        subject,
        claims: { email: `${subject}@example.org` },
      });
      client.setAuth(async () => token);
      return { subject, feed: follow(client, "people:whoAmI") };
    }),
  );
  for (const { subject, feed } of people) {
    await feed.until((value) => value !== undefined && value !== null);
    expect(feed.seen.filter((value) => value !== null)).toEqual([
      {
        tokenIdentifier: `${issuer.url}|${subject}`,
        email: `${subject}@example.org`,
        favourite: null,
      },
    ]);
  }
});

const connect = {
  type: "Connect",
  sessionId: "raw-auth",
  connectionCount: 0,
  lastCloseReason: null,
  clientTs: 0,
};

test("a live socket is refused when its token runs out", async () => {
  const { issuer, app } = await startWithIssuer();
  const socket = await openRawSocket(app.url);
  const value = await issuer.token({ lifeSeconds: 2 });
  socket.send(connect, {
    type: "Authenticate",
    tokenType: "User",
    value,
    baseVersion: 0,
  });
  await eventually(
    () => socket.received("Transition").at(-1)?.endVersion.identity,
    (version) => version === 1,
  );
  expect(await socket.next("AuthError")).toMatchObject({
    authUpdateAttempted: false,
  });
  await eventually(
    () => socket.closed(),
    (closed) => closed !== null,
  );
});

test("a wrong token over a socket is an AuthError of the update, then the end", async () => {
  const { app } = await startWithIssuer();
  const socket = await openRawSocket(app.url);
  socket.send(connect, {
    type: "Authenticate",
    tokenType: "User",
    value: "nope",
    baseVersion: 0,
  });
  expect(await socket.next("AuthError")).toMatchObject({
    authUpdateAttempted: true,
  });
  await eventually(
    () => socket.closed(),
    (closed) => closed !== null,
  );
  expect(socket.received("Transition")).toEqual([]);
});

test("a client whose token expires fetches another one and goes on", async () => {
  const { issuer, app } = await startWithIssuer();
  const client = reactClient(app.url);
  let fetches = 0;
  client.setAuth(async () => {
    fetches += 1;
    return issuer.token({
      subject: `s${fetches}`,
      lifeSeconds: fetches < 3 ? 2 : 3_600,
    });
  });
  const feed = follow(client, "people:whoAmI");
  await feed.until(
    (value) =>
      (value as { tokenIdentifier: string } | null)?.tokenIdentifier ===
      `${issuer.url}|s3`,
  );
  expect(await client.mutation(mutation("people:rename"), {})).toBe("s3");
});

test("the admin key over a socket opens internal functions, a wrong one nothing", async () => {
  const { app } = await startWithIssuer();
  const call = {
    type: "Mutation",
    requestId: 0,
    udfPath: "messages:internalSend",
    args: [{ channel: "x", body: "y" }],
  };
  const admin = await openRawSocket(app.url);
  admin.send(
    connect,
    {
      type: "Authenticate",
      tokenType: "Admin",
      value: ADMIN_KEY,
      baseVersion: 0,
    },
    call,
  );
  expect((await admin.next("MutationResponse")).success).toBe(true);
  const stranger = await openRawSocket(app.url);
  stranger.send({ ...connect, sessionId: "other" }, call);
  expect((await stranger.next("MutationResponse")).success).toBe(false);
});
