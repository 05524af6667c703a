export interface Span {
  start: number;
  end: number;
}

/** Numbers that are plainly something else than a person's, by their look. */
const PATTERNS: readonly RegExp[] = [
  // Dates, ISO and local, and times.
  /(?<![\d.])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![-/.]?\d)/g,
  /(?<![\d./-])\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|\d{4})(?![-/.]?\d)/g,
  /\b\d{1,2}:\d{2}\b/g,
  // Money with its currency before or after. Spaces are no part of an amount:
  // a phone number may follow it.
  /(?:[$€£¥₹₺₽₦]|\b(?:USD|EUR|GBP|ZAR|BRL|INR|TRY|RUB|PLN|KES|NGN|IDR|Rp|Rs|KSh|R)\b)\.? ?\d[\d.,']*/gi,
  /\bR\d[\d.,']*/g,
  /(?<![\d+.,'])\d[\d.,']* ?(?:[€£$¥₹₺₽₦%]|(?:USD|EUR|GBP|ZAR|BRL|INR|TRY|RUB|PLN|KES|NGN|IDR|euros?|reais|rand|dollars?|rupees?)\b)/gi,
  // UUIDs.
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  // "#12345" and "# AB-12345".
  /# ?[A-Z]{0,6}-?\d[\d./-]*/gi,
];

// Folded words that announce a reference number.
const REFERENCE_WORDS: ReadonlySet<string> = new Set(
  (
    "order orders invoice booking reservation ticket tracking reference ref " +
    "case sku item product article model serial parcel shipment receipt " +
    "pedido nota protocolo reserva fatura boleto rastreio encomenda ordem " +
    "factura orden envio albaran bestellung bestellnummer bestellnr auftrag " +
    "auftragsnummer rechnung rechnungsnummer kundennummer sendung " +
    "sendungsnummer commande facture colis suivi ordine fattura spedizione " +
    "bestelling bestelnummer factuur zamowienie zamowienia faktura siparis " +
    "заказ заказа счет طلب فاتورة ऑर्डर oda agizo pesanan resi"
  ).split(" "),
);

const NUMBER_WORDS: ReadonlySet<string> = new Set(
  "number numero nummer numer no nr num n n\u00BA id code codigo is e es ist est do da de del".split(
    " ",
  ),
);

/**
 * Where a shadow text holds dates, prices and order numbers. A reference word
 * protects only the one number right after it.
 */
export function protectedSpans(shadow: string): Span[] {
  const spans: Span[] = [];
  for (const pattern of PATTERNS) {
    for (const match of shadow.matchAll(pattern)) {
      spans.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return [...spans, ...referenceSpans(shadow)];
}

/** Whether two spans share a character. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function referenceSpans(shadow: string): Span[] {
  const spans: Span[] = [];
  let isExpected = false;
  for (const token of shadow.matchAll(
    /[\p{L}\p{M}]+|\d[\d./-]*|[^\s:.#\u00B0-]/gu,
  )) {
    const text = token[0];
    if (/^\d/.test(text)) {
      if (isExpected) {
        spans.push({ start: token.index, end: token.index + text.length });
      }
      isExpected = false;
      continue;
    }
    const word = text
      .toLowerCase()
      .normalize("NFD")
      .replace(/[\u0300-\u036F]/g, "");
    const isPrefix = /^[A-Z]{1,4}$/.test(text);
    isExpected =
      REFERENCE_WORDS.has(word) ||
      (isExpected && (NUMBER_WORDS.has(word) || isPrefix));
  }
  return spans;
}
