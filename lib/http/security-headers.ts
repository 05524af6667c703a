import { EMPTY_STYLES, TOAST_STYLES } from "./style-hashes";

/** Headers of every answer; the CSP is separate because it carries a nonce. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Origin-Agent-Cluster": "?1",
};

export interface PolicyInput {
  nonce: string;
  /** http(s) addresses the browser talks to; the WebSocket form is added. */
  connectTo: readonly string[];
  /** Where pictures of people come from, beside this server. */
  picturesFrom: readonly string[];
  /** Pages of others that may be shown inside ours. */
  framesFrom: readonly string[];
  secure: boolean;
  /** Next's development server evaluates strings and writes inline styles. */
  development: boolean;
}

/** The Content-Security-Policy value of one page. */
export function contentSecurityPolicy(input: PolicyInput): string {
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${input.nonce}' 'strict-dynamic'${input.development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${input.development ? "'unsafe-inline'" : `'nonce-${input.nonce}' '${TOAST_STYLES}' '${EMPTY_STYLES}'`}`,
    `img-src ${["'self'", "blob:", "data:", ...input.picturesFrom].join(" ")}`,
    "media-src 'self' blob:",
    // Clerk keeps its session fresh from a worker.
    "worker-src 'self' blob:",
    ...(input.framesFrom.length === 0
      ? []
      : [`frame-src ${input.framesFrom.join(" ")}`]),
    "font-src 'self'",
    `connect-src ${["'self'", ...input.connectTo.flatMap(connectSources)].join(" ")}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  if (input.secure) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

function connectSources(address: string): string[] {
  const { protocol, host } = new URL(address);
  const socket = protocol === "https:" ? "wss:" : "ws:";
  return [`${protocol}//${host}`, `${socket}//${host}`];
}
