import { describe, expect, test } from "vitest";
import { parseAnswer } from "../../../lib/assistant/prompt";

describe("the model's text", () => {
  test.each([
    ["[[HANDOFF: wants a refund]]", "wants a refund"],
    ["  [[HANDOFF: wants a refund]]\n", "wants a refund"],
    ["Sure!\n[[HANDOFF: wants\n a refund]]", "wants a refund"],
    ["Let me get someone [[handoff: angry]] for you", "angry"],
    ["[[HANDOFF]]", "unspecified"],
    ["[[ HANDOFF : x ]]", "x"],
    ["[[HANDOFF: never closed", "never closed"],
    [`[[HANDOFF: ${"r".repeat(900)}]]`, "r".repeat(200)],
  ])("%j is a handoff", (text, reason) => {
    expect(parseAnswer(text)).toEqual({ kind: "handoff", reason });
  });

  test.each([
    "We open at 7.",
    "",
    "[HANDOFF: no]",
    "handoff: no",
    "[[HANDOFFS]]",
  ])("%j is an answer", (text) => {
    expect(parseAnswer(text)).toEqual({ kind: "answer", text });
  });
});
