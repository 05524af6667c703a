import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findPersonalData,
  type PersonalKind,
} from "../../../lib/privacy/detect";

function found(text: string): [PersonalKind, string][] {
  return findPersonalData(text).map(({ kind, start, end }) => [
    kind,
    text.slice(start, end),
  ]);
}

describe("phones", () => {
  test.each([
    ["call me on +27 82 123 4567 please", "+27 82 123 4567"],
    ["+5511988887777", "+5511988887777"],
    ["my number: +55 (11) 98888-7777.", "+55 (11) 98888-7777"],
    ["0027821234567", "0027821234567"],
    ["00 49 171 1234567 anytime", "00 49 171 1234567"],
    ["082 123 4567", "082 123 4567"],
    ["0821234567", "0821234567"],
    ["082-123-4567", "082-123-4567"],
    ["ruf an: 0171/1234567", "0171/1234567"],
    ["06 12 34 56 78", "06 12 34 56 78"],
    ["06.12.34.56.78", "06.12.34.56.78"],
    ["030 12345678 ist mein Büro", "030 12345678"],
    ["(11) 98888-7777", "(11) 98888-7777"],
    ["11 98888-7777", "11 98888-7777"],
    ["meu zap 11988887777", "11988887777"],
    ["5511988887777", "5511988887777"],
    ["55 11 98888-7777", "55 11 98888-7777"],
    ["212-555-0142", "212-555-0142"],
    ["(212) 555-0142", "(212) 555-0142"],
    ["1-212-555-0142", "1-212-555-0142"],
    ["612 345 678", "612 345 678"],
    ["98765 43210", "98765 43210"],
    ["9876543210", "9876543210"],
    ["my phone is 5550142", "5550142"],
    ["Tel. 555 0142", "555 0142"],
    ["llámame al 4567890", "4567890"],
    ["+\u202A27 82 123 4567\u202C", "+\u202A27 82 123 4567"],
    [
      "\u202A+27\u00A082\u00A0123\u00A04567\u202C",
      "+27\u00A082\u00A0123\u00A04567",
    ],
    ["082\u20111\u201123\u20114567", "082\u20111\u201123\u20114567"],
    ["٠٨٢١٢٣٤٥٦٧", "٠٨٢١٢٣٤٥٦٧"],
    ["०८२१२३४५६७", "०८२१२३४५६७"],
    ["082\u200B123\u200B4567", "082\u200B123\u200B4567"],
    ["tel:0821234567", "0821234567"],
    ["<0821234567>", "0821234567"],
    ["R$ 50 0821234567", "0821234567"],
    ["order 123 0821234567", "0821234567"],
    ["order from 0821234567", "0821234567"],
    ["2026-11-21 0821234567", "0821234567"],
    ["at 10:30 082 123 4567", "082 123 4567"],
  ])("%j holds %j", (text, phone) => {
    const all = found(text);
    expect(all.map(([kind]) => kind)).toEqual(["phone"]);
    expect(all[0]?.[1]).toBe(phone);
  });

  test("two numbers beside each other are two", () => {
    expect(found("082 123 4567 083 123 4567")).toEqual([
      ["phone", "082 123 4567"],
      ["phone", "083 123 4567"],
    ]);
    expect(found("+27821234567/+27831234567").map(([kind]) => kind)).toEqual([
      "phone",
      "phone",
    ]);
  });
});

