export const CANNED_VARIABLES = [
  "contact.name",
  "business.name",
  "agent.name",
] as const;

export type CannedVariable = (typeof CANNED_VARIABLES)[number];

export type CannedValues = Readonly<Record<CannedVariable, string | null>>;

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

function asVariable(name: string): CannedVariable | null {
  return CANNED_VARIABLES.find((known) => known === name) ?? null;
}

/** The placeholders of a canned reply that name no variable, each once. */
export function unknownVariables(body: string): string[] {
  const names = [...body.matchAll(PLACEHOLDER)].map(([, name = ""]) => name);
  return [...new Set(names)].filter((name) => asVariable(name) === null);
}

/**
 * Fills a canned reply. A value is put in as it is, never read for further
 * placeholders. Without a value for every variable there is no text.
 */
export function renderCannedReply(
  body: string,
  values: CannedValues,
): { ok: true; text: string } | { ok: false; missing: string[] } {
  const missing = new Set<string>();
  const text = body.replace(PLACEHOLDER, (_whole, name: string) => {
    const variable = asVariable(name);
    const value = variable === null ? null : values[variable];
    if (value === null || value.trim() === "") missing.add(name);
    return value ?? "";
  });
  return missing.size === 0
    ? { ok: true, text }
    : { ok: false, missing: [...missing] };
}
