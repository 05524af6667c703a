import { expect, test } from "vitest";
import { decodePage } from "../../../lib/http/charset";

const latin = (text: string) => Buffer.from(text, "latin1");
const META = '<meta http-equiv=x content="text/html; charset=ISO-8859-1">';

test.each([
  ["UTF-8, where nothing is said", Buffer.from("Grüße"), "text/html", "Grüße"],
  [
    "the head",
    latin("Gr\xfc\xdfe"),
    "text/html; charset=windows-1252",
    "Grüße",
  ],
  ["quotes", latin("Gr\xfc\xdfe"), 'text/html;charset="iso-8859-1"', "Grüße"],
  ["the page", latin(`${META}\xfc`), "text/html", `${META}ü`],
  [
    "the head before the page",
    Buffer.from(`${META}ü`),
    "text/html; charset=utf-8",
    `${META}ü`,
  ],
  [
    "the mark before both",
    Buffer.from("\uFEFFü"),
    "text/html; charset=iso-8859-1",
    "ü",
  ],
  ["UTF-16", Buffer.from("\uFEFFü", "utf16le"), "text/html", "ü"],
  [
    "UTF-8 again, for a name nobody knows",
    Buffer.from("ü"),
    "a; charset=x-y",
    "ü",
  ],
  [
    "no exception for what is no text",
    Buffer.from([0xff, 0x61]),
    "",
    "\uFFFDa",
  ],
  ["nothing", Buffer.alloc(0), "", ""],
])("a page is read by %s", (_name, bytes, contentType, text) => {
  expect(decodePage(bytes, contentType)).toBe(text);
});
