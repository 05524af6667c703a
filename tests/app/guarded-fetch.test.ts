import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { GuardOptions } from "../../lib/server/guarded-fetch";
import { read } from "../support/guarded";
import {
  refusedUrl,
  reset,
  startServer,
  type TestServer,
} from "../support/http-server";

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

function page(response: ServerResponse, text: string, headers = {}): void {
  response.writeHead(200, { ...HTML, ...headers });
  response.end(text);
}

const sendOn = (response: ServerResponse, location: string, status = 302) =>
  response.writeHead(status, { location }).end();

const failed = (fault: string) => ({ kind: "failed", fault });

describe("H11 a guarded fetch", () => {
  test("brings the bytes and their type", async () => {
    server.answer = (response) => page(response, "<h1>Prices</h1>");
    const answer = await visit("/prices?table=1#top");
    expect(server.received[0]?.url).toBe("/prices?table=1");
    expect(answer).toMatchObject({
      kind: "answer",
      contentType: "text/html; charset=utf-8",
    });
    if (answer.kind !== "answer") throw new Error(answer.fault);
    expect(Buffer.from(answer.bytes).toString()).toBe("<h1>Prices</h1>");
  });

  test("says the same about itself to everybody and nothing about who asks", async () => {
    server.answer = (response) => page(response, "x");
    await visit();
    const [{ method, headers, body } = { method: "", headers: {}, body: "" }] =
      server.received;
    expect([method, body]).toEqual(["GET", ""]);
    expect(headers).toEqual({
      host: new URL(server.url).host,
      "user-agent": "MyAibud/1.0 (reads a page once, for a person)",
      accept: "text/html, text/plain",
      "accept-encoding": "identity",
      connection: "close",
    });
  });

  test("keeps no cookie on the way", async () => {
    server.answer = (response, { url }) => {
      response.setHeader("set-cookie", "seen=1; Path=/");
      if (url === "/") sendOn(response, "/next");
      else page(response, "x");
    };
    expect((await visit()).kind).toBe("answer");
    const cookies = server.received.map(({ headers }) => headers.cookie);
    expect(cookies).toEqual([undefined, undefined]);
  });

  test("is not tried where the address is none for it", async () => {
    for (const address of ["http://169.254.169.254/", server.url, "x", ""]) {
      expect(await read(address)).toEqual(failed("not_allowed"));
    }
    expect(server.received).toEqual([]);
  });

  test.each([
    [404, "not_found"],
    [410, "not_found"],
    [401, "closed"],
    [403, "closed"],
    [429, "closed"],
    [500, "unreachable"],
    [503, "unreachable"],
    [204, "unreachable"],
    [206, "unreachable"],
    [304, "unreachable"],
    [302, "unreachable"],
  ])("status %i is %s", async (status, fault) => {
    server.answer = (response) => response.writeHead(status, HTML).end();
    expect(await visit()).toEqual(failed(fault));
  });

  test("a server that is gone or hangs up is unreachable", async () => {
    const gone = await refusedUrl();
    const there = [new URL(gone).host];
    expect(await read(gone, { privateHosts: there })).toEqual(
      failed("unreachable"),
    );
    server.answer = reset;
    expect(await visit()).toEqual(failed("unreachable"));
    server.answer = (response) => {
      response.writeHead(200, { ...HTML, "content-length": "500" });
      response.write("half of it", () => reset(response));
    };
    expect(await visit()).toEqual(failed("unreachable"));
  });
});

describe("H11 redirects", () => {
  test.each([301, 302, 303, 307, 308])("%i is followed", async (status) => {
    server.answer = (response, { url }) => {
      if (url === "/") sendOn(response, "/there", status);
      else page(response, "x");
    };
    expect((await visit()).kind).toBe("answer");
  });

  test("three are followed, a fourth is not", async () => {
    server.answer = (response, { url }) => {
      const left = Number(url.slice(1));
      if (left > 0) sendOn(response, `/${String(left - 1)}`);
      else page(response, "x");
    };
    expect((await visit("/3")).kind).toBe("answer");
    server.received.length = 0;
    expect(await visit("/4")).toEqual(failed("redirects"));
    expect(server.received).toHaveLength(4);
  });

  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1/",
    "https://localhost/",
    "https://[::1]/",
    "https://2130706433/",
    "http://shop.example/",
    "file:///etc/passwd",
    "http://[",
  ])("to %s is not", async (location) => {
    server.answer = (response) => sendOn(response, location);
    expect(await visit()).toEqual(failed("not_allowed"));
    expect(server.received).toHaveLength(1);
  });

  test("to another server of this machine is not", async () => {
    const inside = await startServer();
    server.answer = (response) => sendOn(response, inside.url);
    expect(await visit()).toEqual(failed("not_allowed"));
    expect(inside.received).toEqual([]);
    await inside.close();
  });
});

