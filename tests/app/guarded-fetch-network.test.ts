import { createServer as createTlsServer } from "node:tls";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { selfSigned } from "../support/certificate";
import { names, read, watchDialling } from "../support/guarded";
import { startServer, type TestServer } from "../support/http-server";

const PUBLIC = "93.184.215.14";
/** Beside what is refused, on either side of it. */
const NEIGHBOURS = [
  "1.0.0.0",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.167.255.255",
  "192.169.0.0",
  "223.255.255.255",
];
const PAGE = "https://shop.example/";
const UNREACHABLE = { kind: "failed", fault: "unreachable" };

let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe("H11 where a name may lead", () => {
  test.each([
    PUBLIC,
    ...NEIGHBOURS,
    "2606:2800:21f:cb07::8b2c",
    "2a00:1450::1",
  ])("%s is dialled", async (address) => {
    const dialled = watchDialling();
    await read(PAGE, { lookup: names([address]) });
    expect(dialled).toEqual([address]);
  });

  test.each([
    "0.0.0.0",
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.9.10",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.254",
    "192.0.0.192",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::a9fe:a9fe",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "::ffff:0:127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "100::1",
    "1000::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "4000::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
  ])("%s is dialled by nobody", async (address) => {
    const dialled = watchDialling();
    const answer = await read(PAGE, { lookup: names([address]) });
    expect(dialled).toEqual([]);
    expect(answer).toEqual(UNREACHABLE);
  });

  test("one address inside among several is enough to stop", async () => {
    const dialled = watchDialling();
    const lookup = names([PUBLIC, "10.0.0.1"]);
    expect(await read(PAGE, { lookup })).toEqual(UNREACHABLE);
    expect(dialled).toEqual([]);
  });

  test("the address that was checked is the one that is dialled: a second answer is never asked for", async () => {
    const dialled = watchDialling();
    const lookup = names([PUBLIC], ["127.0.0.1"]);
    await read(PAGE, { lookup });
    expect(dialled).toEqual([PUBLIC]);
    expect(lookup).toHaveBeenCalledOnce();
  });

  test("a redirect is looked up and checked anew", async () => {
    server = await startServer();
    server.answer = (response) => {
      response.writeHead(302, { location: "https://inside.example/" });
      response.end();
    };
    const dialled = watchDialling();
    const lookup = names(["192.168.0.7"]);
    const answer = await read(server.url, {
      lookup,
      privateHosts: [new URL(server.url).host],
    });
    expect(server.received).toHaveLength(1);
    expect(lookup.mock.calls.map(([host]) => host)).toEqual(["inside.example"]);
    expect(dialled).toEqual([]);
    expect(answer).toEqual(UNREACHABLE);
  });

  test("a name that is not there and one that leads inside look the same", async () => {
    watchDialling();
    const none = await read(PAGE, {
      lookup: (_host, _options, done) => {
        setImmediate(() => done(new Error("ENOTFOUND"), []));
      },
    });
    expect(none).toEqual(await read(PAGE, { lookup: names(["10.0.0.1"]) }));
  });

  test("a private host may lead anywhere", async () => {
    server = await startServer();
    server.answer = (response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      response.end("inside");
    };
    const { port } = new URL(server.url);
    const answer = await read(`http://notes:${port}/`, {
      lookup: names(["127.0.0.1"]),
      privateHosts: [`notes:${port}`],
    });
    expect(answer.kind).toBe("answer");
  });
});

describe("H11 who answers there", () => {
  test("has to show a certificate that somebody vouches for", async () => {
    const asked: string[] = [];
    const requests: string[] = [];
    const tls = createTlsServer({
      ...selfSigned("shop.example"),
      SNICallback: (name, done) => {
        asked.push(name);
        done(null);
      },
    });
    tls.on("secureConnection", (socket) => {
      socket.on("error", () => socket.destroy());
      socket.on("data", (data) => {
        requests.push(data.toString());
        socket.end("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhello");
      });
    });
    tls.on("tlsClientError", () => undefined);
    await new Promise<void>((resolve) => tls.listen(0, "127.0.0.1", resolve));
    const dialled = watchDialling((tls.address() as AddressInfo).port);
    const answer = await read(PAGE, { lookup: names([PUBLIC]) });
    expect(dialled).toEqual([PUBLIC]);
    expect(asked).toEqual(["shop.example"]);
    expect(requests).toEqual([]);
    expect(answer).toEqual(UNREACHABLE);
    await new Promise((resolve) => tls.close(resolve));
  });

  test("has to speak TLS", async () => {
    server = await startServer();
    watchDialling(Number(new URL(server.url).port));
    expect(await read(PAGE, { lookup: names([PUBLIC]) })).toEqual(UNREACHABLE);
    expect(server.received).toEqual([]);
  });
});
