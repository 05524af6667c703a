import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { messageOf, openApp, testClock, valueOf } from "./support";

test("arguments that do not fit are refused with their path", async () => {
  const app = await openApp();
  const wrong = await app.run("notes:add", { owner: 1, text: "x" });
  expect(messageOf(wrong)).toMatch(/^ArgumentValidationError: .*/s);
  expect(messageOf(wrong)).toContain("Path: .owner");
  const missing = await app.run("notes:add", { owner: "ann" });
  expect(messageOf(missing)).toContain("missing the required field `text`");
  const extra = await app.run("notes:add", { owner: "a", text: "b", more: 1 });
  expect(messageOf(extra)).toContain("extra field `more`");
  const foreign = await app.ask("notes:get", { id: "not-an-id" });
  expect(messageOf(foreign)).toContain('Validator: v.id("notes")');
});

test("an id of another table is refused by name", async () => {
  const app = await openApp();
  const note = await app.mutate("notes:add", { owner: "ann", text: "x" });
  const link = await app.mutate("links:add", { note, kind: "a" });
  expect(messageOf(await app.ask("notes:get", { id: link }))).toContain(
    "from table `links`",
  );
});

test("a return value that does not fit is refused", async () => {
  const app = await openApp();
  expect(messageOf(await app.ask("limits:wrongReturn"))).toMatch(
    /^ReturnsValidationError/,
  );
});

test.each([
  ["schema", 'in table "notes" because it does not match the schema'],
  ["extra", "extra field `more`"],
  ["table", "Table 'nowhere' is not in the schema"],
  ["patch-missing", "missing the required field `text`"],
  ["own-id", "starts with an underscore"],
  ["change-id", "Provided `_id` field value"],
  ["garbage-id", "Unable to decode ID"],
])("breaking a rule of documents (%s) is refused", async (what, words) => {
  const app = await openApp();
  const id = await app.mutate("notes:add", { owner: "ann", text: "x" });
  const outcome = await app.run("limits:breakRules", { id, what });
  expect(messageOf(outcome)).toContain(words);
});

test("system tables are read-only for functions", async () => {
  const app = await openApp();
  const id = await app.mutate("jobs:plan", { delayMs: 9, thenFail: false });
  const outcome = await app.run("limits:breakRules", { id, what: "system" });
  expect(messageOf(outcome)).toContain("read-only");
});

test("time stands still inside a mutation and is the runtime's clock", async () => {
  const clock = testClock();
  const app = await openApp({ clock });
  const now = clock.now();
  expect(await app.mutate("limits:times")).toEqual({
    first: now,
    last: now,
    spin: true,
  });
  clock.move(5_000);
  expect(await app.mutate("limits:times")).toMatchObject({
    first: now + 5_000,
  });
  const id = await app.mutate("jobs:plan", { delayMs: 250, thenFail: false });
  expect(await app.query("jobs:job", { id })).toMatchObject({
    scheduledTime: now + 5_250,
  });
});

test("functions see the environment they were given and no other", async () => {
  const app = await openApp({ env: { GREETING: "hello" } });
  expect(await app.query("limits:environment")).toBe("hello");
  const other = await openApp({ env: {} });
  expect(await other.query("limits:environment")).toBeNull();
});

test("what a function prints comes back as log lines", async () => {
  const app = await openApp();
  const outcome = await app.run("limits:speak");
  expect(outcome.logLines).toEqual([
    "[LOG] 'hello' { a: 1 }",
    "[WARN] 'careful'",
  ]);
});

test("an error nobody awaits in an action is logged and ends nothing", async () => {
  const messages: string[] = [];
  const app = await openApp({
    log: (_level, message) => messages.push(message),
  });
  expect(await app.act("limits:lateWrite")).toBe("survived");
  expect(messages.join("\n")).toContain("nobody awaits this");
  expect(messages.join("\n")).toContain("nobody catches this");
});

test("with redaction a plain error says nothing and a ConvexError keeps its data", async () => {
  const app = await openApp({ redactErrors: true });
  const plain = await app.run("jobs:plan", { delayMs: 0, thenFail: true });
  expect(plain).toMatchObject({ ok: false, errorMessage: "Server Error" });
  const data = { code: "NOT_FOUND" };
  const named = await app.run("notes:addThenFail", { owner: "ann", data });
  expect(named).toMatchObject({
    errorMessage: "Server Error",
    errorData: data,
  });
});

test("without redaction the message of a plain error is answered", async () => {
  const app = await openApp();
  const outcome = await app.run("jobs:plan", { delayMs: 0, thenFail: true });
  expect(messageOf(outcome)).toBe("Uncaught Error: rolled back");
});

test("special values survive storage and every index", async () => {
  const app = await openApp();
  const note = valueOf(await app.run("notes:add", { owner: "ann", text: "x" }));
  const link = {
    note,
    kind: "b",
    big: { $integer: "//////////8=" },
    raw: { $bytes: "AAEC" },
  };
  await app.mutate("links:add", link);
  expect(await app.query("links:ofNote", { note, kind: "b" })).toMatchObject([
    link,
  ]);
  expect(await app.query("links:ofNote", { note, kind: "a" })).toEqual([]);
});

test.each(["SHA-1", "SHA-256", "sha-512"])(
  "crypto.subtle.digest gives %s of buffers and of views",
  async (algorithm) => {
    const app = await openApp();
    const bytes = Buffer.from("\u0000digest me");
    const name = algorithm.toLowerCase().replace("-", "");
    const expected = (part: Buffer) => ({
      $bytes: createHash(name).update(part).digest("base64"),
    });
    const data = { $bytes: bytes.toString("base64") };
    expect(await app.mutate("limits:hash", { algorithm, data })).toEqual({
      whole: expected(bytes),
      view: expected(bytes.subarray(1)),
      uuid: 36,
    });
    const unknown = { algorithm: "MD5", data };
    expect((await app.run("limits:hash", unknown)).ok).toBe(false);
  },
);

describe("crypto.subtle with a key for HMAC", () => {
  const secret = Buffer.from("a secret");
  const bytes = Buffer.from("\u0000sign me");
  const args = (hash: string, usages: string[]) => ({
    hash,
    usages,
    secret: { $bytes: secret.toString("base64") },
    data: { $bytes: bytes.toString("base64") },
  });

  test.each(["SHA-256", "SHA-512"])(
    "signs and verifies by %s",
    async (hash) => {
      const app = await openApp();
      const both = args(hash, ["sign", "verify"]);
      const name = hash.toLowerCase().replace("-", "");
      expect(await app.mutate("limits:mac", both)).toEqual({
        signed: {
          $bytes: createHmac(name, secret).update(bytes).digest("base64"),
        },
        same: true,
        shorter: false,
        otherData: false,
      });
    },
  );

  test.each([["sign"], ["verify"]])(
    "does not what a key may not: one that may only %s",
    async (usage) => {
      const app = await openApp();
      const outcome = await app.run("limits:mac", args("SHA-256", [usage]));
      expect(outcome.ok).toBe(false);
    },
  );
});

test("special values deep in a document are themselves again, and each read is a copy", async () => {
  const app = await openApp();
  const meta = {
    big: [{ inner: { $integer: "AQAAAAAAAAA=" } }],
    raw: [{ inner: { $bytes: "AAEC" } }],
    text: [{ inner: "text" }],
  };
  const kinds = ["bigint", "object", "string"];
  const found = await app.mutate("limits:deepKinds", { meta });
  expect(found).toEqual({ kinds: [kinds, kinds], length: 1 });
});
