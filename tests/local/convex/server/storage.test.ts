import { createHash } from "node:crypto";
import { expect, test } from "vitest";

import { startApp } from "./support/app";
import { action, httpClient, mutation, query } from "./support/clients";

async function upload(
  app: { url: string },
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const address = (await httpClient(app.url).mutation(
    mutation("files:uploadUrl"),
    {},
  )) as string;
  return fetch(address, {
    method: "POST",
    body,
    headers: { "Content-Type": "image/png", ...headers },
  });
}

test("a file that was uploaded is served with its type, whole and by range, also after a restart", async () => {
  const app = await startApp();
  const bytes = new Uint8Array(300_000).map((_, index) => index % 250);
  const answer = await upload(app, bytes);
  const { storageId } = (await answer.json()) as { storageId: string };
  await app.restart();
  const address = (await httpClient(app.url).query(query("files:url"), {
    id: storageId,
  })) as string;
  const whole = await fetch(address);
  expect(whole.headers.get("content-type")).toBe("image/png");
  expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes);
  const part = await fetch(address, { headers: { Range: "bytes=10-19" } });
  expect(part.status).toBe(206);
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(10, 20));
});

test("an action stores a blob; a removed file is gone", async () => {
  const app = await startApp();
  const client = httpClient(app.url);
  const id = (await client.action(action("files:store"), {
    text: "hello",
  })) as string;
  const address = (await client.query(query("files:url"), { id })) as string;
  expect(await (await fetch(address)).text()).toBe("hello");
  await client.mutation(mutation("files:remove"), { id });
  expect((await fetch(address)).status).toBe(404);
});

test("uploads need a valid address, downloads a signed one, and a digest must match", async () => {
  const app = await startApp();
  expect(
    (
      await fetch(`${app.url}/api/storage/upload?token=9999999999999.00.ff`, {
        method: "POST",
        body: "x",
      })
    ).status,
  ).toBe(401);
  const body = new TextEncoder().encode("content");
  const sha256 = createHash("sha256").update(body).digest("base64");
  expect((await upload(app, body, { Digest: "sha-256=AAAA" })).status).toBe(
    400,
  );
  const good = await upload(app, body, { Digest: `sha-256=${sha256}` });
  expect(good.status).toBe(200);
  const { storageId } = (await good.json()) as { storageId: string };
  expect(
    (await fetch(`${app.url}/api/storage/${storageId}-${"0".repeat(32)}`))
      .status,
  ).toBe(404);
  expect((await fetch(`${app.url}/api/storage/..%2Fdata.sqlite`)).status).toBe(
    404,
  );
});
