// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { TokenInput } from "@/app/(dashboard)/assistant/token-input";
import { en } from "@/lib/i18n/en";

afterEach(cleanup);

function open(start: string[]): () => string[] {
  let latest = start;
  function Words() {
    const [words, setWords] = useState(start);
    latest = words;
    return (
      <TokenInput
        value={words}
        onChange={setWords}
        normalise={(text) => text.trim().toLowerCase()}
      />
    );
  }
  render(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
      <Words />
    </NextIntlClientProvider>,
  );
  return () => latest;
}

function write(value: string, key?: string) {
  const input = screen.getByRole("textbox");
  fireEvent.change(input, { target: { value } });
  if (key !== undefined) fireEvent.keyDown(input, { key });
  return input;
}

test("Enter and a comma add, each word once and in its one form", () => {
  const words = open([]);
  write("Price", "Enter");
  write("price", ",");
  write("bike, rent", "Enter");
  write("  ", "Enter");
  expect(words()).toEqual(["price", "bike", "rent"]);
});

test("what was typed is not lost on leaving the field", () => {
  const words = open([]);
  fireEvent.blur(write("Helmet"));
  expect(words()).toEqual(["helmet"]);
});

test("Backspace in the empty field and the button take a word back", () => {
  const words = open(["a", "b", "c"]);
  fireEvent.keyDown(screen.getByRole("textbox"), { key: "Backspace" });
  fireEvent.click(screen.getByRole("button", { name: "Remove a" }));
  expect(words()).toEqual(["b"]);
  fireEvent.keyDown(write("x"), { key: "Backspace" });
  expect(words()).toEqual(["b"]);
});
