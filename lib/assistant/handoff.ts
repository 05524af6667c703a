import { wordsOf } from "../text/fold";

const MAX_MESSAGE_CHARS = 4_000;

// One-word phrases count only as the whole message: "agent" or "human" inside a
// sentence is mostly about something else.
const HANDOFF_PHRASES: readonly string[] = [
  // English
  "human",
  "agent",
  "operator",
  "representative",
  "agent please",
  "human please",
  "a human please",
  "talk to a human",
  "speak to a human",
  "talk to a person",
  "speak to a person",
  "talk to a real person",
  "speak to a real person",
  "speak with a human",
  "speak with a person",
  "talk with a human",
  "chat with a human",
  "talk to someone",
  "speak to someone",
  "talk to an agent",
  "speak to an agent",
  "speak with an agent",
  "talk to an operator",
  "talk to your manager",
  "speak to your manager",
  "speak to a manager",
  "speak to the manager",
  "customer service please",
  "i want a human",
  "i need a human",
  "i want an agent",
  "i need an agent",
  "real person please",
  "connect me to a human",
  "connect me to an agent",
  "transfer me to a human",
  "transfer me to an agent",
  // German
  "mensch",
  "mitarbeiter",
  "mit einem menschen sprechen",
  "mit einem menschen reden",
  "mit einem mitarbeiter sprechen",
  "mit einer person sprechen",
  "mit jemandem sprechen",
  // French
  "humain",
  "un conseiller",
  "parler à un humain",
  "parler à une personne",
  "parler à un conseiller",
  "parler avec un humain",
  "parler à quelqu'un",
  // Spanish
  "humano",
  "agente",
  "un agente por favor",
  "hablar con un humano",
  "hablar con una persona",
  "hablar con un agente",
  "hablar con alguien",
  "quiero un agente",
  // Portuguese
  "atendente",
  "falar com atendente",
  "falar com um atendente",
  "falar com uma atendente",
  "falar com um humano",
  "falar com uma pessoa",
  "falar com alguém",
  "quero um atendente",
  // Italian
  "operatore",
  "parlare con un operatore",
  "parlare con una persona",
  "parlare con un umano",
  // Dutch and Afrikaans
  "medewerker",
  "met een mens praten",
  "met een medewerker spreken",
  "een medewerker spreken",
  "praat met 'n mens",
  "met 'n mens praat",
  // Polish
  "konsultant",
  "rozmawiać z człowiekiem",
  "porozmawiać z człowiekiem",
  "rozmawiać z konsultantem",
  "połącz z konsultantem",
  // Turkish
  "temsilci",
  "müşteri temsilcisi",
  "biriyle konuşmak istiyorum",
  "insanla konuşmak istiyorum",
  // Arabic
  "موظف",
  "التحدث مع موظف",
  "أريد التحدث مع شخص",
  "التحدث إلى إنسان",
  // Hindi
  "इंसान से बात",
  "किसी व्यक्ति से बात",
  "एजेंट से बात",
  // Zulu and Swahili
  "ngifuna ukukhuluma nomuntu",
  "nataka kuongea na mtu",
  "kuzungumza na mtu",
  // Indonesian
  "bicara dengan manusia",
  "bicara dengan cs",
  "bicara dengan admin",
  // Russian
  "оператор",
  "позовите оператора",
  "поговорить с человеком",
  "соедините с оператором",
];

const BUILT_IN = HANDOFF_PHRASES.map(padded);
const WHOLE_MESSAGES = new Set(BUILT_IN.filter((phrase) => !isSeveral(phrase)));
const PHRASES = BUILT_IN.filter(isSeveral);

/**
 * Whether a customer asks for a person. Built in are explicit requests in many
 * languages; a built-in phrase of one word must be the whole message. `words`
 * are the business's own additions and count wherever they occur as whole words.
 * Case, accents and punctuation do not matter; parts of words never match.
 */
export function wantsHuman(text: string, words: readonly string[]): boolean {
  const message = padded(text.slice(0, MAX_MESSAGE_CHARS));
  if (message.trim().length === 0) return false;
  return (
    WHOLE_MESSAGES.has(message) ||
    PHRASES.some((phrase) => message.includes(phrase)) ||
    words
      .map(padded)
      .some((word) => word.trim().length > 0 && message.includes(word))
  );
}

// With a space on either side, so that only whole words are found.
function padded(text: string): string {
  return ` ${wordsOf(text).join(" ")} `;
}

function isSeveral(phrase: string): boolean {
  return phrase.trim().includes(" ");
}
