import { describe, expect, test } from "vitest";
import { dueAwayText, handoffText } from "../../../lib/assistant/standing";
import { renderText, unknownVariables } from "../../../lib/assistant/texts";

const VALUES = {
  "contact.name": "Thandi",
  "business.name": "Harbour Bakery",
  "business.hours": "8 to 18",
  "business.address": "",
};

describe("a standing text", () => {
  test.each([
    ["Hi {{contact.name}}!", "Hi Thandi!"],
    ["Hi {{ contact.name | there }}!", "Hi Thandi!"],
    [
      "We are {{business.name}}, open {{business.hours}}.",
      "We are Harbour Bakery, open 8 to 18.",
    ],
    ["Come to {{business.address}}.", "Come to."],
    ["Come to {{business.address|our shop}}.", "Come to our shop."],
    ["Plain.", "Plain."],
  ])("%j reads %j", (template, expected) => {
    expect(renderText(template, VALUES)).toBe(expected);
  });

  test("a missing name takes the space before it along", () => {
    expect(
      renderText("Hi {{contact.name}}!", { ...VALUES, "contact.name": "  " }),
    ).toBe("Hi!");
  });

  test("a value is never read as a template", () => {
    const values = { ...VALUES, "contact.name": "{{business.name}}" };
    expect(renderText("Hi {{contact.name}}", values)).toBe(
      "Hi {{business.name}}",
    );
  });

  test.each([
    ["Hi {{contact.name}}", []],
    ["Hi {{name}} and {{ other }}", ["name", "other"]],
    ["Hi {{contact.name", ["{{"]],
    ["Hi }} there", ["{{"]],
    ["Hi {{}}", [""]],
  ])("%j names the unknown %j", (template, unknown) => {
    expect(unknownVariables(template)).toEqual(unknown);
  });
});

describe("the text of a handoff", () => {
  const texts = {
    fallbackText: "No answer.",
    handoffNotice: "A person comes.",
  };
  test.each([
    [texts, "customer_asked", "A person comes."],
    [texts, "model_asked", "No answer."],
    [texts, "unsupported_content", "No answer."],
    [{ ...texts, fallbackText: " " }, "model_failed", "A person comes."],
    [{ ...texts, handoffNotice: null }, "customer_asked", undefined],
    [{ fallbackText: null, handoffNotice: "" }, "model_failed", undefined],
  ])("%j for %s is %j", (given, reason, expected) => {
    expect(handoffText(given, reason)?.template).toBe(expected);
  });
});

test("the away text is due once in its hours", () => {
  const texts = { awayText: "Closed.", awayEveryHours: 2 };
  const now = 10 * 3_600_000;
  expect(dueAwayText(texts, null, now)).toBe("Closed.");
  expect(dueAwayText(texts, now - 2 * 3_600_000, now)).toBe("Closed.");
  expect(dueAwayText(texts, now - 2 * 3_600_000 + 1, now)).toBeNull();
  expect(dueAwayText({ ...texts, awayText: null }, null, now)).toBeNull();
  expect(dueAwayText({ ...texts, awayText: "  " }, null, now)).toBeNull();
});
