import {
  fetchAction,
  fetchMutation,
  fetchQuery,
  preloadedQueryResult,
  preloadQuery,
} from "convex/nextjs";
import { ConvexError } from "convex/values";
import { expect, test } from "vitest";

import { ADMIN_KEY, startApp } from "./support/app";
import { action, httpClient, mutation, query } from "./support/clients";

test("ConvexHttpClient writes, reads its own write and calls an action", async () => {
  const app = await startApp();
  const client = httpClient(app.url);
  await client.mutation(mutation("messages:send"), {
    channel: "a",
    body: "hi",
  });
  expect(await client.query(query("messages:list"), { channel: "a" })).toEqual([
    "hi",
  ]);
  expect(await client.action(action("work:echo"), { text: "x" })).toBe(
    "echo x",
  );
});

test("the server helpers of convex/nextjs work against the runtime", async () => {
  const { url } = await startApp();
  await fetchMutation(
    mutation("messages:send"),
    { channel: "n", body: "next" },
    { url },
  );
  expect(
    await fetchQuery(query("messages:list"), { channel: "n" }, { url }),
  ).toEqual(["next"]);
  expect(await fetchAction(action("work:echo"), { text: "y" }, { url })).toBe(
    "echo y",
  );
  const preloaded = await preloadQuery(
    query("messages:list"),
    { channel: "n" },
    { url },
  );
  expect(preloadedQueryResult(preloaded)).toEqual(["next"]);
});

test("a ConvexError keeps its data, also a bigint inside", async () => {
  const app = await startApp();
  const failure: unknown = await httpClient(app.url)
    .mutation(mutation("messages:refuse"), {})
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConvexError);
  expect(failure).toMatchObject({ data: { code: "REFUSED", amount: 7n } });
});

async function post(
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const call = (path: string, args: unknown = [{}]) => ({
  path,
  format: "convex_encoded_json",
  args,
});

test("a function error is status 560 with the message of the function", async () => {
  const app = await startApp();
  const answer = await post(app.url, "/api/query", call("messages:crash"));
  expect(answer.status).toBe(560);
  expect(answer.body).toMatchObject({ status: "error", logLines: [] });
  expect(String(answer.body["errorMessage"])).toContain("the query broke");
});

test("an unknown function, a wrong kind and a wrong argument are function errors", async () => {
  const { url } = await startApp();
  expect((await post(url, "/api/query", call("no:such"))).status).toBe(560);
  expect((await post(url, "/api/query", call("messages:send"))).status).toBe(
    560,
  );
  expect(
    (await post(url, "/api/query", call("messages:list", [{ channel: 1 }])))
      .status,
  ).toBe(560);
});

test("what is not a call at all is refused before any function runs", async () => {
  const { url } = await startApp();
  expect((await post(url, "/api/query", "{")).status).toBe(400);
  expect((await post(url, "/api/query", { args: {} })).status).toBe(400);
  expect(
    (await post(url, "/api/query", call("messages:count", [{}, {}]))).status,
  ).toBe(400);
  const big = call("messages:send", [
    { channel: "a", body: "x".repeat(26_000_000) },
  ]);
  expect((await post(url, "/api/mutation", big)).status).toBe(413);
});

test("an internal function needs the admin key", async () => {
  const { url } = await startApp();
  const body = call("messages:internalSend", [
    { channel: "i", body: "secret" },
  ]);
  expect((await post(url, "/api/mutation", body)).status).toBe(560);
  const wrong = await post(url, "/api/mutation", body, {
    Authorization: "Convex nonsense",
  });
  expect(wrong).toMatchObject({ status: 401, body: { code: "BadAdminKey" } });
  const right = await post(url, "/api/mutation", body, {
    Authorization: `Convex ${ADMIN_KEY}`,
  });
  expect(right.status).toBe(200);
  const any = await post(
    url,
    "/api/function",
    { ...body, args: { channel: "i", body: "again" } },
    { Authorization: `Convex ${ADMIN_KEY}` },
  );
  expect(any.status).toBe(200);
});

test("a path that is not supported answers 501 and names it", async () => {
  const { url } = await startApp();
  const answer = await post(url, "/api/deploy2/start_push", {});
  expect(answer.status).toBe(501);
  expect(answer.body["message"]).toContain("/api/deploy2/start_push");
  const components = await post(url, "/api/query", {
    ...call("messages:count"),
    componentPath: "child",
  });
  expect(components.status).toBe(501);
});

test("a browser of another origin may call: preflight and answer carry CORS headers", async () => {
  const { url } = await startApp();
  const preflight = await fetch(`${url}/api/query`, {
    method: "OPTIONS",
    headers: { "Access-Control-Request-Headers": "authorization,content-type" },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toBe(
    "authorization,content-type",
  );
  const version = await fetch(`${url}/version`);
  expect(version.status).toBe(200);
  expect(version.headers.get("access-control-allow-origin")).toBe("*");
});

test("consistent queries of one client all see one moment", async () => {
  const app = await startApp();
  const reader = httpClient(app.url);
  const count = () =>
    reader.consistentQuery(query("messages:count"), {}) as Promise<number>;
  expect(await count()).toBe(0);
  await httpClient(app.url).mutation(mutation("messages:send"), {
    channel: "c",
    body: "later",
  });
  expect(await count()).toBe(0);
  expect(await reader.query(query("messages:count"), {})).toBe(1);
  const gone = { ...call("messages:count"), ts: "AQAAAAAAAAA=" };
  expect((await post(app.url, "/api/query_at_ts", gone)).status).toBe(400);
});
