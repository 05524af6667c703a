/** What a standing text may name. */
export const TEXT_VARIABLES = [
  "contact.name",
  "business.name",
  "business.hours",
  "business.address",
] as const;

export type TextVariable = (typeof TEXT_VARIABLES)[number];

export type TextValues = Readonly<Record<TextVariable, string>>;

const SLOT = /[ \t]?\{\{[^{}]*\}\}/g;

type Slot = { space: string; name: string; fallback: string };

/** The parts of ` {{name|fallback}}`. */
function slotOf(text: string): Slot {
  const space = text.startsWith("{") ? "" : text.charAt(0);
  const inner = text.slice(space.length + 2, -2);
  const bar = inner.indexOf("|");
  return {
    space,
    name: (bar === -1 ? inner : inner.slice(0, bar)).trim(),
    fallback: bar === -1 ? "" : inner.slice(bar + 1).trim(),
  };
}

function isVariable(name: string): name is TextVariable {
  return TEXT_VARIABLES.some((known) => known === name);
}

/** The names in a text's `{{…}}` that nothing fills, and any brace left open. */
export function unknownVariables(template: string): string[] {
  const unknown = [...template.matchAll(SLOT)]
    .map(([slot]) => slotOf(slot).name)
    .filter((name) => !isVariable(name));
  if (/\{\{|\}\}/.test(template.replace(SLOT, ""))) unknown.push("{{");
  return [...new Set(unknown)];
}

/**
 * A standing text with its variables filled. `{{contact.name|there}}` falls
 * back to "there"; a value that is missing without one disappears together with
 * the space before it, so that "Hi {{contact.name}}!" becomes "Hi!".
 */
export function renderText(template: string, values: TextValues): string {
  return template
    .replace(SLOT, (slot) => {
      const { space, name, fallback } = slotOf(slot);
      const value = isVariable(name) ? values[name].trim() : "";
      const shown = value === "" ? fallback : value;
      return shown === "" ? "" : `${space}${shown}`;
    })
    .trim();
}
