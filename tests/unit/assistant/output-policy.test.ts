import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkAnswer } from "../../../lib/assistant/output-policy";
import { buildPrompt } from "../../../lib/assistant/prompt";
import { wordsOf } from "../../../lib/text/fold";

const CANARY = "canary-5f1c-aa07";
const { system: SYSTEM } = buildPrompt({
  business: {
    name: "Harbour Bakery",
    description: "We bake bread and cakes by the sea since nineteen ninety.",
    tone: "warm",
    personaName: "",
    address: "",
    hoursText: "",
    languages: [],
    rules: [],
    customPrompt:
      "Always close with: have a sweet day by the sea, dear friend of ours.",
  },
  knowledge: [
    {
      title: "Delivery",
      content:
        "We deliver within ten kilometres every weekday between nine and five for thirty rand.",
    },
  ],
  history: [],
  message: "Hi",
  canary: CANARY,
  now: null,
});

function check(
  text: string,
  overrides: Partial<Parameters<typeof checkAnswer>[0]> = {},
) {
  return checkAnswer({
    text,
    finishReason: "STOP",
    blocked: false,
    canary: CANARY,
    system: SYSTEM,
    allowedLinkHosts: ["harbour-bakery.example", "https://maps.example/place"],
    unresolvedPlaceholder: false,
    maxChars: 500,
    teamTexts: [],
    ...overrides,
  });
}

describe("a good answer", () => {
  test("comes back trimmed and without invisible characters", () => {
    expect(check("  We open at 7.\u200B\r\nSee you! 🙏 \n")).toEqual({
      ok: true,
      text: "We open at 7.\nSee you! 🙏",
    });
  });

  test.each([
    "We deliver within ten kilometres every weekday between nine and five for thirty rand.",
    "We bake bread and cakes by the sea since nineteen ninety.",
    "Have a sweet day by the sea, dear friend of ours.",
    "👍",
    "7–18 h",
    "Order no. 4711, 3 each, e.g. two... ok?",
    "Write to info@harbour-bakery.example or info@elsewhere.com.",
    "See https://harbour-bakery.example/menu?x=1.",
    "See (https://www.harbour-bakery.example).",
    "Shop: shop.harbour-bakery.example/cakes",
    "harbour-bakery.example",
    "Map: https://maps.example/place/1",
    "Open 7.30-18.00. Tomorrow.Also on Sunday.",
    "Version 2.10.3 is fine, node.ABCDE is nothing",
  ])("%j may be sent", (text) => {
    expect(check(text)).toEqual({ ok: true, text });
  });

  test("may come without a finish reason", () => {
    expect(check("Hi!", { finishReason: null }).ok).toBe(true);
  });
});

