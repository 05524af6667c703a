import { describe, expect, test } from "vitest";
import {
  type Activation,
  ALWAYS_ACTIVE,
  decideActivation,
  hasKeyword,
  KEYWORD_LASTS_MS,
} from "../../../lib/assistant/activation";

const MONDAY_10 = Date.parse("2026-06-01T10:00:00Z");
const MONDAY_22 = Date.parse("2026-06-01T22:00:00Z");
const HOUR = 3_600_000;

function decide(
  activation: Partial<Activation>,
  rest: Partial<Parameters<typeof decideActivation>[0]> = {},
) {
  return decideActivation({
    activation: { ...ALWAYS_ACTIVE, ...activation },
    timeZone: "UTC",
    now: MONDAY_10,
    text: "hello",
    contactSince: 0,
    activatedAt: null,
    ...rest,
  });
}

const week = [{ day: 0, fromMinute: 540, toMinute: 1_020 }];

describe("keywords", () => {
  test.each([
    ["hi", "this is it", false],
    ["AI", "he said so", false],
    ["bot", "a bottle", false],
    ["hi", "Hi there", true],
    ["price", "What's the PRICE?", true],
    ["réservation", "une reservation svp", true],
    ["gift card", "do you sell a gift card?", true],
    ["gift card", "a gift and a card", false],
    ["  ", "anything", false],
  ])("%j in %j: %s", (keyword, text, expected) => {
    expect(hasKeyword(text, [keyword])).toBe(expected);
  });

  test("one opens the conversation, and what follows it within a day counts too", () => {
    const rule = { who: "keywords", keywords: ["price"] } as const;
    const activation = { ...rule, keywords: [...rule.keywords] };
    expect(decide(activation, { text: "the price?" })).toEqual({
      active: true,
      byKeyword: true,
    });
    expect(decide(activation)).toEqual({ active: false, reason: "no_keyword" });
    expect(
      decide(activation, { activatedAt: MONDAY_10 - KEYWORD_LASTS_MS }),
    ).toEqual({ active: true, byKeyword: false });
    expect(
      decide(activation, { activatedAt: MONDAY_10 - KEYWORD_LASTS_MS - 1 }),
    ).toEqual({ active: false, reason: "no_keyword" });
  });
});

test("new contacts are new for the given hours", () => {
  const activation = { who: "new_contacts", newContactHours: 24 } as const;
  expect(
    decide(activation, { contactSince: MONDAY_10 - 24 * HOUR }).active,
  ).toBe(true);
  expect(
    decide(activation, { contactSince: MONDAY_10 - 24 * HOUR - 1 }),
  ).toEqual({ active: false, reason: "known_contact" });
});

describe("hours", () => {
  test.each([
    ["always", MONDAY_22, true],
    ["inside_hours", MONDAY_10, true],
    ["inside_hours", MONDAY_22, false],
    ["outside_hours", MONDAY_10, false],
    ["outside_hours", MONDAY_22, true],
  ] as const)("%s at %s: %s", (when, now, active) => {
    expect(decide({ when, week }, { now }).active).toBe(active);
  });

  test("and people must both be right", () => {
    const both = { who: "keywords", when: "inside_hours", week } as const;
    const activation = { ...both, keywords: ["price"], week };
    expect(decide(activation, { text: "price", now: MONDAY_22 })).toEqual({
      active: false,
      reason: "outside_hours",
    });
    expect(decide(activation, { text: "price" }).active).toBe(true);
    expect(decide(activation).active).toBe(false);
  });
});
