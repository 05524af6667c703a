import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { findChromium } from "../../../scripts/lib/chromium.mjs";
import {
  axeProblems,
  launchBrowser,
  visit,
  VIEWS,
} from "../../support/browser";
import { startRig, until, type Rig } from "./rig";

const CHAT = "27821234567@c.us";
const hasBrowser = findChromium() !== null;
if (!hasBrowser && process.env["CI"] !== undefined) {
  throw new Error("CI has no Chromium, so the phone page is not tested.");
}
if (!hasBrowser) {
  console.warn("NO CHROMIUM FOUND: the simulated phone is not tested.");
}
const browserTest = test.skipIf(!hasBrowser);

let browser: Browser | null = null;
let rig: Rig;

beforeAll(async () => {
  rig = await startRig();
  await rig.working("acme");
  if (hasBrowser) browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await rig.close();
});

async function openPhone(view = VIEWS[2], query = "?session=acme") {
  if (browser === null || view === undefined) throw new Error("No browser.");
  const opened = await visit(browser, view);
  await opened.page.goto(`${rig.waha.url}/phone${query}`);
  await opened.page.waitForSelector("#session option", { state: "attached" });
  return opened;
}

browserTest(
  "a customer is added, writes, sees ticks turn blue and the answer arrive",
  async () => {
    const { page, problems, close } = await openPhone();
    await page.getByLabel("Number", { exact: true }).fill("+27 82 123 4567");
    await page.getByLabel("Name").fill("Thandi");
    await page.getByRole("button", { name: "Add a customer" }).click();
    await page.getByLabel("Message", { exact: true }).fill("<b>Hi</b> there");
    await page.getByLabel("Message", { exact: true }).press("Enter");
    const own = page
      .locator(".bubble.own")
      .filter({ hasText: "<b>Hi</b> there" });
    await own.getByRole("img", { name: "delivered" }).waitFor();
    await rig.request("POST", "/api/startTyping", {
      session: "acme",
      chatId: CHAT,
    });
    await page.getByText("typing…").waitFor();
    await rig.request("POST", "/api/sendSeen", {
      session: "acme",
      chatId: CHAT,
    });
    await own.getByRole("img", { name: "read" }).waitFor();
    await rig.sendText("acme", "Good morning ☀️");
    await page
      .locator(".bubble:not(.own)", { hasText: "Good morning" })
      .waitFor();
    expect(await page.getByText("typing…").count()).toBe(0);
    expect(problems).toEqual([]);
    await close();
  },
);

browserTest("on the business's phone a message takes over", async () => {
  const { page, close } = await openPhone();
  await page.getByRole("button", { name: "Business’s phone" }).click();
  await page.getByLabel("Message", { exact: true }).fill("It is me");
  await page.getByRole("button", { name: "Send" }).click();
  const echo = await until("takeover", () =>
    rig.receiver
      .of("message.any")
      .find((each) => each.body.payload.body === "It is me"),
  );
  expect(echo.body.payload).toMatchObject({ fromMe: true, source: "app" });
  await close();
});

browserTest("a waiting session is paired by scanning its code", async () => {
  await rig.request("POST", "/api/sessions", { name: "fresh", start: true });
  await rig.reach("fresh", "SCAN_QR_CODE");
  const { page, close } = await openPhone(VIEWS[2], "?session=fresh");
  await page.getByAltText("The QR code the business shows").waitFor();
  await page.getByRole("button", { name: "Scan the QR code" }).click();
  await page.getByText("Connected").waitFor();
  await rig.reach("fresh", "WORKING");
  await close();
});

browserTest("fault buttons arm the next send and the webhooks", async () => {
  const { page, close } = await openPhone();
  await page.getByRole("button", { name: "Timeout" }).click();
  await page.getByRole("button", { name: "Silent gateway" }).click();
  await page.getByRole("button", { name: "Timeout ×1" }).waitFor();
  await page
    .getByRole("button", { name: "Silent gateway", pressed: true })
    .waitFor();
  const faults = await rig.request("GET", "/control/faults");
  expect(faults.body).toMatchObject({
    sends: [{ kind: "timeout", session: "acme" }],
    webhooks: [{ silent: true, session: "acme" }],
  });
  await page.getByRole("button", { name: "Clear all faults" }).click();
  await page
    .getByRole("button", { name: "Silent gateway", pressed: false })
    .waitFor();
  await close();
});

browserTest(
  "the composer, the emoji and the views work by keyboard",
  async () => {
    const { page, close } = await openPhone(VIEWS[0]);
    await page.getByRole("button", { name: "Emoji", exact: true }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    expect(
      await page.getByLabel("Message", { exact: true }).inputValue(),
    ).not.toBe("");
    await page.getByRole("button", { name: "Faults" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "Burst of 5" }).waitFor();
    await close();
  },
);

for (const view of VIEWS) {
  browserTest(
    `axe finds nothing and nothing overflows at ${view.width} px, ${view.theme}`,
    async () => {
      const { page, problems, close } = await openPhone(view);
      for (const name of ["People", "Phone", "Faults"]) {
        const tab = page.getByRole("button", { name, exact: true });
        if (await tab.isVisible()) await tab.click();
        expect(await axeProblems(page)).toEqual([]);
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth > window.innerWidth,
      );
      expect(overflow).toBe(false);
      expect(problems).toEqual([]);
      await close();
    },
  );
}
