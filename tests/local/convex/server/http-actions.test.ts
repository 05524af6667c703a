import { expect, test } from "vitest";

import { startApp } from "./support/app";
import { httpClient, query } from "./support/clients";
import { startIssuer } from "./support/issuer";

test("an HTTP action gets the raw bytes and its answer is passed on whole", async () => {
  const app = await startApp();
  const bytes = new Uint8Array(200_000).map((_, index) => index % 251);
  const response = await fetch(`${app.siteUrl}/echo?a=1&b=2`, {
    method: "POST",
    headers: { "Content-Type": "application/x-thing" },
    body: bytes,
  });
  expect(response.status).toBe(201);
  expect(response.headers.get("content-type")).toBe("application/x-thing");
  expect(response.headers.get("x-query")).toBe("?a=1&b=2");
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
});

test("an HTTP action may write through a mutation", async () => {
  const app = await startApp();
  const response = await fetch(`${app.siteUrl}/send/hook`, {
    method: "POST",
    body: "from outside",
  });
  expect(response.status).toBe(204);
  expect(
    await httpClient(app.url).query(query("messages:list"), {
      channel: "hook",
    }),
  ).toEqual(["from outside"]);
});

test("an unmatched route is 404, a thrown handler 500, a body over 20 MiB 413", async () => {
  const app = await startApp();
  expect((await fetch(`${app.siteUrl}/nothing`)).status).toBe(404);
  expect((await fetch(`${app.siteUrl}/echo`)).status).toBe(404);
  const thrown = await fetch(`${app.siteUrl}/throws`);
  expect(thrown.status).toBe(500);
  expect(await thrown.text()).not.toContain("the handler broke");
  const large = await fetch(`${app.siteUrl}/echo`, {
    method: "POST",
    body: new Uint8Array(21 * 1024 * 1024),
  });
  expect(large.status).toBe(413);
});

test("a streamed answer arrives whole", async () => {
  const app = await startApp();
  const response = await fetch(`${app.siteUrl}/stream`);
  expect(await response.text()).toBe("one,two,three");
});

test("a bearer token is the identity; a foreign one makes the caller anonymous", async () => {
  const issuer = await startIssuer();
  const app = await startApp({ env: { AUTH_ISSUER: issuer.url } });
  const who = async (token: string): Promise<unknown> => {
    const response = await fetch(`${app.siteUrl}/who`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    return response.json();
  };
  expect(await who(await issuer.token())).toEqual({ subject: "ann" });
  expect(await who("someone-elses-api-key")).toEqual({ subject: null });
});
