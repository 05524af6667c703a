import { type Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appEnvironment } from "../support/app-environment";
import { launchBrowser, visit } from "../support/browser";
import { startNextApp, type NextApp } from "../support/next-app";
import { startUpstream, type Upstream } from "../support/upstreams";

const CLOSED = "http://127.0.0.1:9";

let browser: Browser;
let app: NextApp;
let healthy: Upstream;
let waha: Upstream;
let gemini: Upstream;

beforeAll(async () => {
  [healthy, waha, gemini] = await Promise.all([
    startUpstream(),
    startUpstream(),
    startUpstream(),
  ]);
  waha.answer("failing");
  gemini.answer("refused");
  browser = await launchBrowser();
  app = await startNextApp({
    ...appEnvironment(healthy.url),
    WAHA_BASE_URL: waha.url,
    GEMINI_BASE_URL: gemini.url,
    UPSTASH_REDIS_REST_URL: CLOSED,
  });
});

afterAll(async () => {
  await browser.close();
  await app.stop();
  await Promise.all([healthy, waha, gemini].map((server) => server.close()));
});

test("shows what each service really answered", async () => {
  const { page, close } = await visit(browser, { theme: "light", width: 1440 });
  await page.goto(app.url);
  const state = (service: string) =>
    page.locator(`[data-service=${service}]`).innerText();
  expect(await state("convex")).toContain("Ok");
  expect(await state("waha")).toContain("Answers with an error");
  expect(await state("gemini")).toContain("Refuses our key");
  expect(await state("redis")).toContain("Unreachable");
  await page.screenshot({
    path: "artifacts/screenshots/landing-services-down.png",
    fullPage: true,
  });
  await close();
});

test("asks the vendors with our keys", () => {
  expect(waha.received[0]?.path).toBe("/api/server/version");
  expect(waha.received[0]?.headers["x-api-key"]).toBe("waha-key-of-a-test");
  expect(gemini.received[0]?.headers["x-goog-api-key"]).toBe(
    "gemini-key-of-a-test",
  );
});

test("shows a recovery without a reload", async () => {
  const { page, close } = await visit(browser, { theme: "light", width: 1440 });
  await page.goto(app.url);
  const state = page.locator("[data-service=waha]");
  await expect.poll(() => state.innerText()).toContain("Answers with an error");
  waha.answer("ok");
  await expect
    .poll(() => state.innerText(), { timeout: 40_000 })
    .toContain("Ok");
  waha.answer("failing");
  await close();
});

test("calls itself degraded, and no more, while only some are away", async () => {
  const answer = await fetch(`${app.url}/api/health`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: "degraded" });
});
