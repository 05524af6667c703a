// What a class sets, by its name without modifiers; the first match counts.
// The group's name is the second part and what the expression captures.
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:block|inline|flex|grid|contents|table|hidden|inline-(?:block|flex))$/,
    "display",
  ],
  [/^(?:fixed|absolute|relative|sticky)$/, "position"],
  [/^(?:not-)?sr-only$/, "sr"],
  [/^(?:no-)?underline$/, "decoration-line"],
  [/^text-(?:xs|sm|base|lg|\d?xl|\[\d.*\])$/, "text-size"],
  [/^text-(?:left|center|right|start|end)$/, "text-align"],
  [/^text-(?:balance|pretty)$/, "text-wrap"],
  [/^font-(?:sans|mono)$/, "font-family"],
  [/^flex-(?:row|col)(?:-reverse)?$/, "flex-direction"],
  [/^flex-(?:no)?wrap$/, "flex-wrap"],
  [/^border-dashed$/, "border-style"],
  [
    /^(border|border-[xytrblse]|divide-[xy]|ring|outline|decoration)(?:-\d)?$/,
    "width-",
  ],
  [/^outline-none$/, "outline-style"],
  [/^shadow-/, "shadow"],
  [/^object-(?:contain|cover)$/, "object-fit"],
  [/^list-(?:decimal|disc)$/, "list-style"],
  [/^rounded(-[tblr]|-[tb][lr]|)(?:-|$)/, "rounded"],
];

// All other classes, by how their names begin.
const KINDS: ReadonlySet<string> = new Set(
  (
    "m mx my mt mr mb ml ms me p px py pt pr pb pl ps pe w h min-w min-h max-w max-h size " +
    "gap gap-x gap-y space-x space-y inset inset-x inset-y top right bottom left start end z " +
    "order basis col-span grid-cols flex shrink grow justify justify-self items self place-items " +
    "overflow overflow-x overflow-y overscroll scroll-mt font text leading tracking whitespace " +
    "break line-clamp align caption bg border divide ring outline outline-offset decoration " +
    "underline-offset fill stroke accent opacity cursor pointer-events resize select appearance " +
    "field-sizing animate transition rotate translate-x translate-y"
  ).split(" "),
);

// Groups that set what other groups set as well.
const COVERS: Readonly<Record<string, string>> = {
  p: "px py pt pr pb pl ps pe",
  px: "pl pr ps pe",
  py: "pt pb",
  m: "mx my mt mr mb ml ms me",
  mx: "ml mr ms me",
  my: "mt mb",
  size: "w h",
  gap: "gap-x gap-y",
  inset: "inset-x inset-y top right bottom left start end",
  "inset-x": "right left start end",
  "inset-y": "top bottom",
  overflow: "overflow-x overflow-y",
  flex: "basis shrink grow",
  "text-size": "leading",
  "line-clamp": "display overflow",
  rounded:
    "rounded-t rounded-r rounded-b rounded-l rounded-tl rounded-tr rounded-bl rounded-br",
  "rounded-t": "rounded-tl rounded-tr",
  "rounded-b": "rounded-bl rounded-br",
  "width-border":
    "width-border-t width-border-r width-border-b width-border-l width-border-s width-border-e",
};

/**
 * Of two classes that set the same thing the later one stays, as with
 * tailwind-merge, which knows all of Tailwind and is ten times as long. A test
 * holds the two against each other for every class in use.
 */
export function mergeClasses(classes: string): string {
  const taken = new Set<string>();
  const kept: string[] = [];
  for (const name of classes.split(/\s+/).reverse()) {
    if (name === "") continue;
    const start = baseStart(name);
    const modifiers = name.slice(0, start);
    const group = groupOf(name.slice(start));
    if (taken.has(modifiers + group)) continue;
    const covered = COVERS[group]?.split(" ") ?? [];
    for (const one of [group, ...covered]) taken.add(modifiers + one);
    kept.push(name);
  }
  return kept.reverse().join(" ");
}

/** Where the modifiers end: after the last colon outside brackets. */
function baseStart(name: string): number {
  let start = 0;
  let depth = 0;
  for (const [index, char] of [...name].entries()) {
    if (char === "[" || char === "(") depth += 1;
    if (char === "]" || char === ")") depth -= 1;
    if (char === ":" && depth === 0) start = index + 1;
  }
  return start;
}

/** A class of no group is a group of its own. */
function groupOf(base: string): string {
  for (const [expression, name] of GROUPS) {
    const found = expression.exec(base);
    if (found !== null) return name + (found[1] ?? "");
  }
  let kind = base.replace(/^-/, "");
  while (kind !== "" && !KINDS.has(kind)) {
    kind = kind.slice(0, Math.max(0, kind.lastIndexOf("-")));
  }
  return kind === "" ? base : kind;
}
