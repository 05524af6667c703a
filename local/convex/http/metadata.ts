import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

import type { RequestMetadata } from "../types";

/** Who asked, as functions see it in `ctx.meta.getRequestMetadata()`. */
export function metadataOf(request: IncomingMessage): RequestMetadata {
  return {
    ip: request.socket.remoteAddress ?? null,
    userAgent: request.headers["user-agent"] ?? null,
    requestId: randomUUID(),
  };
}
