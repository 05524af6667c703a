import type { IncomingMessage } from "node:http";

import * as shared from "../../shared/body";
import { ApiError } from "./respond";

function tooLarge(maxBytes: number): ApiError {
  return new ApiError(
    413,
    "RequestTooLarge",
    `The request body is larger than ${maxBytes} bytes.`,
  );
}

/** The chunks of a body; throws a 413 once the cap is passed. */
export function readCapped(
  request: IncomingMessage,
  maxBytes: number,
): AsyncGenerator<Buffer> {
  return shared.readCapped(request, maxBytes, () => tooLarge(maxBytes));
}

/** The whole body; a 413 above the cap, a 400 when the client went away. */
export function readWhole(
  request: IncomingMessage,
  maxBytes: number,
): Promise<Buffer> {
  return shared.readWhole(request, maxBytes, {
    tooLarge: () => tooLarge(maxBytes),
    gone: () => new ApiError(400, "Aborted", "The client went away."),
  });
}