describe("e-mail addresses", () => {
  test.each([
    ["write to ana.souza+shop@example.co.za.", "ana.souza+shop@example.co.za"],
    ["<a@b.io>", "a@b.io"],
    ["mailto:x_y%z@sub.example.com?subject=hi", "x_y%z@sub.example.com"],
    ["josé@correo.es", "josé@correo.es"],
    ["A@EXAMPLE.COM", "A@EXAMPLE.COM"],
    ["a\uFF20example.com", "a\uFF20example.com"],
  ])("%j holds %j", (text, address) => {
    expect(found(text)).toEqual([["email", address]]);
  });

  test.each(["@handle", "a@b", "user@localhost", "5 @ 3.50", "a@.com", "@"])(
    "%j holds none",
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});

describe("payment cards", () => {
  test.each([
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111111111111111",
    "5500 0000 0000 0004",
    "378282246310005",
    "3782 822463 10005",
    "6011000990139424",
    "4222222222222",
  ])("%j", (card) => {
    expect(found(`my card ${card}, thanks`)).toEqual([["card", card]]);
  });

  test("a number that fails Luhn is none", () => {
    expect(found("4111 1111 1111 1112")).toEqual([]);
    expect(found("my order 4111111111111112")).toEqual([]);
  });

  test("a card behind the word order is still a card when it is grouped like one", () => {
    expect(found("order 4111 1111 1111 1111")).toEqual([
      ["card", "4111 1111 1111 1111"],
    ]);
  });
});

describe("national ids", () => {
  test.each([
    ["South Africa", "8001015009087"],
    ["South Africa, grouped", "800101 5009 087"],
    ["Brazil", "529.982.247-25"],
    ["Brazil, bare", "52998224725"],
    ["United States", "078-05-1120"],
    ["United States, spaced", "219 09 9999"],
    ["United Kingdom", "AB 12 34 56 C"],
    ["United Kingdom, lower case", "ab123456c"],
    ["Spain, DNI", "12345678Z"],
    ["Spain, NIE", "X1234567L"],
    ["Germany", "86095742719"],
    ["Germany, grouped", "86 095 742 719"],
    ["Poland", "44051401359"],
    ["Turkey", "10000000146"],
    ["France", "255081416802538"],
    ["Italy", "RSSMRA85T10A562S"],
    ["an IBAN", "DE89 3704 0044 0532 0130 00"],
    ["an IBAN, bare", "GB29NWBK60161331926819"],
  ])("%s", (_country, id) => {
    expect(found(`it is ${id} ok`)).toEqual([["nationalId", id]]);
  });

  test.each([
    "8001015009088",
    "529.982.247-26",
    "000-12-3456",
    "666-12-3456",
    "900-12-3456",
    "078-00-1120",
    "GB123456C",
    "12345678A",
    "X1234567A",
    "DE89 3704 0044 0532 0130 01",
  ])("%s fails its check", (id) => {
    const kinds = found(`it is ${id} ok`).map(([kind]) => kind);
    expect(kinds).not.toContain("nationalId");
  });
});

describe("what is nobody's", () => {
  test.each([
    "my order 1234567890",
    "Order number: 0821234567",
    "order no. 98765432109",
    "order 52998224725",
    "invoice 8001015009087",
    "parcel 4111111111111111",
    "order #20261105123",
    "#4711-2026-0815",
    "pedido 12345678901",
    "meu pedido é 9876543210",
    "número do pedido: 00012345678",
    "Bestellnummer 0815471112",
    "Rechnung Nr. 2026-000123",
    "facture n° 0612345678",
    "tracking 1Z999AA10123456784",
    "invoice INV-0012345678",
    "заказ 1234567890",
    "2026-11-21",
    "21/11/2026 at 10:30",
    "21.11.2026, 10:30",
    "11-21-26",
    "10:30-18:00",
    "from 9 to 17",
    "R1299,00",
    "R$ 1.299,00",
    "$1,299,000.00",
    "1299.99 EUR",
    "€ 15000000",
    "USD 12345678",
    "100 000 000 people",
    "600 000 000",
    "2 x 350 g",
    "10 000 pcs",
    "3.14159265",
    "1 2 3 4 5 6 7 8",
    "version 2026.7.1",
    "ABC123456789",
    "550e8400-e29b-41d4-a716-446655440000",
    "192.168.0.1",
    "size 38, 2 pieces, model 4711",
    "12345",
    "0000000000000000",
    "",
  ])("%j holds nothing", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("any text", () => {
  test("gives spans in order, inside the text, without overlaps", () => {
    const piece = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 6 }),
      fc.constantFrom(
        "+27 82 123 4567",
        "4111 1111 1111 1111",
        "a@b.com",
        "8001015009087",
        "AB123456C",
        " ",
        "-",
        "\u200B",
        "0821234567",
        "12",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        let end = 0;
        for (const span of findPersonalData(text)) {
          expect(span.start).toBeGreaterThanOrEqual(end);
          expect(span.end).toBeGreaterThan(span.start);
          end = span.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["digits", "1".repeat(60_000)],
    ["groups", "123456 ".repeat(9_000)],
    ["letters before no @", "a".repeat(60_000)],
    ["dots", "a@".padEnd(60_000, "b.")],
    ["capitals", "AB12".repeat(15_000)],
    ["dashes", "1-".repeat(30_000)],
  ])("of many %s is read in bounded time", (_what, text) => {
    // Quadratic behaviour would take minutes and hit the test's own limit.
    expect(findPersonalData(text).length).toBeLessThan(20_000);
  });
});
