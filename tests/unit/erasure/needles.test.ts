import { expect, test } from "vitest";
import { mentions, needlesOf } from "../../../lib/erasure/needles";

const needles = needlesOf(
  ["phone:+27831110001", "lid:998877665544332@lid", "chat:odd@c.us"],
  'Thandi "T" Mokoena',
);

test("ids are their digits, a name is as JSON writes it", () => {
  expect(needles).toEqual([
    "27831110001",
    "998877665544332",
    "odd",
    '"Thandi \\"T\\" Mokoena"',
  ]);
});

test.each([
  '{"from":"27831110001@c.us"}',
  '{"participant":"998877665544332@lid"}',
  JSON.stringify({ pushName: 'Thandi "T" Mokoena' }),
  "+27 83 111 0001",
  "083 111 0001",
  "(083) 111-0001",
])("finds the person in %s", (text) => {
  expect(mentions(text, needles)).toBe(true);
});

test.each([
  '{"from":"27831110002@c.us"}',
  "083 111 0002",
  "Thandi",
  "1110001",
  "",
])("does not find them in %s", (text) => {
  expect(mentions(text, needles)).toBe(false);
});

test("numbers of neighbours in a long text do not join to one", () => {
  const text = `{"a":${"1".repeat(120)},"b":"083"} 111 0001`;
  expect(mentions(text, needles)).toBe(false);
});

test("without a name only ids are looked for, and short names are not", () => {
  expect(needlesOf(["phone:+27831110001"], null)).toEqual(["27831110001"]);
  expect(needlesOf(["phone:+27831110001"], "Al")).toEqual(["27831110001"]);
});
