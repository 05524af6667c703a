import type { IncomingMessage } from "node:http";

/** What is still read of a refused body, so that its sender hears the answer. */
const LINGER_BYTES = 64 * 1024 * 1024;

/**
 * Drops what is left of a body. Closing the connection instead would break a
 * client off that is still writing, before it can read why.
 */
export function discardRest(request: IncomingMessage): void {
  let dropped = 0;
  request.on("data", (chunk: Buffer) => {
    dropped += chunk.length;
    if (dropped > LINGER_BYTES) request.destroy();
  });
  request.on("error", () => undefined);
  request.resume();
}

/** The chunks of a body; throws `tooLarge()` once the cap (bytes) is passed. */
export async function* readCapped(
  request: IncomingMessage,
  maxBytes: number,
  tooLarge: () => Error,
): AsyncGenerator<Buffer> {
  let size = 0;
  const chunks = request.iterator({ destroyOnReturn: false });
  for await (const chunk of chunks as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      discardRest(request);
      throw tooLarge();
    }
    yield chunk;
  }
}

/**
 * The whole body, by events: an async iterator costs too much per small
 * request. Rejects with `tooLarge()` above the cap (bytes) and with `gone()`
 * when the client leaves in the middle.
 */
export function readWhole(
  request: IncomingMessage,
  maxBytes: number,
  failures: { tooLarge: () => Error; gone: () => Error },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const refuse = (): void => {
      request.off("data", take);
      discardRest(request);
      reject(failures.tooLarge());
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > maxBytes) refuse();
      else chunks.push(chunk);
    };
    if (Number(request.headers["content-length"] ?? 0) > maxBytes) {
      refuse();
      return;
    }
    request.on("data", take);
    request.on("end", () => {
      resolve(
        chunks.length === 1 && chunks[0] !== undefined
          ? chunks[0]
          : Buffer.concat(chunks),
      );
    });
    request.on("error", reject);
    request.on("aborted", () => {
      reject(failures.gone());
    });
  });
}
