/** Ready-made ways to speak; a business may write its own instead. */
export const TONES = {
  friendly: "Friendly, clear and brief.",
  warm: "Warm and personal, like the person behind the counter.",
  formal: "Polite and formal. Use the formal form of address.",
  concise: "As short as possible: one or two plain sentences, no small talk.",
  cheerful: "Cheerful and upbeat, with an emoji now and then.",
} as const;

export type ToneName = keyof typeof TONES;

export const TONE_NAMES = [
  "friendly",
  "warm",
  "formal",
  "concise",
  "cheerful",
] as const satisfies readonly ToneName[];

/** The preset a tone is, or null when the business wrote its own. */
export function toneName(tone: string): ToneName | null {
  return TONE_NAMES.find((name) => TONES[name] === tone) ?? null;
}
