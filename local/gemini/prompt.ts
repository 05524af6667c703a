import { asArray, asRecord, asString, isRecord } from "../shared/json";
import { fold } from "./words";

export interface Passage {
  title: string;
  sentences: string[];
}

export interface ReadPrompt {
  system: string;
  /** The customer's last message, without its delimiters. */
  message: string;
  passages: Passage[];
  offersHandoff: boolean;
  businessName: string | null;
  promptChars: number;
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  return asArray(asRecord(content)["parts"])
    .map((part) => asString(asRecord(part)["text"]) ?? "")
    .join("\n");
}

const DATA_BLOCK =
  /knowledge|profile|business|company|passage|context|fact|document|article|faq|source|entry|about|rule/i;
const MESSAGE_BLOCK = /message|customer|question|user|input/i;
const TAG =
  /<(\/?)\s*([A-Za-z][\w.:-]*)([^<>]{0,400})>|<<<\s*(\/|END[_ ])?([\w ]{2,60})>>>|\[(\/?)([A-Z][A-Z_ ]{3,60})\]/g;

interface Block {
  name: string;
  attributes: string;
  start: number;
  content: string;
}

/** Text between matching delimiters; of nested ones only the innermost data. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: { name: string; attributes: string; end: number }[] = [];
  for (const match of text.matchAll(TAG)) {
    const closing = [match[1], match[4], match[6]].some(
      (mark) => mark !== undefined && mark !== "",
    );
    const name = (match[2] ?? match[5] ?? match[7] ?? "").trim().toLowerCase();
    if (!closing) {
      const end = match.index + match[0].length;
      open.push({ name, attributes: match[3] ?? "", end });
      continue;
    }
    const index = open.findLastIndex((each) => each.name === name);
    const start = open[index];
    if (start === undefined) continue;
    open = open.slice(0, index);
    if (blocks.some((inner) => inner.start >= start.end)) continue;
    blocks.push({
      name,
      attributes: start.attributes,
      start: start.end,
      content: text.slice(start.end, match.index),
    });
  }
  return blocks;
}

const INSTRUCTION =
  /\b(you are|you must|never|always|do not|don't|answer (in|only|with|as|exactly|briefly)|reply (in|only|with)|respond|instructions?|system prompt|delimiters?|treat|ignore|untrusted|data, not|placeholders?|canary|reveal|the customer'?s (text|message|words)|knowledge below|below is|plain text)\b|\[\[/i;

/** Sentences of a text; a line break ends one, and so does a full stop before a capital. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+/)
    .flatMap((line) =>
      line
        .replace(/^[\s>*#•-]+/, "")
        .split(/(?<=[.!?…])\s+(?=[\p{Lu}\p{N}"“¿¡])/u),
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}

/** Settings of the answer rather than facts about the business. */
const SETTING = /^(name|tone|answer in|language|current time|about)\s*:/i;

const TITLE_LINE =
  /^(?:#+\s*(.+)|\[?(?:title|passage|source|topic)(?:\s*\d+)?\]?\s*[:=]\s*(.+)|\[\d+\]\s*(.+)|\d+[.)]\s+([^.:!?]{2,80}))$/i;

/** Splits a block into titled passages: a heading, or a short line before text, is a title. */
function passagesOf(text: string, title: string): Passage[] {
  const passages: Passage[] = [];
  let current: Passage = { title, sentences: [] };
  for (const raw of text.split(/\n/)) {
    const line = raw.trim();
    if (line === "") continue;
    const heading = TITLE_LINE.exec(line);
    const titled = heading?.slice(1).find((group) => group !== undefined);
    if (titled !== undefined) {
      if (current.sentences.length > 0) passages.push(current);
      current = { title: titled.replaceAll('"', ""), sentences: [] };
      continue;
    }
    current.sentences.push(...sentencesOf(line));
  }
  if (current.sentences.length > 0) passages.push(current);
  return passages;
}

function titleOf(block: Block): string {
  const attribute = /(?:title|name)\s*=\s*["']([^"']*)["']/.exec(
    block.attributes,
  );
  return attribute?.[1] ?? "";
}

function findPassages(text: string): Passage[] {
  const data = blocksOf(text).filter((block) => DATA_BLOCK.test(block.name));
  const found = data.flatMap((block) =>
    passagesOf(block.content, titleOf(block)),
  );
  const passages = found.length > 0 ? found : passagesOf(text, "");
  return passages
    .map(({ title, sentences }) => ({
      title,
      sentences: sentences.filter(
        (sentence) => !INSTRUCTION.test(sentence) && !SETTING.test(sentence),
      ),
    }))
    .filter((passage) => passage.sentences.length > 0);
}

function withoutMarkers(text: string): string {
  const inner = blocksOf(text).filter((block) =>
    MESSAGE_BLOCK.test(block.name),
  );
  const last = inner.at(-1);
  return (last?.content ?? text)
    .replace(/^(<<<|>>>|"""|```|---+|===+).*$/gm, "")
    .trim();
}

function nameIn(system: string): string | null {
  const match =
    /^\s*[-*]?\s*(?:business |company )?name\s*[:=]\s*"?([^"\n<]{2,80})/im.exec(
      system,
    ) ??
    /\b(?:assistant|agent) (?:of|for|at) (?:the business )?"?([\p{Lu}][^".,\n<]{1,60})/u.exec(
      system,
    );
  return match?.[1]?.trim() ?? null;
}

/** Reads a generateContent request as far as answering by retrieval needs it. */
export function readPrompt(body: unknown): ReadPrompt {
  const request = asRecord(body);
  const instruction =
    request["systemInstruction"] ?? request["system_instruction"];
  const system = textOf(instruction ?? "");
  const contents = asArray(request["contents"]).filter(isRecord);
  const lastUser = contents.findLastIndex(
    (content) => (asString(content["role"]) ?? "user") === "user",
  );
  const last = textOf(contents[lastUser] ?? "");
  const message = withoutMarkers(last);
  const around = last.replace(message, "");
  return {
    system,
    message,
    passages: findPassages(`${system}\n${around}`),
    offersHandoff: fold(`${system}${around}`).includes("[[handoff"),
    businessName: nameIn(system),
    promptChars: system.length + contents.map(textOf).join("").length,
  };
}
