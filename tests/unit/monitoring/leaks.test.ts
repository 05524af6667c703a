import { describe, expect, test } from "vitest";
import { findLeaks, foundIn, linesOf, type Marker } from "../../support/leaks";

const PHONE: Marker = { name: "phone", kind: "phone", value: "+27825550177" };
const WORD: Marker = { name: "word", kind: "word", value: "Quexolímar" };
const TOKEN: Marker = {
  name: "token",
  kind: "token",
  value: "0fJx3kPz+Q7rTn/aLmC9dW",
};
const ALL = [PHONE, WORD, TOKEN];

function whatLeaks(text: string): string[] {
  return findLeaks(linesOf("a log", text), ALL).map(({ what }) => what);
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

describe("a planted leak is found", () => {
  test.each([
    "27825550177",
    "+27 82 555 0177",
    "+27-82-555-0177",
    "(082) 555 0177",
    "082.555.0177",
    "%2B27825550177",
    "%2B27%2082%20555%200177",
    "27825550177@c.us",
    base64("call 27825550177"),
    base64("to +27825550177 now"),
    base64("x 0825550177"),
  ])("phone as %s", (text) => {
    expect(whatLeaks(`before ${text} after`)).toContain("phone");
  });

  test.each([
    "Quexolímar",
    "quexolímar",
    encodeURIComponent("Quexolímar"),
    JSON.stringify({ text: JSON.stringify("Quexolímar") }),
    "Quexol\\u00edmar",
    Buffer.from("Quexolímar").toString("hex"),
    base64("Quexolímar"),
    base64("a Quexolímar"),
    base64("ab Quexolímar in the middle"),
    Buffer.from('{"t":"Quexolímar"}').toString("base64url"),
  ])("word as %s", (text) => {
    expect(whatLeaks(`before ${text} after`)).toEqual(["word"]);
  });

  test.each([
    TOKEN.value,
    encodeURIComponent(TOKEN.value),
    base64(`key=${TOKEN.value}`),
  ])("token as %s", (text) => {
    expect(whatLeaks(`key=${text}`)).toEqual(["token"]);
  });

  test.each([
    ["an e-mail address", "mail to ann.b+c@shop.example now"],
    ["an e-mail address", "GET /x?m=ann%40shop.example"],
    ["a phone number", "from +49 151 23456789"],
    ["a WhatsApp address", "chat 90020000000002@lid"],
    ["a JWT", "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"],
    ["a secret key", "sk_live_abcdef123"],
    ["an authorization header", "authorization: Bearer abc.def"],
    ["a Google key", "AIzaSyA1234567890abcdef"],
    ["a cookie", "__session=abc"],
    ["a cookie", "__client_uat_x1=17"],
    ["a cookie header", '{"Cookie":"a=b"}'],
  ])("%s nobody planted: %s", (what, text) => {
    expect(whatLeaks(text)).toContain(what);
  });

  test("with its source and what stands around it", () => {
    const [leak] = findLeaks(
      [
        { source: "clean", text: "nothing" },
        { source: "server", text: "said Quexolímar loudly" },
      ],
      ALL,
    );
    expect(leak).toEqual({
      source: "server",
      what: "word",
      excerpt: "said Quexolímar loudly",
    });
  });
});

test.each([
  '{"at":"2026-11-22T08:21:12.123Z","level":"warn","event":"request failed","path":"/inbox/[redacted]"}',
  "- Local:        http://127.0.0.1:43127",
  "    at node_modules/@clerk/nextjs/dist/cjs/server.js:12:34",
  '{"timestamp":1795000000.123,"trace_id":"0af7651916cd43dd8448eb211c80319c"}',
  '{"dsn":"http://publickey@127.0.0.1:4014/1"}',
  "ran 1795000000000 and 2026-11-22",
  '{"cookie":"[redacted]"}',
  "__session=[redacted]; __client_uat_x1=[redacted]",
])("what is harmless is not taken for a leak: %s", (text) => {
  expect(whatLeaks(text)).toEqual([]);
});

test("tells which markers a text holds", () => {
  expect(foundIn("Quexolímar wrote from 082 555 0177", ALL).sort()).toEqual([
    "phone",
    "word",
  ]);
});
