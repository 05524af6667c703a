import { type Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startUpstash } from "../../local/upstash/server";
import { appEnvironment } from "../support/app-environment";
import { launchBrowser, visit } from "../support/browser";
import { startNextApp, type NextApp } from "../support/next-app";
import { startUpstream, type Upstream } from "../support/upstreams";

const TOKEN = "redis-token-of-a-test";
const WAIT = { timeout: 20_000, interval: 100 };
const PHONE = "+49 151 23456789";

let browser: Browser;
let app: NextApp;
let ingest: Upstream;
let services: Upstream;
let redis: Awaited<ReturnType<typeof startUpstash>>;
let dsn: string;

beforeAll(async () => {
  [ingest, services] = await Promise.all([startUpstream(), startUpstream()]);
  redis = await startUpstash({ port: 0, token: TOKEN });
  browser = await launchBrowser();
  dsn = `${ingest.url.replace("//", "//publickey@")}/1`;
  app = await startNextApp({
    ...appEnvironment(services.url),
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
    NEXT_PUBLIC_SENTRY_DSN: dsn,
    SENTRY_DSN: dsn,
  });
});

afterAll(async () => {
  await browser.close();
  await app.stop();
  await Promise.all([ingest.close(), services.close(), redis.close()]);
});

test("an error in the browser arrives through our origin, without what people wrote", async () => {
  const { page, problems, close } = await visit(browser, {
    theme: "light",
    width: 1440,
  });
  await page.goto(`${app.url}/?phone=4915123456789#private`);
  await page.evaluate((phone) => {
    console.warn(`a customer wrote from ${phone}`);
    setTimeout(() => {
      throw new Error(`could not show the chat of ${phone}`);
    });
  }, PHONE);
  await expect
    .poll(() => ingest.received.map(({ body }) => body).join("\n"), {
      timeout: 20_000,
    })
    .toContain("could not show the chat of");
  const report = ingest.received.find(({ body }) => body.includes("could not"));
  expect(report?.path).toBe("/api/1/envelope/");
  expect(report?.body.replaceAll(/\D/g, "")).not.toContain("15123456789");
  expect(report?.body).not.toMatch(/a customer wrote|#private|\?phone|Cookie/i);
  const bodies = ingest.received.map(({ body }) => body).join("\n");
  expect(bodies).not.toContain('"type":"session"');
  expect(problems.filter((text) => text.includes("Content Security"))).toEqual(
    [],
  );
  await close();
});

test("an error of the middleware arrives from the edge, without what the visitor sent", async () => {
  const broken = await startNextApp({
    ...appEnvironment(services.url),
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
    SENTRY_DSN: dsn,
    // By its form a key, but Clerk cannot read it.
    CLERK_PUBLISHABLE_KEY: "pk_live_unreadable",
  });
  onTestFinished(() => broken.stop());
  const answer = await fetch(`${broken.url}/overview?phone=4915123456789`, {
    headers: { cookie: "__session=token-of-a-visitor" },
  });
  expect(answer.status).toBe(500);
  const reports = () =>
    ingest.received
      .map(({ body }) => body)
      .filter((body) => body.includes("Publishable key not valid"));
  // The first is of the call that waited for the server.
  await expect.poll(() => reports().length, WAIT).toBe(2);
  for (const report of reports()) {
    expect(report).toContain("npm:@sentry/vercel-edge");
    expect(report).not.toMatch(/token-of-a-visitor|cookie|phone|15123456789/i);
  }
});

test("the tunnel forwards nothing that is addressed elsewhere", async () => {
  const marker = "addressed-elsewhere";
  const answer = await fetch(`${app.url}/api/monitoring`, {
    method: "POST",
    body: `${JSON.stringify({ dsn: "https://key@elsewhere.example/7" })}\n{}\n${marker}`,
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { code: "VALIDATION_FAILED" },
  });
  expect(ingest.received.some(({ body }) => body.includes(marker))).toBe(false);
});

test("the tunnel refuses an envelope that is too large", async () => {
  const answer = await fetch(`${app.url}/api/monitoring`, {
    method: "POST",
    body: `${JSON.stringify({ dsn })}\n${"x".repeat(300 * 1024)}`,
  });
  expect(answer.status).toBe(400);
});
