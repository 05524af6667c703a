import { describe, expect, test } from "vitest";
import { nextAddress, outsideAddress } from "../../../lib/http/outside-address";

const PRIVATE = ["127.0.0.1:8080", "intranet.example:443", "notes:80"];

describe("H11 an address that a person typed", () => {
  test.each([
    "https://shop.example/prices?table=1",
    "https://SHOP.example",
    "https://shop.example:443/",
    "https://bücher.example/",
    "https://xn--bcher-kva.example/",
    "https://a.b.c.shop-4.example/",
    "https://почта.рф/",
  ])("%s may be called", (text) => {
    expect(outsideAddress(text, [])?.isPrivate).toBe(false);
  });

  test.each([
    ["no address", "shop.example"],
    ["nothing", ""],
    ["plain http", "http://shop.example/"],
    ["a file", "file:///etc/passwd"],
    ["another protocol", "gopher://shop.example/"],
    ["data", "data:text/html,<p>Hello"],
    ["code", "javascript:alert(1)"],
    ["a user", "https://admin@shop.example/"],
    ["a password", "https://:secret@shop.example/"],
    ["a host before an @", "https://shop.example@169.254.169.254/"],
    ["another port", "https://shop.example:8443/"],
    ["the port of a database", "https://shop.example:6379/"],
    ["a public number", "https://93.184.215.14/"],
    ["a long address", `https://shop.example/${"a".repeat(2_100)}`],
  ])("%s may not", (_name, text) => {
    expect(outsideAddress(text, [])).toBeNull();
  });

  test.each([
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0x7f000001",
    "0x7f.0.0.1",
    "0X7F.1",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0",
    "0.0.0.0",
    "127.0.0.1.",
    "①②⑦.⓪.⓪.①",
    "１２７.０.０.１",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "2852039166",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "172.16.0.1",
    "192.168.1.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[2606:2800:220:1::1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "ｌｏｃａｌｈｏｓｔ",
    "local\u00ADhost",
    "app.localhost",
    "redis",
    "metadata.google.internal",
    "printer.local",
    "router.lan",
    "wiki.corp",
    "1.0.0.127.in-addr.arpa",
    "abcdefghij.onion",
    "shop.example.",
    "shop..example",
    "-shop.example",
  ])("the host %s may not be called", (host) => {
    expect(outsideAddress(`https://${host}/`, [])).toBeNull();
  });

  test("no number passes, however it is written", () => {
    const wide = (text: string) =>
      text.replace(/[0-9]/g, (digit) =>
        String.fromCodePoint(0xff10 + Number(digit)),
      );
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const number = Math.imul(seed, 2_654_435_761) >>> 0;
      const parts = [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
      const written = [
        parts.join("."),
        `${parts.join(".")}.`,
        parts.map((part) => `0x${part.toString(16)}`).join("."),
        parts.map((part) => `0${part.toString(8)}`).join("."),
        `${parts[0] ?? 0}.${number & 0xffffff}`,
        `${parts[0] ?? 0}.${parts[1] ?? 0}.${number & 0xffff}`,
        String(number),
        `0x${number.toString(16)}`,
        `0${number.toString(8)}`,
        wide(parts.join(".")),
        parts.join("\u3002"),
        `[::ffff:${parts.join(".")}]`,
        `[::${parts.join(".")}]`,
        `[64:ff9b::${parts.join(".")}]`,
      ];
      for (const host of written) {
        expect(outsideAddress(`https://${host}/`, [])).toBeNull();
        expect(outsideAddress(`https://a@${host}/`, [])).toBeNull();
      }
    }
  });

  test("the part after # stays here", () => {
    const { url } = outsideAddress("https://shop.example/#secret", []) ?? {};
    expect(url?.href).toBe("https://shop.example/");
  });

  test("a private host may be called at its own port only, by any protocol", () => {
    const isCalled = (text: string) =>
      outsideAddress(text, PRIVATE)?.isPrivate ?? false;
    expect(isCalled("http://127.0.0.1:8080/a")).toBe(true);
    expect(isCalled("http://0x7f.1:8080/a")).toBe(true);
    expect(isCalled("https://intranet.example/")).toBe(true);
    expect(isCalled("http://notes/")).toBe(true);
    expect(isCalled("http://127.0.0.1:8081/")).toBe(false);
    expect(isCalled("http://127.0.0.1/")).toBe(false);
    expect(isCalled("http://intranet.example/")).toBe(false);
    expect(isCalled("http://me@127.0.0.1:8080/")).toBe(false);
    expect(isCalled("ftp://127.0.0.1:8080/")).toBe(false);
  });
});

describe("H11 where an answer sends on to", () => {
  const next = (from: string, location: string) => {
    const at = outsideAddress(from, PRIVATE);
    if (at === null) throw new Error(`${from} may not be called.`);
    return nextAddress(at, location, PRIVATE)?.url.href ?? null;
  };

  test("is read relative to where it stands", () => {
    expect(next("https://shop.example/a/b", "../c")).toBe(
      "https://shop.example/c",
    );
    expect(next("https://shop.example/a", "//www.shop.example/d")).toBe(
      "https://www.shop.example/d",
    );
  });

  test.each([
    "http://shop.example/",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/",
    "https://shop.example:8443/",
    "https://me@shop.example/",
    "//localhost/",
    "file:///etc/passwd",
    "http://[",
  ])("%s is held to the same rules", (location) => {
    expect(next("https://shop.example/", location)).toBeNull();
  });

  test("no page from outside leads to a private host", () => {
    expect(next("https://shop.example/", "https://intranet.example/")).toBe(
      null,
    );
  });

  test("a private host may lead to itself and to the outside, but not from https to http", () => {
    expect(next("http://127.0.0.1:8080/", "/b")).toBe(
      "http://127.0.0.1:8080/b",
    );
    expect(next("http://127.0.0.1:8080/", "https://shop.example/")).toBe(
      "https://shop.example/",
    );
    expect(next("http://notes/", "https://intranet.example/")).toBe(
      "https://intranet.example/",
    );
    expect(next("https://intranet.example/", "http://notes/")).toBeNull();
  });
});
