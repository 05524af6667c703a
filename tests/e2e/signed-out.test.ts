import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startUpstash } from "../../local/upstash/server";
import { appEnvironment } from "../support/app-environment";
import { startNextApp, type NextApp } from "../support/next-app";
import { startUpstream, type Upstream } from "../support/upstreams";

/** Written down here as well, so that opening one takes two decisions. */
const PUBLIC_PAGES = new Set([
  "/",
  "/pricing",
  "/privacy",
  "/terms",
  "/security",
  "/favicon.ico",
  "/icon.svg",
  "/.well-known/security.txt",
  "/sign-in/[[...step]]",
  "/sign-up/[[...step]]",
  "/invitations/[token]",
]);
const PUBLIC_ROUTES = new Set([
  "/api/csp-report",
  "/api/health",
  "/api/monitoring",
]);

/** Also probes without a session may ask it, so the route refuses by itself. */
const ANSWERS_READS_ONLY = new Set(["/api/ready"]);

const MANIFEST = new URL(
  "../../.next/app-path-routes-manifest.json",
  import.meta.url,
);

/** Every address of the build; pages Next shows by itself have none. */
function builtRoutes(): string[] {
  const manifest = JSON.parse(
    readFileSync(fileURLToPath(MANIFEST), "utf8"),
  ) as Record<string, string>;
  return Object.values(manifest).filter((route) => !route.startsWith("/_"));
}

/** An address of the route, with something in place of its parameters. */
function addressIn(route: string): string {
  return route
    .replace(/\/\[\[\.\.\.\w+\]\]/, "")
    .replaceAll(/\[\w+\]/g, "4915123456789");
}

const routes = builtRoutes();
const isRoute = (route: string) => route.startsWith("/api/");
const guardedPages = routes.filter(
  (route) => !isRoute(route) && !PUBLIC_PAGES.has(route),
);
const guardedRoutes = routes.filter(
  (route) => isRoute(route) && !PUBLIC_ROUTES.has(route),
);

const TOKEN = "redis-token-of-a-test";

let upstream: Upstream;
let redis: Awaited<ReturnType<typeof startUpstash>>;
let app: NextApp;

beforeAll(async () => {
  upstream = await startUpstream();
  redis = await startUpstash({ port: 0, token: TOKEN });
  app = await startNextApp({
    ...appEnvironment(upstream.url),
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
    EXPORT_RATE_LIMIT_PER_MINUTE: "1000",
  });
});

afterAll(async () => {
  await app.stop();
  await Promise.all([upstream.close(), redis.close()]);
});

const ask = (path: string, method = "GET") =>
  fetch(`${app.url}${path}`, { method, redirect: "manual" });

test("the build has what this file speaks of", () => {
  for (const route of [...PUBLIC_PAGES, ...PUBLIC_ROUTES]) {
    expect(routes).toContain(route);
  }
  expect(guardedPages.length).toBeGreaterThan(15);
  expect(guardedRoutes.length).toBeGreaterThan(3);
});

test.each([...guardedPages, "/no-such-page", "/inbox/a/b?q=1"])(
  "a stranger at %s is sent to sign in, and back to it afterwards",
  async (route) => {
    const path = addressIn(route);
    const answer = await ask(path);
    expect(answer.status).toBe(307);
    const target = new URL(answer.headers.get("location") ?? "", app.url);
    expect(target.origin).toBe(app.url);
    expect(target.pathname).toBe("/sign-in");
    expect(target.searchParams.get("redirect_url")).toBe(path);
    expect(await answer.text()).toBe(answer.headers.get("location"));
  },
);

test.each([...guardedRoutes, "/api/no-such-route"])(
  "%s answers a stranger with the error contract",
  async (route) => {
    const methods = ANSWERS_READS_ONLY.has(route) ? ["GET"] : ["GET", "POST"];
    for (const method of methods) {
      const answer = await ask(addressIn(route), method);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("content-type")).toContain("application/json");
      expect(await answer.json()).toEqual({
        error: {
          code: "UNAUTHENTICATED",
          message: "Sign in first.",
          requestId: answer.headers.get("x-request-id"),
        },
      });
    }
  },
);

test.each([...PUBLIC_PAGES])("a stranger may open %s", async (route) => {
  expect((await ask(addressIn(route))).status).toBe(200);
});
