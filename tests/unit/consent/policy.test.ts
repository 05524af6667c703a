import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyConsentCommand,
  confirmationText,
  decideSend,
  parseConsentCommand,
  type ConsentStatus,
  type SendPurpose,
} from "../../../lib/consent/policy";
import { CONSENT_WORDS } from "../../../lib/consent/words";

const STATUSES: ConsentStatus[] = ["unknown", "opted_in", "opted_out"];

test("a command has at most 256 characters, spaces around it not counted", () => {
  const command = { command: "stop", language: "en" };
  expect(parseConsentCommand(`  STOP${"!".repeat(252)}  `)).toEqual(command);
  expect(parseConsentCommand(`STOP${"!".repeat(253)}`)).toBeNull();
  expect(parseConsentCommand("")).toBeNull();
});

describe("the words", () => {
  const phrases = CONSENT_WORDS.flatMap(({ language, stop, start }) => [
    ...stop.map((phrase) => ({ phrase, language, command: "stop" as const })),
    ...start.map((phrase) => ({ phrase, language, command: "start" as const })),
  ]);

  test.each(phrases)(
    "$phrase ($language) means $command in any dress",
    ({ phrase, command }) => {
      for (const dressed of [
        phrase,
        phrase.toUpperCase(),
        `  ${phrase}!!! `,
        `«${phrase}.» 🙏`,
        phrase.normalize("NFD"),
        `\u202A${phrase}\u202C`,
      ]) {
        expect(parseConsentCommand(dressed)?.command).toBe(command);
      }
    },
  );

  test("insisting, and leaving out an apostrophe, change nothing", () => {
    expect(parseConsentCommand(`STOP${"!".repeat(150)}`)?.command).toBe("stop");
    expect(parseConsentCommand("dont contact me")?.command).toBe("stop");
    expect(parseConsentCommand("don’t contact me")?.command).toBe("stop");
  });

  test("no phrase means both", () => {
    const starts = new Set(CONSENT_WORDS.flatMap(({ start }) => start));
    for (const { stop } of CONSENT_WORDS) {
      for (const phrase of stop) expect(starts.has(phrase)).toBe(false);
    }
  });

  test("accents do not matter", () => {
    expect(parseConsentCommand("DESABONNER")?.language).toBe("fr");
    expect(parseConsentCommand("désabonner")?.language).toBe("fr");
    expect(parseConsentCommand("nao quero mais mensagens")?.language).toBe(
      "pt",
    );
    expect(parseConsentCommand("ABONELİKTEN ÇIK")?.language).toBe("tr");
    expect(parseConsentCommand("abonelikten cik")?.language).toBe("tr");
    expect(parseConsentCommand("ايقاف")?.language).toBe("ar");
  });

  test("every language has both, and its own confirmation", () => {
    const texts = CONSENT_WORDS.map(({ language, stop, start }) => {
      expect(stop.length).toBeGreaterThan(0);
      expect(start.length).toBeGreaterThan(0);
      return confirmationText("opted_out", language, "Kiosk");
    });
    expect(new Set(texts).size).toBe(CONSENT_WORDS.length);
  });
});

describe("ordinary text", () => {
  test.each([
    "don't stop",
    "don’t stop",
    "dont stop",
    "do not stop",
    "non-stop",
    "stopwatch",
    "bus stop",
    "when do you start?",
    "Where is the bus stop",
    "stop by tomorrow?",
    "please stop the delivery to my old address",
    "I want to start an order",
    "startup",
    "cancel",
    "cancel my appointment",
    "end",
    "yes",
    "1",
    "",
    "   ",
    "🛑",
    "...",
    "parar no caminho",
    "baja el precio?",
    `stop${" ".repeat(100)}stop`,
    "STOP ".repeat(50),
  ])("%j is no command", (text) => {
    expect(parseConsentCommand(text)).toBeNull();
  });

  test("a command inside other words is never found", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("stop", "start", "parar", "abmelden"),
        fc.stringMatching(/^[a-z]{1,8}$/),
        fc.boolean(),
        (word, other, isBefore) => {
          fc.pre(!["all", "it", "aub", "please", "again"].includes(other));
          const text = isBefore ? `${other} ${word}` : `${word} ${other}`;
          expect(parseConsentCommand(text)).toBeNull();
          expect(parseConsentCommand(other + word + other)).toBeNull();
        },
      ),
    );
  });

  test("any text gives a command or null, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const command = parseConsentCommand(text)?.command ?? null;
        expect([null, "stop", "start"]).toContain(command);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a command", () => {
  test.each(STATUSES)("stop from %s ends opted out", (status) => {
    const changed = status !== "opted_out";
    expect(applyConsentCommand(status, "stop")).toEqual({
      status: "opted_out",
      changed,
      confirmation: changed ? "opted_out" : null,
    });
  });

  test.each(STATUSES)("start from %s ends opted in", (status) => {
    const changed = status !== "opted_in";
    expect(applyConsentCommand(status, "start")).toEqual({
      status: "opted_in",
      changed,
      confirmation: changed ? "opted_in" : null,
    });
  });

  test("a run of commands confirms each change once and obeys the last", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STATUSES),
        fc.array(fc.constantFrom("stop" as const, "start" as const)),
        (initial, commands) => {
          let status = initial;
          for (const command of commands) {
            const next = applyConsentCommand(status, command);
            expect(next.confirmation !== null).toBe(next.status !== status);
            status = next.status;
          }
          const last = commands.at(-1);
          if (last === "stop") expect(status).toBe("opted_out");
          if (last === "start") expect(status).toBe("opted_in");
          if (last === undefined) expect(status).toBe(initial);
        },
      ),
    );
  });
});

describe("sending", () => {
  const purposes: SendPurpose[] = [
    "ai_reply",
    "manual",
    "welcome",
    "handoff_notice",
    "fallback",
    "consent_confirmation",
  ];

  test.each(purposes)("%s to an opted-out contact", (purpose) => {
    expect(decideSend("opted_out", purpose)).toEqual(
      purpose === "consent_confirmation"
        ? { allowed: true }
        : { allowed: false, code: "CONTACT_OPTED_OUT" },
    );
  });

  test.each(purposes)("%s to everybody else is allowed", (purpose) => {
    expect(decideSend("unknown", purpose)).toEqual({ allowed: true });
    expect(decideSend("opted_in", purpose)).toEqual({ allowed: true });
  });
});

describe("the confirmation", () => {
  test("names the business and the word that undoes it", () => {
    const out = confirmationText("opted_out", "pt-BR", "Padaria do Zé");
    expect(out).toContain("Padaria do Zé");
    expect(out).toContain("START");
    expect(out).toBe(confirmationText("opted_out", "pt", "Padaria do Zé"));
    expect(confirmationText("opted_in", "de", "Kiosk")).toContain("STOP");
  });

  test("falls back to English and keeps a name to one short line", () => {
    const text = confirmationText(
      "opted_in",
      "xx",
      `A\n\u0007B${"c".repeat(200)}`,
    );
    expect(text).toContain("from A B");
    expect(text).not.toContain("\n");
    expect(text.length).toBeLessThan(250);
  });

  test("no confirmation reads as a command itself", () => {
    for (const { language } of CONSENT_WORDS) {
      for (const kind of ["opted_out", "opted_in"] as const) {
        const text = confirmationText(kind, language, "Kiosk");
        expect(parseConsentCommand(text)).toBeNull();
      }
    }
  });
});
