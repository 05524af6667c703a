import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NextRequest, type NextFetchEvent } from "next/server";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startUpstash } from "../../local/upstash/server";
import { actionClass } from "../../lib/http/action-class";
import { middleware } from "../../middleware";
import { appEnvironment } from "../support/app-environment";

const APP = fileURLToPath(new URL("../../app", import.meta.url));
const TOKEN = "redis-token-of-a-test";

/** What anybody may open; a page that is not here needs a session. */
const PUBLIC_PAGES = [
  "/",
  "/.well-known/security.txt",
  "/invitations/x",
  "/pricing",
  "/privacy",
  "/security",
  "/sign-in",
  "/sign-up",
  "/terms",
];
const PUBLIC_ROUTES = [
  "/api/csp-report",
  "/api/health",
  "/api/monitoring",
  "/api/ready",
];

let redis: Awaited<ReturnType<typeof startUpstash>>;
let before: NodeJS.ProcessEnv;

beforeAll(async () => {
  redis = await startUpstash({ port: 0, token: TOKEN });
  before = { ...process.env };
  Object.assign(process.env, appEnvironment("http://127.0.0.1:1"), {
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
    API_RATE_LIMIT_PER_MINUTE: "1000",
    EXPORT_RATE_LIMIT_PER_MINUTE: "1000",
  });
});

afterAll(async () => {
  process.env = before;
  await redis.close();
});

function filesIn(folder: string): string[] {
  return readdirSync(join(APP, folder), { withFileTypes: true }).flatMap(
    (entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesIn(path) : [path];
    },
  );
}

/** The address that a file of the app answers, each parameter being "x". */
function addressOf(file: string): string {
  const segments = file
    .split("/")
    .slice(1, -1)
    .filter((segment) => !/^\(.*\)$|^\[\[\.\.\./.test(segment))
    .map((segment) => (segment.startsWith("[") ? "x" : segment));
  return `/${segments.join("/")}`;
}

const files = filesIn("");
const addresses = (name: string): string[] =>
  files.filter((file) => file.endsWith(`/${name}`)).map(addressOf);

const pages = [
  ...addresses("page.tsx"),
  ...addresses("route.ts").filter((path) => !path.startsWith("/api/")),
];
const routes = addresses("route.ts").filter((path) => path.startsWith("/api/"));

const open = (path: string, method = "GET") =>
  middleware(
    new NextRequest(`https://app.example.org${path}`, { method }),
    {} as NextFetchEvent,
  );

test("the walk finds the app", () => {
  expect(pages).toContain("/inbox/x");
  expect(routes).toContain("/api/health");
  expect(pages).toEqual(expect.arrayContaining(PUBLIC_PAGES));
  expect(routes).toEqual(expect.arrayContaining(PUBLIC_ROUTES));
});

test.each(pages)("page %s is public or sends to sign in", async (path) => {
  const answer = await open(path);
  if (PUBLIC_PAGES.includes(path)) {
    expect(answer.status).toBe(200);
    return;
  }
  expect(answer.status).toBe(307);
  const to = new URL(answer.headers.get("location") ?? "");
  expect(to.pathname).toBe("/sign-in");
});

test.each(routes)("route %s is public or answers 401", async (path) => {
  for (const method of ["GET", "POST", "DELETE"]) {
    const answer = await open(path, method);
    if (PUBLIC_ROUTES.includes(path)) {
      expect(answer.status).toBe(200);
      continue;
    }
    expect([answer.status, await answer.json()]).toMatchObject([
      401,
      { error: { code: "UNAUTHENTICATED" } },
    ]);
  }
});

const handingOutFiles = files
  .filter((file) => file.endsWith("/route.ts"))
  .filter((file) =>
    readFileSync(join(APP, file), "utf8").includes("Content-Disposition"),
  )
  .map(addressOf);

test.each(handingOutFiles)("a file of data from %s is an export", (path) => {
  expect(actionClass(path, "GET")).toBe("export");
});

const guarded = routes.filter((path) => !PUBLIC_ROUTES.includes(path));

vi.mock("@clerk/nextjs/server", async (original) => ({
  ...(await original<object>()),
  auth: () => Promise.resolve({ userId: null, sessionId: null }),
}));

test.each(guarded)("route %s checks for itself as well", async (path) => {
  const file = files.find(
    (each) => each.endsWith("/route.ts") && addressOf(each) === path,
  );
  const handlers = (await import(`../../app${file ?? ""}`)) as Record<
    string,
    unknown
  >;
  const names = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter(
    (name) => typeof handlers[name] === "function",
  );
  expect(names).not.toEqual([]);
  for (const method of names) {
    const handle = handlers[method] as (
      request: Request,
      context: { params: Promise<Record<string, string>> },
    ) => Promise<Response>;
    const params = Promise.resolve({ contactId: "x", messageId: "x" });
    const request = new Request(`https://app.example.org${path}`, { method });
    const answer = await handle(request, { params });
    expect([answer.status, await answer.json()]).toMatchObject([
      401,
      { error: { code: "UNAUTHENTICATED" } },
    ]);
  }
});
