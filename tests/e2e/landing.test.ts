import { mkdirSync } from "node:fs";
import { type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VIEWS, axeProblems, launchBrowser, visit } from "../support/browser";
import { appEnvironment } from "../support/app-environment";
import { startNextApp, type NextApp } from "../support/next-app";
import { startUpstream, type Upstream } from "../support/upstreams";

let browser: Browser;
let app: NextApp;
let upstream: Upstream;

beforeAll(async () => {
  mkdirSync("artifacts/screenshots", { recursive: true });
  upstream = await startUpstream();
  browser = await launchBrowser();
  app = await startNextApp(appEnvironment(upstream.url));
});

afterAll(async () => {
  await browser.close();
  await app.stop();
  await upstream.close();
});

describe.each(VIEWS)("the landing page, $theme at $width px", (view) => {
  test("shows no axe finding, no error and no sideways scroll", async () => {
    const { page, problems, close } = await visit(browser, view);
    await page.goto(app.url);
    await page.waitForSelector("[data-service=redis]");
    await page.screenshot({
      path: `artifacts/screenshots/landing-${view.theme}-${view.width}.png`,
      fullPage: true,
    });
    expect(await axeProblems(page)).toEqual([]);
    expect(problems).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await close();
  });
});

test("links to the simulated phone and to the first steps", async () => {
  const { page, close } = await visit(browser, { theme: "light", width: 1440 });
  await page.goto(app.url);
  const phone = page.getByRole("link", { name: "Open the simulated phone" });
  expect(await phone.getAttribute("href")).toBe("http://127.0.0.1:4012/phone");
  await page.getByRole("link", { name: "First steps" }).last().click();
  await page.waitForURL(/#first-steps$/);
  await close();
});

test("its only cookie carries the time zone, for this host alone and Secure", async () => {
  const context = await browser.newContext({ timezoneId: "Africa/Nairobi" });
  const page = await context.newPage();
  await page.goto(app.url);
  await expect.poll(() => context.cookies()).toHaveLength(1);
  expect(await context.cookies()).toMatchObject([
    {
      name: "__Host-time-zone",
      value: "Africa/Nairobi",
      domain: "127.0.0.1",
      path: "/",
      secure: true,
      sameSite: "Lax",
    },
  ]);
  await context.close();
});

test("runs no script that lacks the nonce of its own answer", async () => {
  const { page, problems, close } = await visit(browser, {
    theme: "light",
    width: 1440,
  });
  await page.goto(app.url);
  await page.evaluate(() => {
    const script = document.createElement("div");
    script.innerHTML = "<img src=x onerror=\"document.title='taken'\">";
    document.body.append(script);
  });
  await expect
    .poll(() => problems.join(" "))
    .toMatch(/Content Security Policy/);
  expect(await page.title()).toBe("My Aibud");
  await close();
});

describe("a page that does not exist", () => {
  test.each(VIEWS)("says so accessibly, $theme at $width px", async (view) => {
    const { page, problems, close } = await visit(browser, view);
    // Outside the public areas a stranger is asked to sign in instead.
    const answer = await page.goto(`${app.url}/.well-known/no-such-page`);
    expect(answer?.status()).toBe(404);
    await page
      .getByRole("heading", { name: "This page does not exist" })
      .waitFor();
    expect(await axeProblems(page)).toEqual([]);
    // Chromium reports the 404 of the page itself; nothing else may be there.
    expect(problems.filter((text) => !text.includes("404"))).toEqual([]);
    await close();
  });
});
