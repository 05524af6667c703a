import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tenant } from "../../local/cli/administration";
import { SEED_PASSWORD } from "../../local/cli/seed/people";
import { visit, type Visit } from "../support/browser";
import {
  createPerson,
  DESK,
  startProduct,
  visitAs,
  type Product,
} from "../support/dashboard";
import { until } from "../support/until";

const BUSINESS = "Lantern Street Library";
const COLLEAGUE = "colleague@example.com";

let product: Product;
let tenant: Tenant;
let owner: Visit;
let colleague: Visit;
let link = "";

beforeAll(async () => {
  product = await startProduct();
  tenant = await product.cloud.createTenant({ name: BUSINESS });
  const email = await createPerson(product, { tenant, role: "owner" });
  owner = await visitAs(product, email);
  colleague = await visit(product.browser, DESK);
});

afterAll(async () => {
  await product.stop();
});

async function mailedCode(): Promise<string> {
  const { clerk } = product.cloud.addresses;
  const mails = await until(
    "the mailed code",
    async () => {
      const query = new URLSearchParams({ to: COLLEAGUE }).toString();
      const response = await fetch(`${clerk}/control/mail?${query}`);
      const body = (await response.json()) as { mails: { code: string }[] };
      return body.mails;
    },
    (found) => found.length > 0,
  );
  return mails.at(-1)?.code ?? "";
}

async function signUpHere(page: Page): Promise<void> {
  await page.getByLabel("First name").fill("Cleo");
  await page.getByLabel("Last name").fill("League");
  await page.getByLabel("Email address").fill(COLLEAGUE);
  await page.getByLabel("Password", { exact: true }).fill(SEED_PASSWORD);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.waitForURL(/verify/);
  const code = await mailedCode();
  await page.getByRole("textbox").first().pressSequentially(code);
}

test("A13 an owner makes a link for one address and one role", async () => {
  const { page } = owner;
  await page.goto(`${product.app.url}/settings/members`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail address").fill(COLLEAGUE);
  await dialog.getByLabel("Role").selectOption({ label: "Viewer" });
  await dialog.getByRole("button", { name: "Create the link" }).click();
  link = await dialog.getByLabel("Invitation link").inputValue();
  expect(link).toContain("/invitations/");
  await page.keyboard.press("Escape");
  await page.getByText(COLLEAGUE).first().waitFor();
});

test("whoever has the link signs up from it, comes back to it and joins", async () => {
  const { page } = colleague;
  await page.goto(link);
  await page.getByRole("heading", { name: "You were invited" }).waitFor();
  await page.getByRole("link", { name: "Create an account" }).click();
  await signUpHere(page);
  await page
    .getByRole("button", { name: `Join ${BUSINESS}`, exact: true })
    .click();
  await page.waitForURL(/\/overview/);
  await page.getByRole("heading", { name: "Overview" }).waitFor();
});

test("they have the invited role and no more, and the owner sees them without reload", async () => {
  const table = owner.page.getByRole("table").first();
  const row = table.getByRole("row").filter({ hasText: COLLEAGUE });
  await row.waitFor();
  expect(await row.textContent()).toContain("Viewer");
  const { page } = colleague;
  await page.goto(`${product.app.url}/settings/members`);
  await page.getByText(COLLEAGUE).first().waitFor();
  expect(
    await page.getByRole("button", { name: "Invite", exact: true }).count(),
  ).toBe(0);
});

test("the link works once, and for nobody else", async () => {
  const { page } = owner;
  await page.goto(link);
  await page
    .getByRole("heading", { name: "This invitation cannot be used" })
    .waitFor();
  // Clerk's own form sets a style on its fields for the code, which the policy refuses.
  const problems = [...owner.problems, ...colleague.problems].filter(
    (text) => !text.includes("/__clerk/npm/@clerk/ui@"),
  );
  expect(problems).toEqual([]);
});
