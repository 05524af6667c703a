import { expect, test } from "vitest";
import { securityTxt } from "../../../lib/http/security-txt";

const INPUT = {
  origin: "https://aibud.example",
  email: "security@aibud.example",
  now: Date.UTC(2026, 10, 22, 13, 5),
};

test("names every field of RFC 9116 once", () => {
  expect(securityTxt(INPUT).split("\n")).toEqual([
    "Contact: mailto:security@aibud.example",
    "Expires: 2027-05-21T00:00:00.000Z",
    "Preferred-Languages: en",
    "Canonical: https://aibud.example/.well-known/security.txt",
    "Policy: https://aibud.example/security",
    "",
  ]);
});

test("expires within a year", () => {
  const expires = /^Expires: (.+)$/m.exec(securityTxt(INPUT))?.[1] ?? "";
  const days = (Date.parse(expires) - INPUT.now) / 86_400_000;
  expect(days).toBeGreaterThan(150);
  expect(days).toBeLessThan(365);
});

test("without an address the security page is the contact", () => {
  expect(securityTxt({ ...INPUT, email: null })).toContain(
    "Contact: https://aibud.example/security\n",
  );
});
