import { CSP_REPORT_PATH } from "./action-class";
import { EMPTY_STYLES, TOAST_STYLES } from "./style-hashes";

/** Headers of every answer; the CSP is separate because it carries a nonce. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy":
    "accelerometer=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Origin-Agent-Cluster": "?1",
  "X-Permitted-Cross-Domain-Policies": "none",
  "Reporting-Endpoints": `csp="${CSP_REPORT_PATH}"`,
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
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // The second is for browsers that do not know the first.
    "report-to csp",
    `report-uri ${CSP_REPORT_PATH}`,
  ];
  if (input.secure) directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

function connectSources(address: string): string[] {
  const { protocol, host } = new URL(address);
  const socket = protocol === "https:" ? "wss:" : "ws:";
  return [`${protocol}//${host}`, `${socket}//${host}`];
}
