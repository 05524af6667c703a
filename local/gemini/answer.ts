import type { Passage, ReadPrompt } from "./prompt";
import { asksForHuman, greetingFor, thanksFor, topicsOf } from "./words";

const MAX_SENTENCES = 3;
const PLACEHOLDER = /\[(?:PHONE|EMAIL|CARD|ID)(?:_\d+)?\]/g;

interface Candidate {
  passage: Passage;
  index: number;
  score: number;
}

/** The passages come with every request, so their words are remembered. */
const remembered = new Map<string, ReadonlySet<string>>();
const MAX_REMEMBERED = 5_000;

function wordsOf(text: string): ReadonlySet<string> {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const words = new Set(topicsOf(text));
  remembered.set(text, words);
  return words;
}

function isIn(topic: string, passage: Passage): boolean {
  return (
    wordsOf(passage.title).has(topic) ||
    passage.sentences.some((sentence) => wordsOf(sentence).has(topic))
  );
}

/** How much a word tells: rare words weigh more. */
function weightOf(topic: string, passages: readonly Passage[]): number {
  const holding = passages.filter((passage) => isIn(topic, passage)).length;
  return Math.log(1 + (passages.length + 1) / (holding + 0.5));
}

/** The best sentence for a question; null when no topic of it occurs. */
function bestSentence(
  question: string,
  passages: readonly Passage[],
): Candidate | null {
  const topics = [...wordsOf(question)].map((topic) => ({
    topic,
    weight: weightOf(topic, passages),
  }));
  let best: Candidate | null = null;
  for (const passage of passages) {
    const present = topics.filter(({ topic }) => isIn(topic, passage));
    for (const [index, sentence] of passage.sentences.entries()) {
      let score = 0;
      for (const { topic, weight } of present) {
        if (wordsOf(sentence).has(topic)) score += weight;
        else if (wordsOf(passage.title).has(topic)) score += weight * 0.8;
        else score += weight * 0.3;
      }
      if (score > (best?.score ?? 0)) best = { passage, index, score };
    }
  }
  return best;
}

/** The sentence, and the next one of its titled passage where it is short. */
function quote({ passage, index }: Candidate): string[] {
  const sentence = passage.sentences[index] ?? "";
  const next = passage.sentences[index + 1];
  const belongs =
    passage.title !== "" && sentence.length < 90 && next !== undefined;
  return belongs ? [sentence, next] : [sentence];
}

function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

function questionsOf(message: string): string[] {
  return message
    .split(/\n+/)
    .flatMap((line) => line.split(/(?<=\?)\s+/))
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Answers from the passages in the prompt: deterministic, and never from anywhere else. */
export function answerFrom(prompt: ReadPrompt): string {
  const { message, passages, offersHandoff } = prompt;
  if (offersHandoff && asksForHuman(message)) {
    return "[[HANDOFF: the customer asks for a person]]";
  }
  const noted = [...new Set(message.match(PLACEHOLDER) ?? [])];
  const plain = message.replace(PLACEHOLDER, " ");
  const sentences = new Set<string>();
  for (const question of questionsOf(plain)) {
    const best = bestSentence(question, passages);
    if (best === null) continue;
    for (const sentence of quote(best)) sentences.add(ended(sentence));
  }
  const facts = [...sentences].slice(0, MAX_SENTENCES).join(" ");
  const thanks =
    noted.length > 0 ? `Thank you, I have noted ${noted.join(" and ")}.` : "";
  if (facts !== "" || thanks !== "") {
    return [thanks, facts].filter((part) => part !== "").join(" ");
  }
  const welcome = greetingFor(message, prompt.businessName);
  if (welcome !== null) return welcome;
  const reply = thanksFor(message);
  if (reply !== null) return reply;
  return offersHandoff
    ? "[[HANDOFF: the answer is not in the knowledge]]"
    : "I am sorry, I do not have that information.";
}
