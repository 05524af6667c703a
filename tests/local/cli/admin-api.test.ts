import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createAdminApi, Unreachable } from "../../../local/cli/admin-api";

let server: Server | null = null;

afterEach(() => {
  server?.close();
  server = null;
});

type Seen = { path: string; authorization: string | undefined; body: string };

async function answering(status: number, answer: string) {
  const seen: Seen[] = [];
  const started = createServer((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      const { authorization } = request.headers;
      seen.push({ path: request.url ?? "", authorization, body });
      response.writeHead(status).end(answer);
    });
  });
  server = started;
  await new Promise<void>((resolve) => {
    started.listen(0, "127.0.0.1", resolve);
  });
  const address = started.address();
  const port =
    address !== null && typeof address === "object" ? address.port : 0;
  const api = createAdminApi({
    NEXT_PUBLIC_CONVEX_URL: `http://127.0.0.1:${port}`,
    CONVEX_ADMIN_KEY: "the-admin-key",
  });
  return { seen, api };
}

describe("calling internal functions", () => {
  test("sends the admin key and the arguments as Convex expects them", async () => {
    const { api, seen } = await answering(
      200,
      '{"status":"success","value":7,"logLines":[]}',
    );
    const value = await api.run("query", "a/b:c", { x: 1 }, z.number());
    expect(value).toBe(7);
    expect(seen[0]).toMatchObject({
      path: "/api/query",
      authorization: "Convex the-admin-key",
    });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      path: "a/b:c",
      format: "convex_encoded_json",
      args: [{ x: 1 }],
    });
  });

  test.each([
    [
      560,
      '{"status":"error","errorMessage":"Uncaught","errorData":{"code":"CONFLICT","message":"Taken."}}',
      "a/b:c failed: Taken.",
    ],
    [
      560,
      '{"status":"error","errorMessage":"Uncaught Error: no"}',
      "a/b:c failed: Uncaught Error: no",
    ],
    [
      401,
      '{"code":"BadAdminKey","message":"The key is wrong."}',
      "a/b:c was refused (BadAdminKey): The key is wrong.",
    ],
    [200, "<html>", "a/b:c was answered with 200 and no Convex answer."],
    [
      200,
      '{"status":"success","value":"seven"}',
      "a/b:c returned something unexpected.",
    ],
  ])("turns an answer of %i into one sentence", async (status, text, said) => {
    const { api } = await answering(status, text);
    await expect(api.run("query", "a/b:c", {}, z.number())).rejects.toThrow(
      said,
    );
  });

  test("says how to start the local cloud when nothing answers", async () => {
    const api = createAdminApi({
      NEXT_PUBLIC_CONVEX_URL: "http://127.0.0.1:9",
      CONVEX_ADMIN_KEY: "key",
    });
    const call = api.run("query", "a/b:c", {}, z.number());
    await expect(call).rejects.toBeInstanceOf(Unreachable);
    await expect(call).rejects.toThrow("npm start");
    expect(await api.isUp()).toBe(false);
  });

  test("refuses to work without an admin key", () => {
    expect(() => createAdminApi({})).toThrow("CONVEX_ADMIN_KEY is not set");
  });
});
