/** The parts of the page, in their order; the address carries the open one. */
export const TABS = [
  "profile",
  "knowledge",
  "behaviour",
  "activation",
  "texts",
  "try",
] as const;

export type Tab = (typeof TABS)[number];

/** The tab an address names; the first one when it names none. */
export function asTab(value: unknown): Tab {
  return TABS.find((tab) => tab === value) ?? "profile";
}
