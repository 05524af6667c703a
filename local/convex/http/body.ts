import type { IncomingMessage } from "node:http";

import { ApiError } from "./respond";

function tooLarge(maxBytes: number): ApiError {
  return new ApiError(
    413,
    "RequestTooLarge",
    `The request body is larger than ${maxBytes} bytes.`,
  );
}

/** The chunks of a body; throws a 413 once the cap is passed. */
export async function* readCapped(
  request: IncomingMessage,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

/** The whole body, by events: an async iterator costs too much per small request. */
export function readWhole(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const declared = Number(request.headers["content-length"] ?? 0);
    if (declared > maxBytes) {
      reject(tooLarge(maxBytes));
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        request.pause();
        reject(tooLarge(maxBytes));
      } else {
        chunks.push(chunk);
      }
    });
    request.on("end", () => {
      resolve(
        chunks.length === 1 && chunks[0] !== undefined
          ? chunks[0]
          : Buffer.concat(chunks),
      );
    });
    request.on("error", reject);
    request.on("aborted", () => {
      reject(new ApiError(400, "Aborted", "The client went away."));
    });
  });
}
