import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tenant } from "../../local/cli/administration";
import type { Visit } from "../support/browser";
import { type Console, createConsole } from "../support/console";
import {
  createPerson,
  DESK,
  type Product,
  startProduct,
  visitAs,
} from "../support/dashboard";
import {
  type Asked,
  countersOf,
  customerBody,
  newCustomer,
  postToInstance,
  replyTo,
  sentInto,
  settledBooks,
  write,
} from "../support/main-job";
import { buryLetter, forgeDeliveries } from "../support/scenes";
import { until } from "../support/until";

const BUSINESS = "Corner Bakery";
const OTHER = "Elsewhere Motors";
const QUESTION = "When are you open?";
const ANSWER = "9:00 to 17:00";
/** Three tries of two models, with their pauses. */
const FAILED_WITHIN_MS = 60_000;
/** Events are counted into their month twice a minute. */
const COUNTED_WITHIN_MS = 75_000;

let product: Product;
let tenant: Tenant;
let operator: Visit;
let page: Page;
let desk: Console;

beforeAll(async () => {
  // A person opens fewer pages in a minute than this file does.
  product = await startProduct({ API_RATE_LIMIT_PER_MINUTE: "6000" });
  tenant = await product.cloud.createTenant({ name: BUSINESS, credits: 50 });
  await product.cloud.createTenant({ name: OTHER });
  operator = await visitAs(product, await createPerson(product, "operator"));
  ({ page } = operator);
  desk = createConsole(page);
});

afterAll(async () => {
  await product.stop();
});

const openTenant = () =>
  page.goto(`${product.app.url}/operator/tenants/${tenant.id}`);

/** A customer writes and is answered. */
async function answered(): Promise<Asked> {
  const asked = await write(product.cloud, tenant, QUESTION);
  const reply = await replyTo(product.cloud, tenant, asked);
  expect(reply.text).toContain(ANSWER);
  return asked;
}

describe("a business", () => {
  test("is found among others by its name and opened with a reason", async () => {
    await page.goto(`${product.app.url}/operator`);
    const others = page.getByRole("link", { name: OTHER, exact: true });
    await others.waitFor();
    await page.getByRole("searchbox").fill(BUSINESS);
    await others.waitFor({ state: "hidden" });
    await page.getByRole("link", { name: BUSINESS, exact: true }).click();
    await page.getByLabel("Why do you open this business?").fill("Daily round");
    await desk.button("Open").click();
    await desk.button("Top up").waitFor();
  });

  test("is topped up after the console said what the balance will be", async () => {
    await desk.button("Top up").click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Credits", { exact: true }).fill("500");
    await dialog.getByLabel("Reason", { exact: true }).fill("Invoice 12 paid");
    await dialog.getByText("50 available now, 550 afterwards.").waitFor();
    await desk.button("Top up", dialog).click();
    await dialog.waitFor({ state: "hidden" });
    const balance = page.getByRole("region", { name: "Balance", exact: true });
    await balance.getByText("550", { exact: true }).first().waitFor();
  });

  test("has a conversation read with a reason, and the look is in its trail", async () => {
    await answered();
    await desk.button("Read").first().click();
    await desk.confirm("Read", "A complaint by phone");
    const thread = page.getByRole("region", { name: "Messages", exact: true });
    await thread.getByText(QUESTION).first().waitFor();
    await thread.getByText(ANSWER).first().waitFor();
    await page.keyboard.press("Escape");
    await thread.waitFor({ state: "hidden" });
    await desk.goToItsOwn("Audit trail");
    await desk
      .rowOf(
        "Audit trail",
        "Operator read a conversation",
        "A complaint by phone",
      )
      .first()
      .waitFor();
  });

  test("that is suspended is not heard until it is reactivated", async () => {
    await openTenant();
    await desk.button("Suspend").click();
    await desk.confirm("Suspend", "Abuse report", BUSINESS);
    const state = page.getByRole("heading", { level: 1 });
    await state.getByText("Suspended", { exact: true }).waitFor();
    const body = customerBody(tenant, "Anybody there?");
    expect(await postToInstance(tenant, body)).toBe(200);
    await desk.goToItsOwn("Webhooks");
    await desk
      .rowOf("Deliveries, newest first", "The business is suspended")
      .first()
      .waitFor();
    await openTenant();
    await desk.button("Reactivate").click();
    await desk.confirm("Reactivate", "It was a misunderstanding");
    await state.getByText("Active", { exact: true }).waitFor();
    await answered();
  });
});

test("the kill switch holds every answer back until sending is allowed again", async () => {
  const { cloud } = product;
  await desk.goTo("Businesses");
  await desk.button("Stop all sending").click();
  await desk.confirm("Stop all sending", "Numbers at risk", "stop");
  await desk.button("Allow sending").waitFor();
  const asked = await write(cloud, tenant, QUESTION);
  await desk.goTo("Webhooks");
  await desk.rowOf("Deliveries, newest first", "held back").first().waitFor();
  expect(await sentInto(cloud, tenant, asked.chatId)).toEqual([]);
  await desk.goTo("Businesses");
  await desk.button("Allow sending").click();
  await desk.confirm("Allow sending", "The danger is over");
  await desk.button("Stop all sending").waitFor();
  await answered();
});

