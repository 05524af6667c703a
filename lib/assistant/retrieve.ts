import { BoundedCache } from "../bounded-cache";
import { wordsOf } from "../text/fold";

const TITLE_WEIGHT = 3;
const STEM_CHARS = 5;
const STEM_WEIGHT = 0.5;

type Terms = ReadonlyMap<string, number>;

// The same knowledge is ranked for every message of a business.
const knownTerms = new BoundedCache<Terms>(512);

/**
 * The entries that share the most telling words with a question, best first, at
 * most `limit`. Lexical and deterministic: accents and case are folded, rare
 * words count more than common ones, a shared stem counts half, ties keep their
 * order. When nothing matches, the first `limit` entries come back unchanged, so
 * that a small knowledge base is always in the prompt.
 */
export function rankKnowledge<Entry extends { title: string; content: string }>(
  question: string,
  entries: readonly Entry[],
  limit: number,
): Entry[] {
  if (entries.length === 0 || limit <= 0) return [];
  const documents = entries.map((entry) => ({
    entry,
    title: cachedTermsOf(entry.title),
    content: cachedTermsOf(entry.content),
    score: 0,
  }));
  for (const [term, weight] of termsOf(question)) {
    const holders = documents.filter(
      ({ title, content }) => title.has(term) || content.has(term),
    );
    if (holders.length === 0) continue;
    const rarity = Math.log(1 + documents.length / holders.length);
    for (const holder of holders) {
      const inTitle = holder.title.has(term) ? TITLE_WEIGHT : 0;
      const inContent = holder.content.has(term) ? 1 : 0;
      holder.score += (inTitle + inContent) * weight * rarity;
    }
  }
  return documents
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function cachedTermsOf(text: string): Terms {
  return knownTerms.getOrCreate(text, () => termsOf(text));
}

// Words weigh one, their beginnings half: "opening" finds "open hours" without
// a stemmer for each language.
function termsOf(text: string): Terms {
  const terms = new Map<string, number>();
  for (const word of wordsOf(text)) {
    if (word.length < 2) continue;
    terms.set(word, 1);
    if (word.length >= STEM_CHARS) {
      terms.set(`${word.slice(0, STEM_CHARS - 1)}*`, STEM_WEIGHT);
    } else if (word.length === STEM_CHARS - 1) {
      terms.set(`${word}*`, STEM_WEIGHT);
    }
  }
  return terms;
}
