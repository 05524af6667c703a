import { cut, visibleText } from "../text/clean";
import { LIMITS } from "./limits";

export type FaqEntry = { title: string; content: string };

const QUESTIONS = new Set(
  "q question frage f pregunta p pergunta domanda vraag".split(" "),
);
const ANSWERS = new Set(
  "a answer antwort respuesta réponse r resposta risposta antwoord".split(" "),
);
const MAX_LINES = 5_000;

/**
 * Cuts pasted text into entries: by "Q:" and "A:", else by headings, else by
 * blank lines, where a first line that is short or a question becomes the
 * title. Titles and contents are within bounds; at most `LIMITS.importEntries`.
 */
export function splitFaq(text: string): FaqEntry[] {
  const lines = visibleText(text).split("\n").slice(0, MAX_LINES);
  const raw = lines.some((line) => marked(line, QUESTIONS) !== null)
    ? byMarks(lines, (line) => marked(line, QUESTIONS))
    : lines.some((line) => heading(line) !== null)
      ? byMarks(lines, heading)
      : byParagraphs(lines);
  return raw
    .map(({ title, content }) => ({
      title: cut(title.replaceAll("**", "").trim(), LIMITS.entryTitle),
      content: cut(content.trim(), LIMITS.entryContent),
    }))
    .filter(({ title, content }) => title !== "" && content !== "")
    .slice(0, LIMITS.importEntries);
}

/** What follows a mark such as "Q:", "A2)" or "1. **Frage:**"; null without one. */
function marked(line: string, words: ReadonlySet<string>): string | null {
  const plain = line.replaceAll("**", "").trim();
  const body = plain.replace(/^\d{1,4}[.)]\s*/, "");
  const mark = /^([\p{L}]{1,12}) ?\d{0,4}[:.)-]/u.exec(body);
  if (mark === null || !words.has(mark[1]?.toLowerCase() ?? "")) return null;
  return body.slice(mark[0].length).trim();
}

function heading(line: string): string | null {
  const trimmed = line.trim();
  return /^#{1,6}\s/.test(trimmed) ? trimmed.replace(/^#+/, "").trim() : null;
}

function byMarks(
  lines: readonly string[],
  titleOf: (line: string) => string | null,
): FaqEntry[] {
  const entries: FaqEntry[] = [];
  for (const line of lines) {
    const title = titleOf(line);
    const entry = entries.at(-1);
    if (title !== null) entries.push({ title, content: "" });
    else if (entry !== undefined) {
      entry.content += `${marked(line, ANSWERS) ?? line}\n`;
    }
  }
  return entries;
}

function byParagraphs(lines: readonly string[]): FaqEntry[] {
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() === "") paragraphs.push([]);
    else paragraphs.at(-1)?.push(line.trim());
  }
  return paragraphs
    .filter((paragraph) => paragraph.length > 0)
    .map(([first = "", ...rest]) =>
      rest.length > 0 && isTitle(first)
        ? { title: first, content: rest.join("\n") }
        : { title: firstWords(first), content: [first, ...rest].join("\n") },
    );
}

function isTitle(line: string): boolean {
  return line.length <= 120 && /[?:？]$|^[^.!]+$/.test(line);
}

function firstWords(line: string): string {
  const words = line.split(/\s+/);
  return words.length <= 8 ? line : `${words.slice(0, 8).join(" ")}…`;
}
