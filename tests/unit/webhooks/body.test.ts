import { describe, expect, test } from "vitest";
import { readBody } from "../../../lib/webhooks/body";

const MAX = 8;

type Watched = { request: Request; taken(): number; isCancelled(): boolean };

/** A request whose body comes in these pieces, and who looks how much of it was taken. */
function requestOf(
  pieces: readonly string[],
  headers: Record<string, string> = {},
): Watched {
  let taken = 0;
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = pieces[taken];
        if (piece === undefined) {
          controller.close();
          return;
        }
        taken += 1;
        controller.enqueue(new TextEncoder().encode(piece));
      },
      cancel() {
        isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: "POST", body, headers, duplex: "half" };
  return {
    request: new Request("http://webhook/", init),
    taken: () => taken,
    isCancelled: () => isCancelled,
  };
}

const textOf = (body: Uint8Array | "too_large") =>
  typeof body === "string" ? body : new TextDecoder().decode(body);

describe("the body of a webhook", () => {
  test("is what was sent, in its order", async () => {
    const { request } = requestOf(["one", "", "two"]);
    expect(textOf(await readBody(request, MAX))).toBe("onetwo");
  });

  test("may be as large as the cap", async () => {
    const { request } = requestOf(["1234", "5678"], { "content-length": "8" });
    expect(textOf(await readBody(request, MAX))).toBe("12345678");
  });

  test("may be nothing", async () => {
    const request = new Request("http://webhook/", { method: "POST" });
    expect(await readBody(request, MAX)).toEqual(new Uint8Array());
  });

  test("is not read when it says that it is larger", async () => {
    const watched = requestOf(["123"], { "content-length": "9" });
    expect(await readBody(watched.request, MAX)).toBe("too_large");
    expect(watched.taken()).toBe(0);
  });

  test("is given up at the piece that is too much, whatever it said", async () => {
    const watched = requestOf(["12345678", "9", "10", "11"], {
      "content-length": "3",
    });
    expect(await readBody(watched.request, MAX)).toBe("too_large");
    expect(watched.taken()).toBe(2);
    expect(watched.isCancelled()).toBe(true);
  });
});
