import { expect, test } from "vitest";
import { readTextUpTo } from "../../../lib/http/body";

function streamed(...parts: string[]): Response {
  const encoder = new TextEncoder();
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(encoder.encode(part));
        controller.close();
      },
    }),
  );
}

test("reads a body up to the limit, in whatever parts it comes", async () => {
  expect(await readTextUpTo(streamed("ab", "cd"), 4)).toBe("abcd");
});

test("refuses one byte more", async () => {
  expect(await readTextUpTo(streamed("ab", "cde"), 4)).toBeNull();
});

test("counts bytes, not characters", async () => {
  expect(await readTextUpTo(streamed("äää"), 5)).toBeNull();
});

test("puts a character together that was cut between parts", async () => {
  const bytes = new TextEncoder().encode("ä");
  const response = new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(bytes.slice(0, 1));
        controller.enqueue(bytes.slice(1));
        controller.close();
      },
    }),
  );
  expect(await readTextUpTo(response, 10)).toBe("ä");
});

test("reads no body as an empty text", async () => {
  expect(await readTextUpTo(new Response(null), 10)).toBe("");
});
