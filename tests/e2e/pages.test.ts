import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  axeProblems,
  contrastProblems,
  visit,
  type View,
  type Visit,
} from "../support/browser";
import {
  createPerson,
  DESK,
  startProduct,
  visitAs,
  type Product,
} from "../support/dashboard";
import { replyTo, settledBooks, write } from "../support/main-job";
import {
  openScreen,
  overflowOf,
  settle,
  shiftsOf,
  showIn,
  watchShifts,
} from "../support/pages";
import { BUSINESS, SCREENS, type Person } from "../support/screens";

const FOLDER = "artifacts/screens";
/** `SCREENSHOTS=1`: a picture of every page, not only of those with a fault. */
const WANTS_PICTURES = process.env["SCREENSHOTS"] === "1";

const THEMES = ["light", "dark"] as const;
const NARROW = 360;
/** The second by widening the window, as when a phone is turned. */
const WIDTHS = [NARROW, 1440];
const QUESTIONS = [
  "When are you open?",
  "Do you deliver to Sea Point?",
  "How do returns work?",
];

/** Cumulative layout shift without anybody's doing; 0.1 is called good. */
const MOST_SHIFT = 0.1;

let product: Product;
let visits: Record<Person, Visit>;
/** What stands for `:id` below each of these addresses. */
let ids: Record<string, string>;

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true });
  // A person opens fewer pages in a minute than this file does.
  product = await startProduct({ API_RATE_LIMIT_PER_MINUTE: "6000" });
  const { cloud, browser } = product;
  const tenant = await cloud.createTenant({ name: BUSINESS });
  const asked = await Promise.all(
    QUESTIONS.map((question) => write(cloud, tenant, question)),
  );
  await Promise.all(asked.map((question) => replyTo(cloud, tenant, question)));
  await settledBooks(cloud, tenant);
  const owner = await createPerson(product, { tenant, role: "owner" });
  const operator = await createPerson(product, "operator");
  const strangers = await visit(browser, DESK);
  visits = {
    owner: await visitAs(product, owner),
    operator: await visitAs(product, operator),
    stranger: strangers,
  };
  for (const { page } of Object.values(visits)) await watchShifts(page);
  await openTenant(visits.operator.page, tenant.id);
  ids = {
    "/inbox": await idBelow(visits.owner.page, "/inbox"),
    "/contacts": await idBelow(visits.owner.page, "/contacts"),
    "/operator/tenants": tenant.id,
  };
});

afterAll(async () => {
  await product.stop();
});

/** The id in the first link below an address. */
async function idBelow(page: Page, path: string): Promise<string> {
  await page.goto(`${product.app.url}${path}`);
  const link = page
    .locator(`main a[href^="${path}/"]`)
    .filter({ hasText: "Thandi" });
  const href = await link.first().getAttribute("href");
  return href?.slice(path.length + 1) ?? "";
}

async function openTenant(page: Page, tenantId: string): Promise<void> {
  await page.goto(`${product.app.url}/operator/tenants/${tenantId}`);
  await page.getByRole("textbox").fill("A look at every page");
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("button", { name: "Top up", exact: true }).waitFor();
}

function withId(path: string): string {
  const parent = path.replace(/\/:id$/, "");
  return parent === path ? path : `${parent}/${ids[parent] ?? ""}`;
}

/** What is wrong with the page as it is shown now, in this theme. */
async function findingsOn(
  page: Page,
  theme: View["theme"],
  withAxe: boolean,
): Promise<string[]> {
  await showIn(page, theme);
  const overflow = await overflowOf(page);
  const axe = theme === "light" ? axeProblems : contrastProblems;
  return [
    ...(overflow > 0 ? [`${overflow} pixels wider than the window`] : []),
    ...(withAxe ? await axe(page) : []),
  ];
}

// The pages people live in.
const MAIN = new Set(["inbox", "conversation", "overview"]);

describe.each(SCREENS)("the %s sees no fault on", (person, screens) => {
  test.each(screens)("$name", async (screen) => {
    const { page, problems } = visits[person];
    problems.length = 0;
    const opened = { ...screen, path: withId(screen.path) };
    const isMain = MAIN.has(screen.name);
    const findings: string[] = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width < 600 ? 780 : 900 });
      if (width === NARROW || isMain) {
        await openScreen(page, product.app.url, opened);
        const moved = await shiftsOf(page);
        expect(moved.sum, moved.shifts.join("\n")).toBeLessThan(MOST_SHIFT);
      } else {
        await settle(page, opened);
      }
      for (const theme of THEMES) {
        const found = await findingsOn(page, theme, width > NARROW || isMain);
        findings.push(
          ...found.map((text) => `${theme}, ${String(width)} px: ${text}`),
        );
        if (found.length > 0 || WANTS_PICTURES) {
          await page.screenshot({
            // A PNG takes most of a second to write.
            path: `${FOLDER}/${screen.name}-${theme}-${String(width)}.jpeg`,
            quality: 90,
            fullPage: true,
          });
        }
      }
    }
    expect({ findings, problems }).toEqual({ findings: [], problems: [] });
  });
});

test("a page fetches another one when somebody is about to go there, not before", async () => {
  const { page } = visits.owner;
  await page.setViewportSize({ width: 1440, height: 900 });
  const fetched: string[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (searchParams.has("_rsc")) fetched.push(pathname);
  });
  await openScreen(page, product.app.url, {
    name: "overview",
    path: "/overview",
    shows: "Answered by the AI",
  });
  await page.waitForLoadState("networkidle");
  expect(fetched).toEqual([]);
  const link = page.getByRole("navigation").getByRole("link", {
    name: "Contacts",
  });
  const following = page.waitForRequest((request) =>
    request.url().includes("/contacts?_rsc"),
  );
  await link.first().hover();
  await following;
  expect(new Set(fetched)).toEqual(new Set(["/contacts"]));
});
