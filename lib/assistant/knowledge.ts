import { foldText } from "../text/fold";

/** Whether every word of a search stands in an entry; case and accents do not matter. */
export function matchesEntry(
  entry: { title: string; content: string; category: string },
  search: string,
): boolean {
  const words = foldText(search).split(/\s+/);
  const text = foldText(`${entry.title}\n${entry.category}\n${entry.content}`);
  return words.every((word) => text.includes(word));
}
