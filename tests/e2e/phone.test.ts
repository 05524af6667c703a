import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tenant } from "../../local/cli/administration";
import { launchBrowser, visit, VIEWS } from "../support/browser";
import { startLocalCloud, type LocalCloud } from "../support/local-cloud";
import {
  countOf,
  instanceOf,
  kindsOf,
  settledBooks,
} from "../support/main-job";

let cloud: LocalCloud;
let browser: Browser;

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startLocalCloud(), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await cloud.stop();
});

async function openPhone(tenant: Tenant) {
  const [view = { theme: "light" as const, width: 1440 }] = VIEWS.slice(2);
  const opened = await visit(browser, view);
  const { sessionName } = instanceOf(tenant);
  await opened.page.goto(`${cloud.addresses.phone}?session=${sessionName}`);
  const { page } = opened;
  await page.getByLabel("Number", { exact: true }).fill("+27 82 123 4567");
  await page.getByLabel("Name").fill("Thandi");
  await page.getByRole("button", { name: "Add a customer" }).click();
  const say = async (text: string) => {
    await page.getByLabel("Message", { exact: true }).fill(text);
    await page.locator("#send").click();
  };
  return { ...opened, say };
}

test("a customer types on the phone, sees the business type, and the answer arrives with ticks on both sides", async () => {
  const tenant = await cloud.createTenant({ pacing: "on" });
  const { page, problems, say, close } = await openPhone(tenant);
  const own = page.locator(".bubble.own").filter({ hasText: "🙂" });
  // Both pass, so they are looked for before there is anything to see.
  const seenInPassing = Promise.all([
    own.getByRole("img", { name: /delivered|read/ }).waitFor(),
    page.getByText("typing…").waitFor(),
  ]);
  await say("When are you open? 🙂");
  await seenInPassing;
  const answer = page.locator(".bubble:not(.own)");
  await answer.filter({ hasText: "9:00 to 17:00" }).waitFor();
  await own.getByRole("img", { name: "read" }).waitFor();

  await page.getByRole("button", { name: "Business’s phone" }).click();
  const sent = page.locator(".bubble.own").filter({ hasText: "9:00 to 17:00" });
  await sent.getByRole("img", { name: "read" }).waitFor();
  expect(kindsOf(await settledBooks(cloud, tenant))).toEqual([
    "grant",
    "reserve",
    "capture",
  ]);
  expect(problems).toEqual([]);
  await close();
});

test("the fault buttons reach the product: a lost send ends with one message and one credit", async () => {
  const tenant = await cloud.createTenant();
  const { page, say, close } = await openPhone(tenant);
  await page.locator('button[data-send="error_after_accept"]').click();
  await say("Do you deliver?");
  await page
    .locator(".bubble:not(.own)")
    .filter({ hasText: "two working days" })
    .waitFor();
  const books = await settledBooks(cloud, tenant);
  expect(countOf(books, "capture")).toBe(1);
  expect(await page.locator(".bubble:not(.own)").count()).toBe(1);
  await close();
});
