import {
  ask,
  close,
  label,
  needsHuman,
  resolve,
  say,
  write,
  type Episode,
  type Language,
} from "./steps";

type Episodes = readonly [Episode, ...Episode[]];

/** What visitors ask in their own languages. */
export const ABROAD: Record<Exclude<Language, "en">, Episodes> = {
  af: [
    [
      ask(
        "Goeiemôre, hoe laat maak julle Sondag oop?",
        "Goeiemôre! Sondae is ons van 8:00 tot 14:00 oop.",
      ),
      ask(
        "En hoeveel kos 'n dosyn rolletjies?",
        "'n Dosyn rolletjies kos R95, en een rolletjie R9.",
      ),
    ],
    [
      ask(
        "Lewer julle af in Woodstock?",
        "Ons lewer binne 8 km af, Dinsdag tot Saterdag tussen 8:00 en 12:00, teen R45.",
      ),
      say("Baie dankie!"),
    ],
  ],
  de: [
    [
      ask(
        "Guten Tag, haben Sie am Sonntag geöffnet?",
        "Guten Tag! Ja, am Samstag und am Sonntag haben wir von 8:00 bis 14:00 Uhr geöffnet.",
      ),
      ask(
        "Und gibt es veganes Brot?",
        "Ja, unser Saatenbrot und das Roggenbrot sind vegan. Das Roggenbrot kostet R68.",
      ),
    ],
    [
      ask(
        "Kann man bei Ihnen frühstücken?",
        "Gerne! Frühstück gibt es bis 11:30 Uhr. Wir haben 18 Plätze innen und 12 auf der Terrasse.",
      ),
      needsHuman(
        "Können Sie für morgen einen Tisch für acht Personen freihalten?",
        "table for eight tomorrow",
      ),
      write(
        "owner",
        "Hallo, hier ist Nomsa. Ein Tisch für acht um 9:30 Uhr ist für Sie reserviert.",
      ),
      say("Wunderbar, vielen Dank!"),
      resolve,
      close,
    ],
  ],
  fr: [
    [
      ask(
        "Bonjour, est-ce que vous livrez ?",
        "Bonjour ! Nous livrons dans un rayon de 8 km, du mardi au samedi entre 8 h et 12 h, pour R45. C'est gratuit dès R400 d'achat.",
      ),
    ],
    [
      ask(
        "Bonsoir, combien coûtent les croissants aux amandes ?",
        "Bonsoir ! Un croissant aux amandes coûte R42 et un croissant au beurre R32.",
      ),
      say("Merci beaucoup"),
    ],
  ],
  es: [
    [
      ask(
        "Hola, ¿hacen tartas de cumpleaños?",
        "¡Hola! Sí, las hacemos por encargo desde R480 para diez personas. Por favor, pídala con al menos tres días de antelación.",
      ),
      needsHuman(
        "Quiero una para el sábado, ¿con quién puedo hablar?",
        "wants to order a cake for Saturday",
      ),
      label("Cake order"),
      write(
        "agent",
        "¡Hola! Soy Pieter. ¿Para cuántas personas y de qué sabor la quiere?",
      ),
    ],
    [
      ask(
        "¿Se puede pagar con tarjeta?",
        "Sí, puede pagar en efectivo, con tarjeta, con SnapScan o por transferencia.",
      ),
    ],
  ],
  pt: [
    [
      ask(
        "Oi! Vocês abrem na segunda-feira?",
        "Oi! Na segunda-feira e nos feriados a loja fica fechada. De terça a sexta abrimos das 7h às 18h.",
      ),
      say("Obrigada 😊"),
    ],
    [
      ask(
        "Tem opção sem glúten?",
        "Temos bolo de amêndoas e pão de sementes sem glúten às quartas e aos sábados. Traços são sempre possíveis na nossa cozinha.",
      ),
      label("Allergy"),
    ],
  ],
  nl: [
    [
      ask(
        "Goedemorgen, mag mijn hond mee?",
        "Goedemorgen! Honden zijn welkom op ons terras.",
      ),
      ask(
        "Fijn! Tot hoe laat kunnen we ontbijten?",
        "Ontbijt serveren we tot 11:30 uur.",
      ),
    ],
  ],
  it: [
    [
      ask(
        "Buongiorno, dove posso parcheggiare?",
        "Buongiorno! Ci sono quattro posti dietro il negozio, gratuiti per 30 minuti. Si entra da Dock Lane.",
      ),
    ],
  ],
};
