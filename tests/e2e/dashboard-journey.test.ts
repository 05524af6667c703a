import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { listTenants } from "../../local/cli/administration";
import { SEED_PASSWORD } from "../../local/cli/seed/people";
import { type Visit, visit } from "../support/browser";
import {
  createPerson,
  DESK,
  startProduct,
  visitAs,
  type Product,
} from "../support/dashboard";
import { until } from "../support/until";

const BUSINESS = "Blue Door Café";
const FOUNDER = "founder@example.com";
const CUSTOMER = { phone: "+27 82 555 0177", name: "Thandi" };

let product: Product;
let founder: Visit;

beforeAll(async () => {
  product = await startProduct();
});

afterAll(async () => {
  await product.stop();
});

/** The number of the business under test, as the gateway knows it. */
async function session(): Promise<string> {
  const tenants = await listTenants(product.cloud.api);
  const tenant = tenants.find(({ name }) => name === BUSINESS);
  const [instance] = tenant?.instances ?? [];
  if (instance === undefined) throw new Error("There is no number yet.");
  return instance.sessionName;
}

async function mailedCode(to: string): Promise<string> {
  const { clerk } = product.cloud.addresses;
  const mails = await until(
    "the mailed code",
    async () => {
      const query = new URLSearchParams({ to }).toString();
      const response = await fetch(`${clerk}/control/mail?${query}`);
      const body = (await response.json()) as { mails: { code: string }[] };
      return body.mails;
    },
    (found) => found.length > 0,
  );
  return mails.at(-1)?.code ?? "";
}

async function signUp(page: Page): Promise<void> {
  await page.goto(`${product.app.url}/sign-up`);
  await page.getByLabel("First name").fill("Mia");
  await page.getByLabel("Last name").fill("Founder");
  await page.getByLabel("Email address").fill(FOUNDER);
  await page.getByLabel("Password", { exact: true }).fill(SEED_PASSWORD);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.waitForURL(/verify/);
  const code = await mailedCode(FOUNDER);
  await page.getByRole("textbox").first().pressSequentially(code);
  await page.waitForURL(/\/welcome/);
}

/** What the customer sees on the phone, oldest first. */
async function phoneTexts(): Promise<string[]> {
  const chatId = `${CUSTOMER.phone.replaceAll(/\D/g, "")}@c.us`;
  const messages = await product.cloud.phone.chat(await session(), chatId);
  return messages.map(({ text }) => text ?? "");
}

function thread(page: Page) {
  return page.getByRole("log").first();
}