describe("a bad answer", () => {
  test.each(["", "   ", "\n\u200B\u2060", "...", "—", "\u{E0041}"])(
    "%j is empty",
    (text) => {
      expect(check(text)).toEqual({ ok: false, reason: "empty" });
    },
  );

  test("is too long beyond the limit and not at it", () => {
    expect(check("x".repeat(500)).ok).toBe(true);
    expect(check("x".repeat(501))).toEqual({ ok: false, reason: "too_long" });
  });

  test("was blocked, cut or stopped for another reason", () => {
    const reasonOf = (finishReason: string, blocked = false) => {
      const result = check("Fine text.", { finishReason, blocked });
      return result.ok ? "ok" : result.reason;
    };
    expect(reasonOf("STOP", true)).toBe("blocked_category");
    expect(reasonOf("SAFETY")).toBe("blocked_category");
    expect(reasonOf("OTHER")).toBe("blocked_category");
    expect(reasonOf("SOMETHING_NEW")).toBe("blocked_category");
    expect(reasonOf("MAX_TOKENS")).toBe("truncated");
  });

  test.each([
    "https://evil.example",
    "http://harbour-bakery.example.evil.com",
    "https://harbour-bakery.example@evil.com/x",
    "https://evil.com@harbour-bakery.example/x",
    "https://evil.com/harbour-bakery.example",
    "https://notharbour-bakery.example",
    "ftp://harbour-bakery.example/x",
    "javascript://harbour-bakery.example/%0aalert(1)",
    "see evil.com for more",
    "www.evil.xyzzy",
    "wa.me/27821234567",
    "bit.ly/x",
    "evil\u200B.com",
    "evil\uFF0Ecom",
    "EVIL.COM",
    "(evil.com)",
    "visit:evil.com",
    "evil.com.",
    "https://evil。com",
    "xn--80ak6aa92e.com",
    "аррӏе.com",
    "evil.anything/path",
    "a line\nhttps://harbour-bakery.example and https://evil.net",
  ])("%j holds a link that is not allowed", (text) => {
    expect(check(text)).toEqual({ ok: false, reason: "link_not_allowed" });
  });

  test("no link is allowed when no host is", () => {
    expect(check("See harbour-bakery.com", { allowedLinkHosts: [] }).ok).toBe(
      false,
    );
    expect(check("See a.com", { allowedLinkHosts: ["", " ", "://"] }).ok).toBe(
      false,
    );
  });

  test.each([
    `My marker is ${CANARY}.`,
    `My marker is ${CANARY.toUpperCase()}.`,
    `It is ${[...CANARY].join(" ")}`,
    `It is ${CANARY.replaceAll("-", "_")}`,
    `It is ${[...CANARY].join("\u200B")}`,
    "key AIzaSyA1234567890abcdefghijklmnopqrs",
    "sk-proj-abcdefghijklmnop1234",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.sig",
    "-----BEGIN PRIVATE KEY-----",
    `hash ${"ab01".repeat(16)}`,
  ])("%j gives a secret away", (text) => {
    expect(check(text)).toEqual({ ok: false, reason: "secret" });
  });

  test("an empty canary matches nothing", () => {
    expect(check("Hello", { canary: "" }).ok).toBe(true);
  });

  test("repeating our own rules is an echo, in any case and punctuation", () => {
    const rails = SYSTEM.slice(0, SYSTEM.indexOf("<business_profile>"));
    const rule = rails.split("\n").find((line) => line.startsWith("2.")) ?? "";
    for (const text of [
      rule,
      rule.toUpperCase(),
      rule.replaceAll(" ", " * "),
    ]) {
      expect(check(`Sure! ${text}`, { maxChars: 2_000 })).toEqual({
        ok: false,
        reason: "prompt_echo",
      });
    }
  });

  test("nine words of a rule in a row are an echo, wherever they stand; eight are not", () => {
    const rails = SYSTEM.slice(0, SYSTEM.indexOf("<business_profile>"));
    const rule = rails.split("\n").find((line) => line.startsWith("2.")) ?? "";
    const words = wordsOf(rule).slice(1, 10);
    expect(words).toHaveLength(9);
    const nine = words.join(" ");
    const echo = { ok: false, reason: "prompt_echo" };
    expect(check(nine)).toEqual(echo);
    expect(check(`Well ${nine}`)).toEqual(echo);
    expect(check(`${nine} indeed`)).toEqual(echo);
    expect(check(words.slice(0, 8).join(" "))).toMatchObject({ ok: true });
  });

  test.each(["<knowledge>", "</customer_message>", 'x <entry title="a">'])(
    "%j shows our tags",
    (text) => {
      expect(check(text)).toEqual({ ok: false, reason: "prompt_echo" });
    },
  );

  test("holds a placeholder that stands for nothing", () => {
    expect(check("Call [PHONE].", { unresolvedPlaceholder: true })).toEqual({
      ok: false,
      reason: "placeholder",
    });
    expect(check("Dear {{name}},")).toEqual({
      ok: false,
      reason: "placeholder",
    });
  });
});

test("any text is either sent as it reads or refused, and never throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const result = check(text);
      if (result.ok) {
        expect(result.text).toBe(result.text.trim());
        expect(result.text.length).toBeGreaterThan(0);
        expect(result.text.length).toBeLessThanOrEqual(500);
      }
    }),
    { numRuns: 300 },
  );
});

describe("an amount of money", () => {
  test("that nobody of the business wrote is not sent", () => {
    expect(check("The cake is yours for R 1.")).toEqual({
      ok: false,
      reason: "unknown_amount",
    });
  });

  test("that a colleague named here may be repeated", () => {
    const teamTexts = ["I can do it for R 80."];
    expect(check("It is R80, as agreed.", { teamTexts }).ok).toBe(true);
  });
});
