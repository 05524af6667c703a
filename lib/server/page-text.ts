import "server-only";
import { convert, type HtmlToTextOptions } from "html-to-text";
import { LIMITS } from "../assistant/limits";
import { cut, visibleText } from "../text/clean";

export interface PageText {
  title: string;
  /** Paragraphs and lists; a heading is a line that begins with "# ". */
  text: string;
  isShortened: boolean;
}

/** What the parser may cost: its time grows with the square of the nesting. */
const MAX_TAGS = 20_000;
const MAX_DEPTH = 80;
const TAG = /<[/a-z]/gi;

/** Not what the page says: its menus, its programs and what nobody sees. */
const SKIPPED = [
  "head",
  "title",
  "nav",
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "math",
  "img",
  "iframe",
  "object",
  "canvas",
  "button",
  "select",
  "textarea",
  "dialog",
  "[hidden]",
  '[aria-hidden="true"]',
  '[style*="display:none"]',
  '[style*="display: none"]',
  '[style*="visibility:hidden"]',
  '[style*="visibility: hidden"]',
];
const HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"];
const LINES = ["tr", "dt", "dd", "summary", "figcaption", "caption"];
const BLOCKS = ["table", "address", "details", "fieldset", "figure"];

const COMMON: HtmlToTextOptions = {
  wordwrap: false,
  limits: { maxInputLength: 2 ** 24, maxDepth: MAX_DEPTH, ellipsis: "" },
};

const BODY: HtmlToTextOptions = {
  ...COMMON,
  formatters: {
    heading: (element, walk, builder) => {
      builder.openBlock({ leadingLineBreaks: 2 });
      builder.addInline("# ");
      walk(element.children, builder);
      builder.closeBlock({ trailingLineBreaks: 2 });
    },
    // The library's own tables allocate what a colspan claims.
    cell: (element, walk, builder) => {
      walk(element.children, builder);
      builder.addInline(" | ");
    },
  },
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "ul", options: { itemPrefix: "- " } },
    { selector: "blockquote", format: "block" },
    ...HEADINGS.map((selector) => ({ selector, format: "heading" })),
    ...["td", "th"].map((selector) => ({ selector, format: "cell" })),
    ...blocks(BLOCKS, 2),
    ...blocks(LINES, 1),
    ...SKIPPED.map((selector) => ({ selector, format: "skip" })),
  ],
};

const TITLE: HtmlToTextOptions = {
  ...COMMON,
  baseElements: { selectors: ["title"], returnDomByDefault: false },
  limits: { ...COMMON.limits, maxBaseElements: 1 },
};

function blocks(selectors: readonly string[], lineBreaks: number) {
  return selectors.map((selector) => ({
    selector,
    format: "block",
    options: { leadingLineBreaks: lineBreaks, trailingLineBreaks: lineBreaks },
  }));
}

/** The words of a page's HTML. A page of too many elements is read as far as allowed. */
export function textOfHtml(html: string): PageText {
  const spoken = withoutPrograms(html);
  const bounded = upToTags(spoken, MAX_TAGS);
  const title = tidy(convert(bounded, TITLE)).replaceAll(/\s+/g, " ");
  const page = shortened(title, tidy(convert(bounded, BODY)));
  return bounded.length < spoken.length ? { ...page, isShortened: true } : page;
}

/** A text without markup, as it is. */
export function textOfPlain(text: string): PageText {
  return shortened("", tidy(text));
}

function shortened(title: string, text: string): PageText {
  const kept = cut(text, LIMITS.pageText).trim();
  return {
    title: cut(title, LIMITS.entryTitle).trim(),
    text: kept,
    isShortened: kept.length < text.length,
  };
}

/** Takes scripts and styles out first: their text is large and full of tags. */
function withoutPrograms(html: string): string {
  const programs = /<(?:script|style)\b/gi;
  let kept = "";
  let from = 0;
  for (let open = programs.exec(html); open; open = programs.exec(html)) {
    kept += html.slice(from, open.index);
    const ending = /script/i.test(open[0]) ? /<\/script/gi : /<\/style/gi;
    ending.lastIndex = programs.lastIndex;
    const end = ending.test(html) ? html.indexOf(">", ending.lastIndex) : -1;
    if (end === -1) return kept;
    from = end + 1;
    programs.lastIndex = from;
  }
  return kept + html.slice(from);
}

function upToTags(html: string, most: number): string {
  TAG.lastIndex = 0;
  for (let tags = 0; tags <= most; tags += 1) {
    if (!TAG.test(html)) return html;
  }
  return html.slice(0, TAG.lastIndex - 2);
}

/** No character that cannot be seen, no run of spaces, no two empty lines in a row. */
function tidy(text: string): string {
  return visibleText(text)
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\|? ?$/gm, "")
    .replace(/^ /gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
