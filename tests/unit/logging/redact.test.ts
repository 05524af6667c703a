import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redactFields, redactText } from "../../../lib/logging/redact";

describe("a text for a log", () => {
  test.each([
    ["call +27 82 123 4567", "+27 82 123 4567"],
    ["send to 27725550123@c.us failed", "27725550123"],
    ["true_27725550123@c.us_3EB0AA", "27725550123"],
    ["lid 90020000000002@lid", "90020000000002"],
    ["group 120363999000000001@g.us", "120363999000000001"],
    ["mail ana@example.com", "ana@example.com"],
    ["card 4111 1111 1111 1111", "4111 1111 1111 1111"],
    ["card 4111 1111 1111 1112", "4111 1111 1111 1112"],
    ["id 8001015009087", "8001015009087"],
    ["order 1234567890", "1234567890"],
    ["Authorization: Bearer abc.def-ghi_jkl", "abc.def-ghi_jkl"],
    ["basic dXNlcjpwYXNz", "dXNlcjpwYXNz"],
    ["jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "eyJhbGci"],
    ["key AIzaSyA1234567890abcdefghijklmnopqrs", "AIzaSyA"],
    ["session sess_2EowmVPqQOZfppPAN3LZtx ended", "sess_2Eowm"],
    ["a=1; __client_uat_6PBU-yNt=17; b=2", "17"],
    ["clerk_active_context=abc:; b=2", "abc"],
    ["sk_live_abcdefgh12345678", "sk_live_abcdefgh"],
    [`key ${"0a1b".repeat(16)}`, "0a1b0a1b"],
    [`https://user:${"pa55"}@example.com/x`, "pa55"],
    ["GET /x?api_key=abc123&y=1", "abc123"],
    ["http://h/?token=abc%2F1", "abc%2F1"],
    ["redis://:hunter2@host", "hunter2"],
    ["2026-11-21 0821234567", "0821234567"],
    ["+\u202A27 82 123 4567", "27 82 123 4567"],
    ["٠٨٢١٢٣٤٥٦٧", "٠٨٢١٢٣٤٥٦٧"],
    ["GET /inbox/%2B27821234567", "27821234567"],
    ["GET /inbox/ana%40example.com", "ana"],
    ["GET /inbox/%252B27%38%32%31234567", "1234567"],
    ["GET /invitations/0fJx3kPz-Q7rTnV_aLmC9dWsYuHbGeXo2i5K4qR8tMw", "0fJx3k"],
    [
      "POST /webhooks/waha/k57axc7h81s4m9d2n6p0q3r5t8v1w4x7abcdefgh",
      "k57axc7h",
    ],
    [
      'ArgumentValidationError: extra field.\n\nObject: {text: "my knee hurts"}\nValidator: v.object({})',
      "knee",
    ],
    ["Object contains extra field `my knee` that is", "knee"],
    ['Path: .text\nValue: "my knee hurts"', "knee"],
    ["Unexpected token 'm', \"my knee hurts\" is not valid JSON", "knee"],
    [
      'Unexpected non-whitespace character after JSON at position 2, "{}my knee" is not valid JSON',
      "knee",
    ],
  ])("%j does not show %j", (text, secret) => {
    const redacted = redactText(text);
    expect(redacted).not.toContain(secret);
    expect(redacted).toContain("[redacted]");
  });

  test.each([
    "send refused: not_connected",
    "took 1234 ms, 17 rows",
    "2026-11-21T10:30:00.000Z started",
    "at 2026-11-21 10:30",
    "run 550e8400-e29b-41d4-a716-446655440000 done",
    "run 550e8400-e29b-41d4-a716-446655440000 and 00000000-0000-0000-0000-000000000001",
    "node 20.20.2 on port 3210",
    "GET /api/health 200",
    "jd7f3k2m9q8w7e6r5t4y3u2i1o0p",
    "at node_modules/opentelemetry-instrumentation-with-a-very-long-name/index.js",
    "ready: 100% of 3",
  ])("%j stays as it is", (text) => {
    expect(redactText(text)).toBe(text);
  });

  test("is cut at 4,000 characters", () => {
    expect(redactText("word ".repeat(5_000)).length).toBeLessThanOrEqual(4_000);
  });

  test("can not be made to show a kept value by control characters", () => {
    expect(redactText("\u00000\u0000 and 0821234567")).not.toContain(
      "0821234567",
    );
  });

  test.each([
    ["letters", "a".repeat(4_000)],
    ["digits", "1 ".repeat(2_000)],
    ["escapes", "%41".repeat(1_300)],
    ["quotes", 'Unexpected token "'.repeat(200)],
    ["lines", `Value: ${"\n ".repeat(1_900)}`],
    ["dots", "a.".repeat(2_000)],
  ])("of nothing but %s is read at once", (_what, text) => {
    // Its own time: the clock of a busy machine counts the others' as well.
    const before = process.cpuUsage();
    for (let round = 0; round < 10; round += 1) redactText(text);
    const { user } = process.cpuUsage(before);
    expect(user / 1_000).toBeLessThan(1_000);
  });

  test("of any kind never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(typeof redactText(text)).toBe("string");
      }),
    );
  });
});

