export const KINDS = ["shop", "food", "beauty", "services", "other"] as const;

export type Kind = (typeof KINDS)[number];

/** What customers of each kind of business ask first. */
export const ENTRIES = {
  shop: ["hours", "prices", "delivery"],
  food: ["hours", "menu", "reservations"],
  beauty: ["hours", "appointments", "cancellation"],
  services: ["hours", "prices", "area"],
  other: ["hours", "contact", "questions"],
} as const satisfies Record<Kind, readonly string[]>;

export type EntryName = (typeof ENTRIES)[Kind][number];
