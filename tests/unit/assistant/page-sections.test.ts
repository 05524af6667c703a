import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../lib/assistant/limits";
import {
  pageSections,
  withoutMarks,
} from "../../../lib/assistant/page-sections";

describe("C7 a page as entries", () => {
  test("has one for each heading that something stands under", () => {
    const text =
      "Harbour & Sons\nSince 1990.\n\n# Prices\n\nA loaf is R35.\nQ: no question\n\n# Empty\n\n## Delivery \nWithin 8 km.";
    expect(pageSections(text)).toEqual([
      { title: "Harbour & Sons", content: "Harbour & Sons\nSince 1990." },
      { title: "Prices", content: "A loaf is R35.\nQ: no question" },
      { title: "Delivery", content: "Within 8 km." },
    ]);
  });

  test("what is no heading stays text", () => {
    expect(pageSections("#1 bakery in town\n# \nx")).toEqual([
      { title: "#1 bakery in town", content: "#1 bakery in town" },
      { title: "x", content: "x" },
    ]);
    expect(pageSections("")).toEqual([]);
    expect(pageSections("\n# Only a heading\n")).toEqual([]);
  });

  test("goes on in the next entry, and no word is lost", () => {
    const words = Array.from({ length: 3_000 }, (_, i) => `word${String(i)}`);
    for (const between of [" ", "\n", "\n\n"]) {
      const parts = pageSections(`# Story\n${words.join(between)}`);
      expect(parts.length).toBeGreaterThan(5);
      expect(parts.slice(0, 2).map(({ title }) => title)).toEqual([
        "Story",
        "Story (2)",
      ]);
      expect(parts.flatMap(({ content }) => content.split(/\s+/))).toEqual(
        words,
      );
    }
  });

  test("keeps every bound", () => {
    const text = `# ${"t".repeat(500)}\n${"x".repeat(9_000)}\n${"# h\ny\n".repeat(200)}`;
    const entries = pageSections(text);
    expect(entries).toHaveLength(LIMITS.importEntries);
    for (const { title, content } of entries) {
      expect(title.length).toBeLessThanOrEqual(LIMITS.entryTitle);
      expect(content.length).toBeLessThanOrEqual(LIMITS.entryContent);
      expect(title.trim()).not.toBe("");
      expect(content.trim()).not.toBe("");
    }
    expect(entries[2]?.title.endsWith(" (3)")).toBe(true);
    const pair = "😀".repeat(4_001);
    for (const { content } of pageSections(pair)) {
      expect(content).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
    }
  });

  test("without the marks of its headings it is a text", () => {
    expect(withoutMarks("# A\n\n## B\n#c\nd # e")).toBe("A\n\nB\n#c\nd # e");
  });
});