describe("a record for a log", () => {
  test.each([
    "authorization",
    "Authorization",
    "x-api-key",
    "apiKey",
    "accessToken",
    "password",
    "WEBHOOK_MASTER_SECRET",
    "hmacKey",
    "cookie",
    "Set-Cookie",
    "signature",
    "phone",
    "customerPhone",
    "email",
    "chatId",
    "pushName",
    "text",
    "body",
    "content",
    "prompt",
    "from",
    "to",
  ])("masks what is called %s", (name) => {
    expect(redactFields({ [name]: "harmless words" })).toEqual({
      [name]: "[redacted]",
    });
  });

  test("keeps numbers, states and harmless texts", () => {
    const record = {
      ms: 12,
      ok: true,
      status: "sent",
      createdAt: 1_795_000_000_000,
      promptTokens: 512,
      answerTokens: 0,
      reason: null,
      requestId: "req_abc",
    };
    expect(redactFields(record)).toEqual(record);
  });

  test("masks a secret number, object or list as a whole", () => {
    expect(
      redactFields({
        phone: 27_725_550_123,
        body: { a: 1 },
        tokens: ["x"],
        contents: [{ parts: [] }],
      }),
    ).toEqual({
      phone: "[redacted]",
      body: "[redacted]",
      tokens: "[redacted]",
      contents: "[redacted]",
    });
  });

  test("looks into objects, lists and errors", () => {
    const error = Object.assign(new Error("no route to ana@example.com"), {
      request: { body: "hi" },
    });
    expect(
      redactFields({
        error,
        list: ["+27821234567", { nested: "ana@example.com", text: "x" }],
        at: new Date(0),
        never: new Date(Number.NaN),
        big: 27_821_234_567n,
      }),
    ).toEqual({
      error: { name: "Error", message: "no route to [redacted]" },
      list: ["[redacted]", { nested: "[redacted]", text: "[redacted]" }],
      at: "1970-01-01T00:00:00.000Z",
      never: null,
      big: "[redacted]",
    });
  });

  test("redacts a field's name when that is the secret", () => {
    const redacted = redactFields({ "27725550123@c.us": 1 });
    expect(JSON.stringify(redacted)).not.toContain("27725550123");
  });

  test("ends on cycles, depth, width, getters and functions", () => {
    const cycle: Record<string, unknown> = { name: "a" };
    cycle["self"] = cycle;
    expect(redactFields(cycle)).toEqual({ name: "a", self: "[cut]" });
    let deep: Record<string, unknown> = { end: true };
    for (let level = 0; level < 50_000; level += 1) deep = { deep };
    expect(JSON.stringify(redactFields(deep)).length).toBeLessThan(200);
    const wide = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`f${index}`, index]),
    );
    expect(Object.keys(redactFields(wide))).toHaveLength(50);
    const odd = {
      get secretly(): string {
        throw new Error("run");
      },
      run: () => 1,
      symbol: Symbol("s"),
      missing: undefined,
    };
    expect(redactFields(odd)).toEqual({
      run: "[function]",
      symbol: "[symbol]",
      missing: undefined,
    });
  });

  test("the same object twice is no cycle", () => {
    const shared = { a: 1 };
    expect(redactFields({ x: shared, y: shared })).toEqual({
      x: shared,
      y: shared,
    });
  });

  test("never shows a planted secret and never throws", () => {
    fc.assert(
      fc.property(
        fc.object({ values: [fc.string(), fc.constant("+27821234567")] }),
        (record) => {
          const text = JSON.stringify(redactFields(record));
          expect(text).not.toContain("27821234567");
        },
      ),
    );
  });
});
