import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { GuardOptions } from "../../lib/server/guarded-fetch";
import { names, read } from "../support/guarded";
import { startServer, type TestServer } from "../support/http-server";

const HTML = { "content-type": "text/html; charset=utf-8" };

let server: TestServer;
let privateHosts: string[];

beforeEach(async () => {
  server = await startServer();
  privateHosts = [new URL(server.url).host];
});

afterEach(() => server.close());

const visit = (path = "/", options: Partial<GuardOptions> = {}) =>
  read(`${server.url}${path}`, { privateHosts, ...options });

const sendOn = (response: ServerResponse, location: string, status = 302) =>
  response.writeHead(status, { location }).end();

const failed = (fault: string) => ({ kind: "failed", fault });

describe("H11 how long it takes", () => {
  test("a head that does not come", async () => {
    server.answer = () => undefined;
    const answer = await visit("/", { headTimeoutMs: 60, timeoutMs: 60_000 });
    expect(answer).toEqual(failed("timed_out"));
  });

  test("a body that drips", async () => {
    server.answer = (response) => {
      response.writeHead(200, HTML);
      const timer = setInterval(() => response.write("x"), 20);
      response.once("close", () => clearInterval(timer));
    };
    const answer = await visit("/", { headTimeoutMs: 60_000, timeoutMs: 150 });
    expect(answer).toEqual(failed("timed_out"));
  });

  test("a body may take longer than a head", async () => {
    server.answer = (response) => {
      response.writeHead(200, HTML);
      response.write("x");
      setTimeout(() => response.end("y"), 900);
    };
    expect((await visit("/", { headTimeoutMs: 500 })).kind).toBe("answer");
  });

  test("a name server that does not answer", async () => {
    const never = names();
    never.mockImplementation(() => undefined);
    const answer = await read("https://shop.example/", {
      lookup: never,
      timeoutMs: 60,
    });
    expect(answer).toEqual(failed("timed_out"));
  });

  test("redirects that are each in time, and too slow together", async () => {
    server.answer = (response, { url }) => {
      setTimeout(() => sendOn(response, `${url}x`), 60);
    };
    const answer = await visit("/", { headTimeoutMs: 500, timeoutMs: 150 });
    expect(answer).toEqual(failed("timed_out"));
  });

  test("it ends when nobody waits any more", async () => {
    const caller = new AbortController();
    const isCut = new Promise<boolean>((resolve) => {
      server.answer = (response) => {
        response.once("close", () => resolve(true));
        caller.abort();
      };
    });
    const answer = await visit("/", { signal: caller.signal });
    expect(answer).toEqual(failed("unreachable"));
    expect(await isCut).toBe(true);
  });
});
