import fc from "fast-check";
import { expect, test } from "vitest";
import { redactBody } from "../../../lib/webhooks/redact";

const SECRETS = ["27831110001", "Thandi", "When do you open?", "aibud_x7"];

test("B11 shows the form of a body and nothing of what people wrote", () => {
  const shown = redactBody(
    JSON.stringify({
      event: "message",
      session: SECRETS[3],
      payload: {
        id: `false_${SECRETS[0] ?? ""}@c.us_3EB0`,
        body: SECRETS[2],
        timestamp: 1_780_000_000,
        hasMedia: false,
        _data: { pushName: SECRETS[1], 27831110001: "x", list: [SECRETS[0]] },
      },
    }),
  );
  for (const secret of SECRETS) expect(shown).not.toContain(secret);
  expect(shown).toContain('"event": "message"');
  expect(shown).toContain('"hasMedia": false');
  expect(shown).toContain("‹17 characters›");
});

test("hides contents that stand where none belongs", () => {
  const shown = redactBody(
    '{"event":"27831110001","status":"call 27831110001"}',
  );
  expect(shown).not.toContain("27831110001");
});

test("measures what is no JSON", () => {
  expect(redactBody("hello")).toBe("‹5 characters that are no JSON›");
});

test("never throws and never grows without bound", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 20 }), (value) => {
      expect(typeof redactBody(JSON.stringify(value))).toBe("string");
    }),
  );
  const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
  expect(redactBody(deep).length).toBeLessThan(1_000);
});

test("no text of ten characters or more survives under a name of its own", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{10,30}$/), (text) => {
      expect(redactBody(JSON.stringify({ body: text }))).not.toContain(text);
    }),
  );
});
