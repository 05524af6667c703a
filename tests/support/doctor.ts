import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SECURITY_HEADERS } from "../../lib/http/security-headers";
import type { Line, Place } from "../../scripts/doctor/check";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Settings with which nothing is wrong. */
export const ENV: Record<string, string> = {
  NEXT_PUBLIC_CONVEX_URL: "https://data.example",
  NEXT_PUBLIC_CONVEX_SITE_URL: "https://hooks.example",
  WAHA_BASE_URL: "https://waha.example",
  GEMINI_BASE_URL: "https://gemini.example",
  UPSTASH_REDIS_REST_URL: "https://redis.example",
  UPSTASH_REDIS_REST_TOKEN: "token",
  FIELD_KEYS: `first:${randomBytes(32).toString("base64url")}`,
};
for (const [, name = ""] of readFileSync(
  `${root}/.env.example`,
  "utf8",
).matchAll(/^([A-Z][A-Z0-9_]+)=\w*<random>$/gm)) {
  ENV[name] = randomBytes(32).toString("hex");
}

/** A page policy as strict as ours. */
export const policyWith = (nonce: string) =>
  `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'; frame-ancestors 'none'`;
const FAR = "2099-01-01T00:00:00.000Z";

let answers = 0;

/** What the app answers strangers. */
export function healthyApp(request: Request): Response {
  const { protocol, pathname } = new URL(request.url);
  if (protocol === "http:") {
    const location = request.url.replace("http:", "https:");
    return new Response(null, { status: 308, headers: { location } });
  }
  answers += 1;
  const nonce = `n${String(answers)}`;
  const requestId = `request-${String(answers)}`;
  const headers = {
    ...SECURITY_HEADERS,
    "content-security-policy": policyWith(nonce),
    "x-request-id": requestId,
    "cache-control": "no-store",
  };
  if (request.method === "POST") return new Response("", { status: 403 });
  const page = `<script nonce="${nonce}">1</script>`;
  switch (pathname) {
    case "/.well-known/security.txt":
      return new Response(`Contact: mailto:a@b.example\nExpires: ${FAR}\n`);
    case "/api/health":
      return Response.json({ status: "ok" }, { headers });
    case "/":
    case "/sign-in":
      return new Response(page, { headers });
    case "/.well-known/nothing-is-here":
      return new Response(page, { status: 404, headers });
  }
  if (!pathname.startsWith("/api/")) {
    return new Response(null, { status: 307, headers });
  }
  const error = { code: "UNAUTHENTICATED", message: "No.", requestId };
  return Response.json({ error }, { status: 401, headers });
}

/** An installation in which everything is as it should be. */
export function healthy(request: Request): Response {
  const { hostname } = new URL(request.url);
  if (hostname === "hooks.example") return new Response("", { status: 401 });
  if (hostname === "waha.example" || hostname === "redis.example") {
    return new Response("", { status: 401 });
  }
  if (hostname === "data.example") {
    return Response.json({
      status: "error",
      errorData: { code: "UNAUTHENTICATED" },
    });
  }
  return healthyApp(request);
}

/** An installation whose every answer is the test's. */
export function place(
  answer: (request: Request) => Response | Promise<Response> = healthy,
  env: Record<string, string> = {},
): Place {
  return {
    root,
    env: { ...ENV, ...env },
    app: "https://app.example",
    fetch: async (input, init) => await answer(new Request(input, init)),
  };
}

/** The lines that fail. */
export const failing = (lines: Line[]) =>
  lines.filter(({ ok }) => ok === false).map(({ name }) => name);
