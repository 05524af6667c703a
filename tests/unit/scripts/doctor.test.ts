import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { SECURITY_HEADERS } from "../../../lib/http/security-headers";
import { appLines } from "../../../scripts/doctor/app";
import type { Line, Place } from "../../../scripts/doctor/check";
import { serviceLines } from "../../../scripts/doctor/services";
import { settingsLines } from "../../../scripts/doctor/settings";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const ENV: Record<string, string> = {
  NEXT_PUBLIC_CONVEX_URL: "https://data.example",
  NEXT_PUBLIC_CONVEX_SITE_URL: "https://hooks.example",
  WAHA_BASE_URL: "https://waha.example",
  GEMINI_BASE_URL: "https://gemini.example",
  UPSTASH_REDIS_REST_URL: "https://redis.example",
  UPSTASH_REDIS_REST_TOKEN: "token",
};
for (const [, name = ""] of readFileSync(
  `${root}/.env.example`,
  "utf8",
).matchAll(/^([A-Z][A-Z0-9_]+)=\w*<random>$/gm)) {
  ENV[name] = randomBytes(32).toString("hex");
}

const POLICY =
  "script-src 'self' 'nonce-x' 'strict-dynamic'; frame-ancestors 'none'";
const FAR = "2099-01-01T00:00:00.000Z";

/** An installation in which everything is as it should be. */
function healthy(request: Request): Response {
  const { hostname, pathname } = new URL(request.url);
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
  const headers = { ...SECURITY_HEADERS, "content-security-policy": POLICY };
  if (request.method === "POST") return new Response("", { status: 403 });
  if (pathname === "/.well-known/security.txt") {
    return new Response(`Contact: mailto:a@b.example\nExpires: ${FAR}\n`);
  }
  if (pathname === "/" || pathname === "/api/health") {
    return new Response("", { headers });
  }
  const status = pathname.startsWith("/api/") ? 401 : 307;
  return new Response(null, { status });
}

function place(
  answer: (request: Request) => Response = healthy,
  env: Record<string, string> = {},
): Place {
  return {
    root,
    env: { ...ENV, ...env },
    app: "https://app.example",
    fetch: (input, init) =>
      Promise.resolve(answer(new Request(input as string, init))),
  };
}

const failing = (lines: Line[]) =>
  lines.filter(({ ok }) => ok === false).map(({ name }) => name);

test("K7 a healthy installation passes every line", async () => {
  expect(failing(settingsLines(place()))).toEqual([]);
  expect(failing(await appLines(place()))).toEqual([]);
  const services = failing(await serviceLines(place()));
  // The counter speaks to a real Redis, and there is none here.
  expect(services).toEqual(["page policy violations are counted"]);
});

test.each([
  [
    "a JSON route refuses strangers",
    (request: Request) => new URL(request.url).pathname === "/api/none",
  ],
  [
    "a page sends strangers to sign in",
    (request: Request) => new URL(request.url).pathname === "/inbox",
  ],
  [
    "a write from another site is refused",
    (request: Request) =>
      request.method === "POST" && request.url.includes("app.example"),
  ],
])("an app without the control fails: %s", async (name, isBroken) => {
  const lines = await appLines(
    place((request) =>
      isBroken(request) ? new Response("") : healthy(request),
    ),
  );
  expect(failing(lines)).toEqual([name]);
});

test("headers, policy and security.txt are missed when they are not there", async () => {
  const lines = await appLines(
    place((request) => {
      const answer = healthy(request);
      return new Response(null, {
        status: answer.status === 200 ? 204 : answer.status,
        headers: { "access-control-allow-origin": "*" },
      });
    }),
  );
  expect(failing(lines)).toEqual([
    "every security header is sent",
    "the page policy allows no inline or evaluated code",
    "another site may not read answers",
    "the app and its services are healthy",
    "security.txt names a contact and has not expired",
  ]);
});

test("a service that lets strangers in fails, and so does one that is silent", async () => {
  const open = place(() => Response.json({ status: "success", value: 1 }));
  expect(failing(await serviceLines(open))).toHaveLength(8);
  const silent = place(() => {
    throw new Error("down");
  });
  expect(failing(await serviceLines(silent))).toHaveLength(8);
});

test.each([
  [{ WAHA_API_KEY: "short" }, "secrets have at least 24 characters"],
  [
    { WAHA_BASE_URL: "http://10.0.0.5:3000" },
    "WAHA_BASE_URL is https, or this machine, or marked private",
  ],
  [
    { WAHA_WEBHOOK_ALGORITHMS: "md5" },
    "webhook signatures are SHA-512 or SHA-256",
  ],
  [
    { WAHA_API_KEY: ENV["CONVEX_ADMIN_KEY"] ?? "" },
    "no two secrets are the same",
  ],
])("the settings %j fail", (env, name) => {
  expect(failing(settingsLines(place(healthy, env)))).toEqual([name]);
});