test("a delivery of the webhook log is replayed as a dry run that sends nothing", async () => {
  const { cloud } = product;
  await settledBooks(cloud, tenant);
  const before = await countersOf(cloud, tenant);
  await desk.goTo("Webhooks");
  const row = desk
    .rowOf("Deliveries, newest first", "Answered by the AI", "1 credit")
    .first();
  await row.getByRole("button", { name: /^Replay the message/ }).click();
  const dialog = page.getByRole("dialog");
  await desk.button("Replay", dialog).click();
  await dialog.getByText("The AI answers", { exact: true }).waitFor();
  await dialog.getByText(ANSWER).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  const after = await countersOf(cloud, tenant);
  expect(after.sendAttempts).toBe(before.sendAttempts);
});

test("dead letters of a business are tried again or given up", async () => {
  const { cloud } = product;
  const phone = newCustomer();
  await buryLetter(cloud, tenant, customerBody(tenant, QUESTION, { phone }));
  const unreadable = { ...customerBody(tenant, QUESTION), payload: {} };
  expect(await postToInstance(tenant, unreadable)).toBe(200);
  await openTenant();
  await desk.goToItsOwn("Dead letters");
  await page.getByRole("button", { name: `Of ${BUSINESS}` }).waitFor();
  const letters = "Dead letters, newest first";
  const whole = desk.rowOf(letters, "It could not be applied");
  await desk.button("Try again", whole).click();
  await desk.confirm("Try again", "The cause is mended");
  await whole.waitFor({ state: "hidden" });
  await until(
    "the answer to the dead letter",
    () => sentInto(cloud, tenant, `${phone}@c.us`),
    (sent) => sent.length === 1,
  );
  await desk.button("Discard").click();
  await desk.confirm("Discard", "Nothing can be read of it");
  await desk.main().getByText("No dead letters", { exact: true }).waitFor();
});

describe("answers that failed", () => {
  const failed = () =>
    page
      .getByRole("table", { name: "Failed answers, newest first" })
      .getByRole("row")
      .filter({ hasText: "The customer waits" });

  /** A customer whom no model answers; shown in the console. */
  async function fail(word: string, place: number): Promise<Asked> {
    const fault = { kind: "server_error", match: word, times: null };
    await product.cloud.gemini.post("faults", fault);
    const asked = await write(product.cloud, tenant, `${QUESTION} ${word}`);
    await failed().nth(place).waitFor({ timeout: FAILED_WITHIN_MS });
    return asked;
  }

  test("are tried again one by one and all at once, and reach the customer", async () => {
    const { cloud } = product;
    const first = await fail("case-one", 0);
    // A success in between keeps the models' breakers closed.
    await answered();
    const second = await fail("case-two", 1);
    await cloud.gemini.remove("faults");

    await desk.button("Try again", failed().first()).click();
    await desk.confirm("Try again", "The model is back");
    expect((await replyTo(cloud, tenant, second)).text).toContain(ANSWER);
    await failed().nth(1).waitFor({ state: "hidden" });

    await desk.button("Try all answers again").click();
    await desk.confirm("Try all answers again", "The model is back");
    expect((await replyTo(cloud, tenant, first)).text).toContain(ANSWER);
    await desk.main().getByText("Last run: 1 tried, 1 begun").waitFor();
    await desk.main().getByText("No answer failed", { exact: true }).waitFor();
    for (const { chatId } of [first, second]) {
      expect(await sentInto(cloud, tenant, chatId)).toHaveLength(1);
    }
  });
});

test("an alert is acknowledged with what was found", async () => {
  await forgeDeliveries(product.cloud, tenant);
  await desk.goTo("Alerts");
  const alert = desk.main().locator("li", { hasText: "Forged deliveries" });
  // The watch looks once a minute.
  await alert.waitFor({ timeout: 90_000 });
  await desk.button("Acknowledge", alert).click();
  await desk.confirm("Acknowledge", "A test of ours");
  await alert.waitFor({ state: "hidden" });
});

describe("the end of the day", () => {
  test("the books of every business are verified and in order", async () => {
    await settledBooks(product.cloud, tenant);
    await desk.goTo("Books");
    await desk.button("Verify all now").click();
    await desk
      .rowOf("Reconciliations", "Operator", "In order")
      .first()
      .waitFor();
  });

  test("the audit trail is exported with what was done today", async () => {
    await desk.goTo("Audit trail");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      desk.main().getByRole("link", { name: "CSV", exact: true }).click(),
    ]);
    const csv = await readFile(await download.path(), "utf8");
    for (const action of [
      "operator.conversation_read",
      "credits.top_up",
      "sending.stopped",
      "dead_letter.redriven",
      "turn.retried",
      "alert.acknowledged",
    ]) {
      expect(csv).toContain(action);
    }
  });

  test("the security report counts it", async () => {
    await desk.goTo("Security report");
    const figure = (name: string) =>
      desk.main().locator("dl > div").filter({ hasText: name });
    await figure("Top-ups")
      .getByText("1", { exact: true })
      .waitFor({ timeout: COUNTED_WITHIN_MS });
    await figure("Businesses opened by operators")
      .getByText("1", { exact: true })
      .waitFor();
  });

  test("every button of the gateway's numbers is within a phone's width", async () => {
    await page.setViewportSize({ width: 360, height: 780 });
    await desk.goTo("Gateway");
    for (const name of [/^Compare .* now$/, /^Restart /]) {
      const one = page.getByRole("button", { name }).first();
      await one.waitFor();
      const box = await one.boundingBox();
      expect((box?.x ?? 361) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
    }
    await page.setViewportSize({ width: DESK.width, height: 900 });
    expect(operator.problems).toEqual([]);
  });
});
