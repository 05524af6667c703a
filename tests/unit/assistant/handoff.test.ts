import { expect, test } from "vitest";
import { wantsHuman } from "../../../lib/assistant/handoff";

test.each([
  "human",
  "Agent please!",
  "I want to speak to a human",
  "can I TALK TO A PERSON now??",
  "Speak to your manager",
  "quero falar com atendente",
  "Atendente",
  "posso falar com um humano?",
  "quiero hablar con una persona",
  "Ich möchte mit einem Menschen sprechen.",
  "je veux parler à quelqu’un",
  "vorrei parlare con un operatore",
  "оператор",
  "أريد التحدث مع شخص",
  "इंसान से बात करनी है",
  "saya mau bicara dengan manusia",
  "müşteri temsilcisi",
])("%j asks for a person", (text) => {
  expect(wantsHuman(text, [])).toBe(true);
});

test.each([
  "is the property manager in?",
  "my travel agent booked it",
  "what does the agent commission cost",
  "human resources opening hours?",
  "do you sell human hair wigs",
  "agentur",
  "humano y divino, el libro",
  "the operator manual",
  "hello",
  "",
  "🙂",
])("%j does not", (text) => {
  expect(wantsHuman(text, [])).toBe(false);
});

test("the business's own words count wherever they stand as whole words", () => {
  const words = ["refund", "Geld zurück", " "];
  expect(wantsHuman("I demand a REFUND today", words)).toBe(true);
  expect(wantsHuman("ich will mein geld zuruck", words)).toBe(true);
  expect(wantsHuman("refundable?", words)).toBe(false);
  expect(wantsHuman("where is my bread", words)).toBe(false);
});

test("the built-in requests work beside the business's own words", () => {
  expect(wantsHuman("speak to a human", ["refund"])).toBe(true);
});

test("a listed word counts even inside what would otherwise be ordinary", () => {
  expect(wantsHuman("the property manager please", ["manager"])).toBe(true);
});
