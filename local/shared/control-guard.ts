import type { IncomingMessage } from "node:http";

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * True when the request may use a stand-in's own pages and control API: from
 * this machine, addressed to this machine (no DNS rebinding), and not from
 * another site's page (following a link to one of the pages is fine).
 */
export function isLocalCaller(request: IncomingMessage): boolean {
  const remote = request.socket.remoteAddress ?? "";
  if (!/^(127\.|::1$|::ffff:127\.)/.test(remote)) return false;
  const host = request.headers.host ?? "";
  if (!LOOPBACK_HOST.test(host)) return false;
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  const site = request.headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") {
    return true;
  }
  const isLink = request.headers["sec-fetch-dest"] === "document";
  return isLink && request.method === "GET";
}
