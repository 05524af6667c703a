import { shadowOf } from "../privacy/shadow";

const SYMBOLS = "[$€£¥₹₦₽₩₪฿₫₱₺₴₵₡₲₸₮]";
const CODES =
  "USD|EUR|GBP|ZAR|INR|NGN|KES|GHS|BRL|MXN|ARS|COP|CLP|PEN|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON|TRY|AED|SAR|EGP|MAD|PKR|BDT|LKR|IDR|MYR|SGD|HKD|CNY|JPY|KRW|THB|VND|PHP|AUD|NZD|CAD|UAH|ILS";
const WORDS =
  "dollars?|euros?|pounds?|rands?|rupees?|naira|shillings?|cents?|pesos?|reais|real|soles|franken|francs?|kronor|kroner|kr|złotych|zł|zl|lira|lei|dirhams?|riyals?|yen|yuan|won|baht|ringgit|rupiah|bucks|quid|евро|долларов|рублей|руб|грн|ريال|درهم|रुपये|元|块|円|원";
const NUMBER =
  "\\d{1,3}(?:[ .,'’]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?";

const BEFORE = new RegExp(
  `(?:${SYMBOLS}|(?<![\\p{L}])(?:R\\$|Rs\\.?|R|${CODES}))\\s{0,2}(${NUMBER})`,
  "giu",
);
const AFTER = new RegExp(
  `(?<![\\d.,])(${NUMBER})\\s{0,2}(?:${SYMBOLS}|(?:${CODES}|${WORDS})(?![\\p{L}]))`,
  "giu",
);
const SHARE = new RegExp(
  `(?<![\\d.,])(${NUMBER})\\s{0,2}(?:[%٪]|(?:percent|per cent|prozent|por ciento|por cento|pour cent|per cento|процентов)(?![\\p{L}]))`,
  "giu",
);
const PRICED = new RegExp(
  `${SYMBOLS}|[%٪]|(?<![\\p{L}])(?:R\\$|Rs\\.?|R(?=\\s?\\d)|${CODES}|${WORDS}|prices?|costs?|fees?|rates?|precios?|preise?|preços?|prix|costo|prezz[io]|цен[аы]?|कीमत|价格|السعر)(?![\\p{L}])`,
  "iu",
);
const ANY_NUMBER = new RegExp(`(?<![\\d.,])(?:${NUMBER})`, "g");

/** So many of one thing are still priced by the price of one. */
const MOST_PIECES = 12;

/**
 * The amounts of money and the percentages in an answer that the business never
 * wrote where it speaks of prices: neither as such nor as the price of up to
 * twelve pieces.
 */
export function inventedAmounts(
  answer: string,
  sources: readonly string[],
): string[] {
  const text = shadowOf(answer);
  const found = [BEFORE, AFTER, SHARE].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([match, number = ""]) => ({
      match: match.trim(),
      cents: centsOf(number),
      pieces: pattern === SHARE ? 1 : MOST_PIECES,
    })),
  );
  if (found.length === 0) return [];
  const known = new Set(pricesIn(sources));
  return found
    .filter(({ cents, pieces }) => !isKnown(cents, pieces, known))
    .map(({ match }) => match);
}

// Not every number is a price: of a street or a year no price is made. Where
// nothing at all looks like one, a bare list of numbers may be.
function pricesIn(sources: readonly string[]): number[] {
  const blocks = sources.flatMap(blocksOf).map(shadowOf);
  const priced = blocks.filter((block) => PRICED.test(block));
  return (priced.length > 0 ? priced : blocks)
    .flatMap((block) => block.match(ANY_NUMBER) ?? [])
    .map(centsOf);
}

// An entry of the knowledge is read whole, everything else line by line.
function blocksOf(source: string): string[] {
  return source
    .split(/(?=<entry )|<\/entry>/)
    .flatMap((part) =>
      part.startsWith("<entry ") ? [part] : part.split("\n"),
    );
}

function isKnown(
  cents: number,
  mostPieces: number,
  known: ReadonlySet<number>,
): boolean {
  for (let pieces = 1; pieces <= mostPieces; pieces += 1) {
    if (known.has(cents / pieces)) return true;
  }
  return false;
}

// Thousands come in threes; what follows the last separator otherwise is cents.
function centsOf(number: string): number {
  const decimals = /[.,](\d{1,2})$/.exec(number)?.[1] ?? "";
  const whole = number.slice(
    0,
    decimals === "" ? undefined : -decimals.length - 1,
  );
  const digits = whole.replace(/\D/g, "");
  return Number(`${digits}${decimals.padEnd(2, "0")}`);
}
