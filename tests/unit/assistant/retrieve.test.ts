import fc from "fast-check";
import { expect, test } from "vitest";
import { rankKnowledge } from "../../../lib/assistant/retrieve";

const ENTRIES = [
  { title: "Parking", content: "Free parking behind the shop." },
  { title: "Opening hours", content: "Open from 7 to 18 on weekdays." },
  { title: "Entrega", content: "Entregamos até dez quilômetros da loja." },
  { title: "Prices", content: "Sourdough bread is 45 rand, rolls are 5." },
  { title: "الدفع", content: "نقبل الدفع بالبطاقة والنقد." },
];

function best(question: string): string | undefined {
  return rankKnowledge(question, ENTRIES, 1)[0]?.title;
}

test.each([
  ["When are you open?", "Opening hours"],
  ["what are your OPENING times", "Opening hours"],
  ["how much is the bread", "Prices"],
  ["price?", "Prices"],
  ["where can I park my car", "Parking"],
  ["vocês entregam? ate que distancia", "Entrega"],
  ["quilometros", "Entrega"],
  ["هل الدفع بالبطاقه ممكن", "الدفع"],
])("%j is answered by %s", (question, title) => {
  expect(best(question)).toBe(title);
});

test("a rare word counts more than a common one", () => {
  const entries = [
    { title: "A", content: "bread bread bread" },
    { title: "B", content: "bread and sourdough" },
    { title: "C", content: "bread rolls" },
  ];
  expect(rankKnowledge("sourdough bread", entries, 1)[0]?.title).toBe("B");
});

test("nothing in common gives the first entries in their order", () => {
  expect(rankKnowledge("zzz", ENTRIES, 2)).toEqual(ENTRIES.slice(0, 2));
});

test("the same question always gives the same entries, at most as many as asked for", () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.array(fc.record({ title: fc.string(), content: fc.string() })),
      fc.integer({ min: -1, max: 10 }),
      (question, entries, limit) => {
        const ranked = rankKnowledge(question, entries, limit);
        expect(ranked).toHaveLength(
          Math.max(0, Math.min(limit, entries.length)),
        );
        expect(ranked).toEqual(rankKnowledge(question, entries, limit));
        for (const entry of ranked) expect(entries).toContain(entry);
      },
    ),
  );
});
