interface Price {
  promptMicrosPerMillion: number;
  answerMicrosPerMillion: number;
}

// Micro-dollars per million tokens, text, without the free tier. Longer names
// first: the first prefix that matches decides. Source: ai.google.dev pricing.
const PRICES: readonly (readonly [string, Price])[] = [
  ["gemini-3-pro", price(2, 12)],
  ["gemini-3-flash", price(0.5, 3)],
  ["gemini-2.5-pro", price(1.25, 10)],
  ["gemini-2.5-flash-lite", price(0.1, 0.4)],
  ["gemini-2.5-flash", price(0.3, 2.5)],
  ["gemini-2.0-flash-lite", price(0.075, 0.3)],
  ["gemini-2.0-flash", price(0.1, 0.4)],
  ["gemini-1.5-flash", price(0.075, 0.3)],
  ["gemini-1.5-pro", price(1.25, 5)],
];

// An unknown model counts as a dear one: a budget must not be outrun.
const FALLBACK = price(2, 12);

/**
 * What a call cost in integer micro-dollars, rounded up. A model that is not in
 * the price list is charged at the dearest known rate. An unusable count is 0.
 */
export function tokenCostMicros(
  model: string,
  usage: { promptTokens: number; answerTokens: number },
): number {
  const name = model.toLowerCase().replace(/^models\//, "");
  const known = PRICES.find(([prefix]) => name.startsWith(prefix));
  const rate = known?.[1] ?? FALLBACK;
  const total =
    count(usage.promptTokens) * rate.promptMicrosPerMillion +
    count(usage.answerTokens) * rate.answerMicrosPerMillion;
  return Math.ceil(total / 1_000_000);
}

function price(promptDollars: number, answerDollars: number): Price {
  return {
    promptMicrosPerMillion: Math.round(promptDollars * 1_000_000),
    answerMicrosPerMillion: Math.round(answerDollars * 1_000_000),
  };
}

function count(tokens: number): number {
  return Number.isSafeInteger(tokens) && tokens > 0 ? tokens : 0;
}
