/** Words that carry no topic, in the languages customers write most. */
const STOP_WORDS = new Set(
  `a an and any are as at be been but by can could do does did for from had has have hello hi hey how i if in into is it its just me my of on or our please so some that the their them then there these they this to us was we what when where which who why will with would you your
  tell know like want need get much many about also am
  o os as um uma de da do das dos e em no na nos nas para por com que qual quais como quando onde eu voce voces tem ter meu minha seu sua ola oi bom boa dia tarde noite favor obrigado obrigada quero gostaria
  el la los las un una y en del al por para con que cual como cuando donde yo tu usted ustedes tiene tienen mi su hola buenos buenas gracias quiero
  der die das ein eine und in im an am auf zu von mit fur ist sind ich sie wir ihr mein kann konnen wie was wann wo bitte danke hallo guten tag haben hat
  le les un une et du des dans pour avec est sont je vous nous votre mon ma quel quelle comment quand ou bonjour merci avez
  il lo gli una e di del della per con che come quando dove io voi mio ciao grazie avete
  de het een en van op met is zijn ik u wij mijn hoe wat wanneer waar hallo dank`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** Each row means one topic; the first word stands for the row. */
const TOPICS = `
hours hour open opening opens close closes closing horario horarios abrem abre aberto aberta fecha fecham abierto abren abre cierran geoffnet offnungszeiten offnet schliesst ouvert ouverte ouvrez horaires fermez orari aperto aperti openingstijden
price prices cost costs costing fee preco precos quanto custa custam valor precio precios cuanto cuesta preis preise kostet kosten prix coute combien tarif prezzo prezzi costa quanto kost
address street road avenue rua calle strasse rue via located location directions endereco localizacao fica direccion ubicacion ubicados adresse standort befindet situe indirizzo
delivery deliver delivers delivered ship shipping entrega entregam entregas envio envios envian lieferung liefern livraison livrez consegna consegnate bezorgen
return returns refund refunds exchange devolucao trocar troca reembolso devolucion devolver ruckgabe umtausch retour remboursement reso
pay payment payments card cards cash pagamento pagar cartao pix pago tarjeta efectivo zahlung zahlen bezahlen karte paiement payer carte pagare
book booking appointment appointments reserve reservation agendar agendamento marcar horarios cita reservar termin buchen reservieren reserver prenotare prenotazione
parking park estacionamento estacionar parkplatz parken
weekend saturday sunday sabado domingo samstag sonntag samedi dimanche sabato domenica
warranty guarantee garantia garantie garanzia
`
  .trim()
  .split("\n")
  .map((row) => row.trim().split(/\s+/));

const TOPIC_OF = new Map(
  TOPICS.flatMap((row) => row.map((word) => [word, row[0] ?? word] as const)),
);

/** Lower case without accents. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replaceAll("ß", "ss")
    .toLowerCase();
}

function stem(word: string): string {
  if (word.length <= 3) return word;
  return word.replace(/(?:ies|es|s)$/, "").replace(/(?:ing|ed)$/, "");
}

/** The words of a text as topics: folded, without stop words, synonyms joined. */
export function topicsOf(text: string): string[] {
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .filter((word) => word.length > 1 && !STOP_WORDS.has(word))
    .map((word) => TOPIC_OF.get(word) ?? stem(word));
}

interface Greeting {
  pattern: RegExp;
  plain: string;
  named: (business: string) => string;
}

const GREETINGS: readonly Greeting[] = [
  {
    pattern: /^(ola|oi|bom dia|boa tarde|boa noite)\b/,
    plain: "Olá! Como posso ajudar?",
    named: (name) => `Olá! Aqui é ${name}. Como posso ajudar?`,
  },
  {
    pattern: /^(hola|buenos dias|buenas)\b/,
    plain: "¡Hola! ¿En qué puedo ayudarle?",
    named: (name) => `¡Hola! Aquí ${name}. ¿En qué puedo ayudarle?`,
  },
  {
    pattern: /^(hallo|guten (tag|morgen|abend)|moin)\b/,
    plain: "Hallo! Wie kann ich helfen?",
    named: (name) => `Hallo! Hier ist ${name}. Wie kann ich helfen?`,
  },
  {
    pattern: /^(bonjour|salut|bonsoir)\b/,
    plain: "Bonjour ! Comment puis-je vous aider ?",
    named: (name) => `Bonjour, ici ${name}. Comment puis-je vous aider ?`,
  },
  {
    pattern: /^(ciao|buongiorno|buonasera|salve)\b/,
    plain: "Ciao! Come posso aiutarla?",
    named: (name) => `Ciao, qui ${name}. Come posso aiutarla?`,
  },
  {
    pattern: /^(hi|hello|hey|good (morning|afternoon|evening|day))\b/,
    plain: "Hello! How can I help you today?",
    named: (name) =>
      `Hello, and thank you for writing to ${name}! How can I help you today?`,
  },
];

/** The answer to a greeting, in its language; null when the text opens with none. */
export function greetingFor(
  text: string,
  business: string | null,
): string | null {
  const folded = fold(text).trim();
  const greeting = GREETINGS.find(({ pattern }) => pattern.test(folded));
  if (greeting === undefined) return null;
  return business === null ? greeting.plain : greeting.named(business);
}

const THANKS: readonly (readonly [RegExp, string])[] = [
  [/\b(obrigad[oa]|valeu)\b/, "De nada!"],
  [/\bgracias\b/, "¡De nada!"],
  [/\b(danke|vielen dank)\b/, "Gern geschehen!"],
  [/\bmerci\b/, "Avec plaisir !"],
  [/\bgrazie\b/, "Prego!"],
  [/\b(thanks|thank you|cheers)\b/, "You're welcome!"],
];

export function thanksFor(text: string): string | null {
  const folded = fold(text);
  return THANKS.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

const HUMAN =
  /\b(speak|talk|chat|connect|transfer|put me through)\b.{0,30}\b(human|person|someone|agent|representative|staff|people)\b|\b(human|real person|agent|representative) please\b|\b(falar|conversar) com (um |uma )?(humano|atendente|pessoa|alguem)\b|\bhablar con (un |una )?(humano|persona|agente|alguien)\b|\b(mit )?(einem menschen|einem mitarbeiter) (sprechen|reden)\b|\bparler a (un humain|quelqu'un|une personne|un conseiller)\b/;

export function asksForHuman(text: string): boolean {
  return HUMAN.test(fold(text));
}
