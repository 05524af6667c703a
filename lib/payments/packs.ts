/** Credits that can be bought at once, for a price in the currency's smallest unit. */
export interface Pack {
  /** The provider's product. */
  productId: string;
  credits: number;
  amount: number;
  /** ISO 4217, lower case. */
  currency: string;
}

const MAX_PACKS = 12;
const MAX_CREDITS = 1_000_000;
const MAX_AMOUNT = 99_999_999;
const PRODUCT_ID = /^[\w-]{1,64}$/;

/**
 * Reads `product:credits:amount:currency`, comma-separated, such as
 * `3f1c…:500:900:usd`. Fewest credits first. Throws a plain Error, which names
 * the entry, on anything else: it is a misconfiguration.
 */
export function parsePacks(text: string): Pack[] {
  const entries = text
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  if (entries.length === 0 || entries.length > MAX_PACKS) {
    throw new Error(`There are 1 to ${String(MAX_PACKS)} packs.`);
  }
  const packs = entries.map(parsePack);
  if (new Set(packs.map(({ productId }) => productId)).size < packs.length) {
    throw new Error("A product is listed twice.");
  }
  return packs.sort((one, other) => one.credits - other.credits);
}

function parsePack(entry: string): Pack {
  const [productId = "", credits = "", amount = "", currency = "", ...rest] =
    entry.split(":");
  const pack = {
    productId,
    credits: wholeNumber(credits, MAX_CREDITS),
    amount: wholeNumber(amount, MAX_AMOUNT),
    currency: currency.toLowerCase(),
  };
  const isSound =
    rest.length === 0 &&
    PRODUCT_ID.test(productId) &&
    /^[a-z]{3}$/.test(pack.currency) &&
    pack.credits !== null &&
    pack.amount !== null;
  if (!isSound) throw new Error(`"${entry}" is no pack.`);
  return pack as Pack;
}

function wholeNumber(text: string, most: number): number | null {
  if (!/^[1-9]\d{0,8}$/.test(text)) return null;
  const value = Number(text);
  return value <= most ? value : null;
}