describe("H11 what is read of an answer", () => {
  test.each([
    ["text/html", true],
    ["TEXT/HTML;charset=UTF-8", true],
    ["text/plain", true],
    ["application/pdf", false],
    ["image/svg+xml", false],
    ["application/json", false],
    ["text/html-not", false],
    ["", false],
  ])("a body of type %s: %s", async (type, isRead) => {
    server.answer = (response) => {
      response.writeHead(200, type === "" ? {} : { "content-type": type });
      response.end("x");
    };
    expect((await visit()).kind).toBe(isRead ? "answer" : "failed");
  });

  test.each(["gzip", "br", "deflate", "zstd", "GZIP", "identity, gzip"])(
    "nothing that is packed as %s, however small",
    async (encoding) => {
      const bomb = gzipSync("x".repeat(200_000));
      expect(bomb.byteLength).toBeLessThan(1_000);
      server.answer = (response) => {
        response.writeHead(200, { ...HTML, "content-encoding": encoding });
        response.end(bomb);
      };
      expect(await visit()).toEqual(failed("other_type"));
    },
  );

  test("nothing that says it is too large", async () => {
    server.answer = (response) => page(response, "x".repeat(1_001));
    expect(await visit()).toEqual(failed("too_large"));
    server.answer = (response) => page(response, "x".repeat(1_000));
    expect((await visit()).kind).toBe("answer");
  });

  test("nothing that says so and keeps one waiting for it", async () => {
    server.answer = (response) => {
      response.writeHead(200, { ...HTML, "content-length": "1001" });
      response.flushHeaders();
    };
    expect(await visit()).toEqual(failed("too_large"));
  });

  test("no more than the cap of a body without end, and the line is cut", async () => {
    let written = 0;
    const isCut = new Promise<boolean>((resolve) => {
      server.answer = (response) => {
        response.writeHead(200, HTML);
        response.once("close", () => resolve(true));
        const more = (): void => {
          if (response.destroyed) return;
          written += 100;
          response.write("x".repeat(100), () => setImmediate(more));
        };
        more();
      };
    });
    expect(await visit()).toEqual(failed("too_large"));
    expect(await isCut).toBe(true);
    expect(written).toBeLessThan(1_000_000);
  });

  test.each([404, 302, 200])(
    "nothing of what is not wanted: a %i without end is cut",
    async (status) => {
      const isCut = new Promise<boolean>((resolve) => {
        server.answer = (response, { url }) => {
          if (url === "/next") {
            page(response, "x");
            return;
          }
          response.once("close", () => resolve(true));
          response.writeHead(status, {
            location: "/next",
            "content-type": "image/png",
          });
          response.write("x");
        };
      });
      const { kind } = await visit("/", { timeoutMs: 60_000 });
      expect(kind).toBe(status === 302 ? "answer" : "failed");
      expect(await isCut).toBe(true);
    },
  );

  test("no more than Content-Length, where more comes", async () => {
    server.answer = (response) => {
      const { socket } = response;
      socket?.end(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n" +
          "x".repeat(50_000),
      );
    };
    const answer = await visit();
    if (answer.kind !== "answer") throw new Error(answer.fault);
    expect(answer.bytes.byteLength).toBe(5);
  });

  test("no head without end", async () => {
    server.answer = (response) => {
      response.socket?.end(
        `HTTP/1.1 200 OK\r\nX-A: ${"a".repeat(100_000)}\r\n\r\n`,
      );
    };
    expect(await visit()).toEqual(failed("unreachable"));
  });
});
