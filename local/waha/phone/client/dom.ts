/** The element of the page's shell with this id; a missing one is our bug. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`The page has no ${type.name} #${id}.`);
}

/** Text goes in as text, never as markup. */
export function create(
  tag: keyof HTMLElementTagNameMap,
  className: string,
  text = "",
): HTMLElement {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  if (text !== "") element.textContent = text;
  return element;
}

export function eachButton(
  attribute: string,
  visit: (button: HTMLButtonElement, value: string) => void,
): void {
  document
    .querySelectorAll<HTMLButtonElement>(`button[data-${attribute}]`)
    .forEach((button) => {
      visit(button, button.dataset[attribute] ?? "");
    });
}

export function onButtons(
  attribute: string,
  press: (value: string) => void,
): void {
  eachButton(attribute, (button, value) => {
    button.addEventListener("click", () => {
      press(value);
    });
  });
}

export function setPressed(button: HTMLElement, pressed: boolean): void {
  button.setAttribute("aria-pressed", String(pressed));
}

const SVG = "http://www.w3.org/2000/svg";
const TICK = "M1 7l4 4 7-9";
const SECOND_TICK = "M6.5 10.5l.8.7L14.5 2";
const CLOCK = "M7 1.5a5.5 5.5 0 1 0 .01 0M7 4v3l2 1.5";
const FAILED = "M7 1.5a5.5 5.5 0 1 0 .01 0M7 4v3.5M7 9.6v.2";

const ACK_MARKS: Readonly<Record<number, readonly [string, string[]]>> = {
  [-1]: ["failed", [FAILED]],
  0: ["waiting", [CLOCK]],
  1: ["sent", [TICK]],
  2: ["delivered", [TICK, SECOND_TICK]],
  3: ["read", [TICK, SECOND_TICK]],
  4: ["read", [TICK, SECOND_TICK]],
};

/** Clock, one tick, two ticks, coloured ticks, or the failure mark. */
export function tickMark(ack: number): SVGSVGElement {
  const [label, paths] = ACK_MARKS[ack] ?? ["waiting", [CLOCK]];
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 14");
  svg.setAttribute("class", `tick ${label}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