describe("from sign-up to a customer who is answered", () => {
  test("a new person signs up, names the business, links a number, teaches and goes live", async () => {
    founder = await visit(product.browser, DESK);
    const { page } = founder;
    await signUp(page);
    await page.getByLabel("Name of the business").fill(BUSINESS);
    await page.getByRole("button", { name: "Start", exact: true }).click();

    await page.getByLabel("Name", { exact: true }).fill("Front desk");
    await page.getByRole("button", { name: "Continue", exact: true }).click();
    await page.getByRole("img", { name: /QR code/ }).waitFor();
    await product.cloud.phone.pair(
      await session(),
      "+27 21 555 0190",
      BUSINESS,
    );
    await page.getByText("Customers who write now get an answer").waitFor();
    await page.getByRole("link", { name: "Continue" }).click();

    await page
      .getByLabel("What do you do?")
      .fill("A small café by the harbour with breakfast and cakes.");
    await page
      .getByLabel("Opening hours")
      .first()
      .fill("We are open from 8:00 to 16:00 every day except Monday.");
    await page.getByRole("button", { name: "Save and continue" }).click();

    await page.getByLabel("Your question").fill("When are you open?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.getByText("8:00 to 16:00").first().waitFor();
    await page.getByRole("link", { name: "Continue" }).click();

    await page.getByRole("button", { name: /live|inbox/i }).click();
    await page.waitForURL(/\/inbox/);
  });

  test("a customer writes and the answer appears in the open inbox and on the phone", async () => {
    const { page } = founder;
    await product.cloud.phone.say(
      await session(),
      CUSTOMER,
      "Hello, when are you open?",
    );
    await page.getByText("Thandi").first().waitFor();
    await page.getByText("Thandi").first().click();
    await thread(page).getByText("8:00 to 16:00").waitFor();
    await until("the answer on the phone", phoneTexts, (texts) =>
      texts.some((text) => text.includes("8:00 to 16:00")),
    );
  });

  test("a person takes over, and their answer reaches the phone while the AI is silent", async () => {
    const { page } = founder;
    await page.keyboard.press("t");
    await page.getByRole("button", { name: "Let the AI answer" }).waitFor();
    await page
      .getByLabel("Reply to the customer")
      .fill("This is Mia. We also open on Monday this week!");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await thread(page).getByText("This is Mia.").waitFor();
    await until("the reply on the phone", phoneTexts, (texts) =>
      texts.some((text) => text.startsWith("This is Mia.")),
    );
  });

  test("after STOP nothing can be sent, and the composer says why", async () => {
    const { page } = founder;
    await product.cloud.phone.say(await session(), CUSTOMER, "STOP");
    await page.getByText("asked not to be written to").first().waitFor();
    const send = page.getByRole("button", { name: "Send", exact: true });
    expect(await send.isDisabled()).toBe(true);
  });
});

describe("people who may do less", () => {
  test("a top-up by an operator shows at once in the owner's browser", async () => {
    const email = await createPerson(product, "operator");
    const operator = await visitAs(product, email);
    await founder.page.goto(`${product.app.url}/credits`);
    const { page } = operator;
    await page.goto(`${product.app.url}/operator`);
    await page.getByRole("link", { name: BUSINESS }).click();
    await page.getByLabel("Why do you open this business?").fill("Top-up");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByRole("button", { name: "Top up", exact: true }).click();
    await page.getByLabel("Credits").fill("500");
    await page.getByLabel("Reason").last().fill("Invoice 7 paid");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: "Top up", exact: true })
      .click();
    await founder.page.getByText("Invoice 7 paid").first().waitFor();
    expect(operator.problems).toEqual([]);
    await operator.close();
  });

  test("a viewer reads and cannot send; another business sees nothing", async () => {
    const tenants = await listTenants(product.cloud.api);
    const tenant = tenants.find(({ name }) => name === BUSINESS);
    if (tenant === undefined) throw new Error("There is no business.");
    const viewer = await visitAs(
      product,
      await createPerson(product, { tenant, role: "viewer" }),
    );
    await viewer.page.goto(`${product.app.url}/inbox`);
    await viewer.page.getByText("Thandi").first().click();
    await viewer.page.waitForURL(/\/inbox\/./);
    await viewer.page.getByText("You may read this conversation").waitFor();
    expect(await viewer.page.getByLabel("Reply to the customer").count()).toBe(
      0,
    );
    const address = viewer.page.url();
    await viewer.close();

    const other = await product.cloud.createTenant({ name: "Other Shop" });
    const stranger = await visitAs(
      product,
      await createPerson(product, { tenant: other, role: "owner" }),
    );
    await stranger.page.goto(`${product.app.url}/inbox`);
    await stranger.page.getByRole("main").waitFor();
    expect(await stranger.page.getByText("Thandi").count()).toBe(0);
    await stranger.page.goto(address);
    await stranger.page.getByRole("main").waitFor();
    expect(await stranger.page.getByText("8:00 to 16:00").count()).toBe(0);
    await stranger.close();
  });

  test("what is written while the runtime restarts is there after it, once", async () => {
    const { page } = founder;
    await page.goto(`${product.app.url}/inbox`);
    await page.getByText("Thandi").first().waitFor();
    const sessionName = await session();
    await product.cloud.stopRuntime();
    await product.cloud.phone.say(
      sessionName,
      { phone: "+27 82 555 0178", name: "Bongani" },
      "Are you open on Monday?",
    );
    await product.cloud.startRuntime();
    await page.getByText("Bongani").first().waitFor({ timeout: 60_000 });
    await page.getByText("Bongani").first().click();
    const question = thread(page).getByText("Are you open on Monday?");
    await question.first().waitFor();
    expect(await question.count()).toBe(1);
  });
});
