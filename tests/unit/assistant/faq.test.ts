import { expect, test } from "vitest";
import { splitFaq } from "../../../lib/assistant/faq";

test("questions and answers become entries, several lines included", () => {
  expect(
    splitFaq(
      "Our FAQ\n\nQ: When do you open?\nA: At 8.\nOn Sunday at 9.\n\nQ2) Do you deliver?\nA2) Yes.\n",
    ),
  ).toEqual([
    { title: "When do you open?", content: "At 8.\nOn Sunday at 9." },
    { title: "Do you deliver?", content: "Yes." },
  ]);
});

test.each([
  ["**Q:** Halal?\n**A:** Yes.", "Halal?", "Yes."],
  ["Frage: Offen?\nAntwort: Ja.", "Offen?", "Ja."],
  ["1. Q: Parking?\nA: Behind the shop.", "Parking?", "Behind the shop."],
])("%j is understood", (text, title, content) => {
  expect(splitFaq(text)).toEqual([{ title, content }]);
});

test("headings cut what has no questions", () => {
  expect(
    splitFaq("# Delivery\nWe deliver.\n\nFree over R400.\n## Payment\nCash."),
  ).toEqual([
    { title: "Delivery", content: "We deliver.\n\nFree over R400." },
    { title: "Payment", content: "Cash." },
  ]);
});

test("plain paragraphs are entries, titled by a short first line or their first words", () => {
  expect(
    splitFaq(
      "Do you cater?\nYes, from ten people.\n\nWe bake every day but Monday, starting at four in the morning.",
    ),
  ).toEqual([
    { title: "Do you cater?", content: "Yes, from ten people." },
    {
      title: "We bake every day but Monday, starting at…",
      content: "We bake every day but Monday, starting at four in the morning.",
    },
  ]);
});

test("a question without an answer is left out, and nothing is out of bounds", () => {
  expect(splitFaq("Q: Nothing?\nQ: Something?\nA: Yes.")).toEqual([
    { title: "Something?", content: "Yes." },
  ]);
  expect(splitFaq("")).toEqual([]);
  const many = splitFaq(
    Array.from(
      { length: 300 },
      (_, i) => `Q: ${"t".repeat(300)}${i}\nA: ${"c".repeat(5_000)}`,
    ).join("\n"),
  );
  expect(many).toHaveLength(100);
  expect(many[0]?.title).toHaveLength(200);
  expect(many[0]?.content).toHaveLength(4_000);
});
