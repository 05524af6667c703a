import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { type IncomingMessage } from "node:http";
import { PEER_HEADER } from "../http/request-headers";

/**
 * Writes the TCP peer's address into every request of this process. Next
 * keeps a client's own `X-Forwarded-For`, so middleware, which sees headers
 * only, could not tell a forged address from a real one.
 */
export function recordPeerAddresses(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  });
}
