import { cut, visibleText } from "../text/clean";
import type { FaqEntry } from "./faq";
import { LIMITS } from "./limits";

const HEADING = /^#{1,6}(?!\S)(.*)$/;

/**
 * The text of a page as entries, one for each heading and under its title; what
 * is longer than an entry goes on in the next one. Nothing is left out but
 * headings with nothing under them and what exceeds `LIMITS.importEntries`.
 */
export function pageSections(text: string): FaqEntry[] {
  const sections: FaqEntry[] = [];
  let section = { title: "", content: "" };
  for (const line of visibleText(text).split("\n")) {
    const heading = HEADING.exec(line.trim());
    if (heading === null) {
      section.content += `${line}\n`;
    } else {
      section = { title: heading[1]?.trim() ?? "", content: "" };
      sections.push(section);
    }
    if (sections.length === 0) sections.push(section);
  }
  return sections.flatMap(entriesOf).slice(0, LIMITS.importEntries);
}

/** The text without the marks of its headings. */
export function withoutMarks(text: string): string {
  return text.replace(/^#{1,6}[^\S\n]+/gm, "");
}

function entriesOf({ title, content }: FaqEntry): FaqEntry[] {
  const parts = partsOf(content.trim());
  const [first = ""] = content.trim().split("\n");
  const name = title === "" ? first : title;
  return parts.map((part, index) => {
    const number = index === 0 ? "" : ` (${String(index + 1)})`;
    const room = LIMITS.entryTitle - number.length;
    return { title: `${cut(name, room).trim()}${number}`, content: part };
  });
}

/** Cuts where a paragraph, a line or a word ends, the best of them in reach. */
function partsOf(content: string): string[] {
  const parts: string[] = [];
  let rest = content;
  while (rest.length > LIMITS.entryContent) {
    const head = cut(rest, LIMITS.entryContent);
    const end = ["\n\n", "\n", " "]
      .map((mark) => head.lastIndexOf(mark))
      .find((at) => at > LIMITS.entryContent / 2);
    const part = head.slice(0, end);
    parts.push(part.trim());
    rest = rest.slice(part.length).trim();
  }
  return rest === "" ? parts : [...parts, rest];
}
