/** What sending one message costs, in credits. */
export const PRICES = { text: 1, media: 2, voice: 3 } as const;

export type PricedKind = keyof typeof PRICES;

/** The price of one message of that kind, in credits. */
export function priceOf(kind: PricedKind): number {
  return PRICES[kind];
}
