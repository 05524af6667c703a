import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { verifyAll } from "../../../scripts/books/verify";
import { sampleBooks } from "../../support/books";

let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "books-"));
  said = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => {
    said.push(line);
  });
  // What is offline asks nobody.
  vi.stubGlobal("fetch", () => {
    throw new Error("Somebody was asked.");
  });
  return () => rmSync(folder, { recursive: true });
});

function write(content: unknown): string {
  const file = path.join(folder, "books.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test("N1 an export is verified from the file alone", async () => {
  const file = write(await sampleBooks());
  expect(await verifyAll([file])).toBe(0);
  expect(said.at(-1)).toContain("in order");
  expect(await verifyAll(["--file", file])).toBe(0);
});

test("N1 a forged export names its first wrong entry", async () => {
  const books = await sampleBooks();
  const fifth = books.entries[4];
  if (fifth === undefined) throw new Error("There is no such entry.");
  fifth.credits += 1;
  expect(await verifyAll([write(books)])).toBe(1);
  expect(said[0]).toContain("WRONG, first at entry #5");
});

test("a file that holds no books, or is not there, is refused in a sentence", async () => {
  await expect(verifyAll([write({ format: "x" })])).rejects.toThrow(
    /holds no books/,
  );
  await expect(verifyAll([path.join(folder, "none")])).rejects.toThrow(
    /cannot be read/,
  );
});
