import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Tenant } from "../../local/cli/administration";
import { axeProblems, VIEWS, type Visit } from "../support/browser";
import {
  createPerson,
  startProduct,
  visitAs,
  type Product,
} from "../support/dashboard";
import { startServer, type TestServer } from "../support/http-server";
import { overflowOf, showIn } from "../support/pages";

const SHORT = `<!doctype html><title>Delivery terms</title>
  <nav>Menu nobody asks for</nav><script>document.title = "x"</script>
  <h1>Delivery</h1><p>We bring it <b>within 8 km</b>.</p>
  <img src=x onerror="window.struck = true">`;
const LONG = `<title>Everything</title>${["Prices", "Parking", "Returns"]
  .map((name) => `<h2>${name}</h2><p>${`About ${name}. `.repeat(150)}</p>`)
  .join("")}`;

let site: TestServer;
let product: Product;
let tenant: Tenant;
let owner: Visit;

beforeAll(async () => {
  site = await startServer();
  product = await startProduct({
    GUARDED_FETCH_PRIVATE_HOSTS: new URL(site.url).host,
  });
  tenant = await product.cloud.createTenant({ name: "Harbour Light Books" });
  owner = await visitAs(
    product,
    await createPerson(product, { tenant, role: "owner" }),
  );
});

afterAll(async () => {
  await product.stop();
  await site.close();
});

beforeEach(() => {
  site.received.length = 0;
  site.answer = (response, { url }) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(url === "/long" ? LONG : SHORT);
  };
});

async function read(page: Page, address: string): Promise<void> {
  await page.goto(`${product.app.url}/assistant?tab=knowledge`);
  await page.getByRole("button", { name: "From a web page" }).click();
  await page.getByLabel("Address of the page").fill(address);
  await page.keyboard.press("Enter");
}

test("C7 an owner teaches from a page: sees its words, changes them, saves", async () => {
  const { page } = owner;
  await read(page, `${site.url}/delivery`);
  const content = page.getByLabel("Content");
  await content.waitFor();
  expect(await page.getByLabel("Title or question").inputValue()).toBe(
    "Delivery terms",
  );
  expect(await content.inputValue()).toBe(
    "Delivery\n\nWe bring it within 8 km.",
  );
  await content.fill("We bring it within 9 km.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("We bring it within 9 km.").waitFor();
  expect(site.received.map(({ headers }) => headers.cookie)).toEqual([
    undefined,
  ]);
  expect(
    await page.evaluate(() => (window as { struck?: true }).struck),
  ).toBeUndefined();
});

test("C7 a long page becomes an entry for each heading", async () => {
  const { page } = owner;
  await read(page, `${site.url}/long`);
  await page.getByRole("button", { name: "Add 3 entries" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  for (const name of ["Prices", "Parking", "Returns"]) {
    await page.getByText(name, { exact: true }).first().waitFor();
  }
});

test.each([
  "http://169.254.169.254/latest/meta-data/",
  "http://2130706433/",
  "https://localhost/",
  "http://127.0.0.1:4012/api/sessions",
])("H11 %s is refused in words that help", async (address) => {
  const { page } = owner;
  await read(page, address);
  await page.getByText("This address cannot be read.").waitFor();
  expect(await page.getByLabel("Address of the page").inputValue()).toBe(
    address,
  );
});

test("H11 a page that leads inside is refused, and the redirect not followed", async () => {
  const { page } = owner;
  site.answer = (response) => {
    response.writeHead(302, { location: product.cloud.addresses.waha }).end();
  };
  await read(page, site.url);
  await page.getByText("This address cannot be read.").waitFor();
});

test("I1 what was read and tried stands in the audit trail", async () => {
  const { page } = owner;
  await page.goto(`${product.app.url}/settings/audit`);
  const row = (text: string) =>
    page.getByText(text).filter({ visible: true }).first();
  await row("Web page read for the knowledge").waitFor();
  await row("169.254.169.254").waitFor();
});

test("A3 a viewer has no such button, and no such route", async () => {
  const viewer = await visitAs(
    product,
    await createPerson(product, { tenant, role: "viewer" }),
  );
  await viewer.page.goto(`${product.app.url}/assistant?tab=knowledge`);
  await viewer.page.getByText("We bring it within 9 km.").waitFor();
  const button = viewer.page.getByRole("button", { name: "From a web page" });
  expect(await button.count()).toBe(0);
  const answer = await viewer.page.request.post(
    `${product.app.url}/api/knowledge/page`,
    { data: { url: site.url } },
  );
  expect(answer.status()).toBe(403);
  expect(site.received).toEqual([]);
  await viewer.close();
});

test.each(VIEWS)(
  "M5 the dialog is usable in $theme at $width",
  async (view) => {
    const { page } = owner;
    await page.setViewportSize({ width: view.width, height: 780 });
    await page.goto(`${product.app.url}/assistant?tab=knowledge`);
    await page.getByRole("button", { name: "From a web page" }).click();
    await page.getByLabel("Address of the page").waitFor();
    await showIn(page, view.theme);
    expect(await axeProblems(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  },
);
