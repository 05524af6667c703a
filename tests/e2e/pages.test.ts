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
  shiftsOf,
  showIn,
  watchShifts,
  type Screen,
} from "../support/pages";

const FOLDER = "artifacts/screens";
const BUSINESS = "Harbour Light Books";
const THEMES = ["light", "dark"] as const;
const WIDTHS = [1440, 360];
const QUESTIONS = [
  "When are you open?",
  "Do you deliver to Sea Point?",
  "How do returns work?",
];

const ANSWER = /9:00 to 17:00|two working days|within 30 days/;

/** Cumulative layout shift without anybody's doing; 0.1 is called good. */
const MOST_SHIFT = 0.1;

type Person = "owner" | "operator" | "stranger";

const PUBLIC: Screen[] = [
  { name: "landing", path: "/", shows: "Redis" },
  { name: "pricing", path: "/pricing", shows: "Price list" },
  { name: "privacy", path: "/privacy", shows: "Who is responsible" },
  { name: "terms", path: "/terms", shows: "Acceptable use" },
  { name: "security", path: "/security", shows: "Report a weakness" },
  { name: "sign-in", path: "/sign-in", shows: "Email address" },
  { name: "sign-up", path: "/sign-up", shows: "Email address" },
];

/** `:id` in an address is filled in when the page is opened. */
const OWNERS: Screen[] = [
  { name: "overview", path: "/overview", shows: "Answered by the AI" },
  { name: "inbox", path: "/inbox", shows: "Thandi" },
  {
    name: "conversation",
    path: "/inbox/:id",
    shows: ANSWER,
  },
  {
    name: "instances",
    path: "/instances",
    shows: "Messages arrive and leave.",
  },
  { name: "assistant-profile", path: "/assistant", shows: "What you do" },
  {
    name: "assistant-knowledge",
    path: "/assistant?tab=knowledge",
    shows: "Returns",
  },
  {
    name: "assistant-behaviour",
    path: "/assistant?tab=behaviour",
    shows: "More instructions",
  },
  {
    name: "assistant-activation",
    path: "/assistant?tab=activation",
    shows: "Whom it answers",
  },
  {
    name: "assistant-texts",
    path: "/assistant?tab=texts",
    shows: "A person takes over",
  },
  { name: "assistant-try", path: "/assistant?tab=try", shows: "Test chat" },
  { name: "contacts", path: "/contacts", shows: "Not known" },
  { name: "contact", path: "/contacts/:id", shows: "Personal contact" },
  {
    name: "contact-import",
    path: "/contacts/import",
    shows: "Choose a CSV file",
  },
  { name: "credits", path: "/credits", shows: "Message sent" },
  { name: "credits-buy", path: "/credits/buy", shows: "Nothing bought yet" },
  { name: "settings", path: "/settings", shows: "Name and time" },
  {
    name: "settings-members",
    path: "/settings/members",
    shows: "owner-1@example.com",
  },
  {
    name: "settings-notifications",
    path: "/settings/notifications",
    shows: "A number lost its connection",
  },
  {
    name: "settings-data",
    path: "/settings/data",
    shows: "What is kept otherwise",
  },
  {
    name: "settings-audit",
    path: "/settings/audit",
    shows: "Business created",
  },
  {
    name: "settings-webhooks",
    path: "/settings/webhooks",
    shows: "Answered by the AI",
  },
  {
    name: "settings-profile",
    path: "/settings/profile",
    shows: "Profile details",
  },
  { name: "welcome", path: "/welcome", shows: "Ready to go live" },
  {
    name: "invitation",
    path: "/invitations/x",
    shows: "This link opens nothing",
  },
];

const OPERATORS: Screen[] = [
  { name: "operator", path: "/operator", shows: BUSINESS },
  {
    name: "operator-tenant",
    path: "/operator/tenants/:id",
    shows: "Message sent",
  },
  { name: "operator-gateway", path: "/operator/gateway", shows: "Compare now" },
  {
    name: "operator-webhooks",
    path: "/operator/webhooks",
    shows: "Answered by the AI",
  },
  {
    name: "operator-dead-letters",
    path: "/operator/dead-letters",
    shows: "No dead letters",
  },
  {
    name: "operator-services",
    path: "/operator/services",
    shows: "Rate limits",
  },
  {
    name: "operator-alerts",
    path: "/operator/alerts",
    shows: /Nothing waits for you|See to it/,
  },
  {
    name: "operator-metrics",
    path: "/operator/metrics",
    shows: "Alerts raised",
  },
  { name: "operator-payments", path: "/operator/payments", shows: "No orders" },
  { name: "operator-audit", path: "/operator/audit", shows: "Signed in" },
  { name: "operator-usage", path: "/operator/usage", shows: BUSINESS },
  {
    name: "operator-books",
    path: "/operator/books",
    shows: /proved against its wallet/,
  },
  { name: "welcome-first", path: "/welcome", shows: "Name of the business" },
];

const SCREENS: [Person, Screen[]][] = [
  ["stranger", PUBLIC],
  ["owner", OWNERS],
  ["operator", OPERATORS],
];

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

const AXE_WHEN_NARROW = new Set(["inbox", "conversation", "overview"]);

describe.each(WIDTHS)("at %s px", (width) => {
  describe.each(SCREENS)("the %s sees no fault on", (person, screens) => {
    test.each(screens)("$name", async (screen) => {
      const { page, problems } = visits[person];
      problems.length = 0;
      await page.setViewportSize({ width, height: width < 600 ? 780 : 900 });
      const path = withId(screen.path);
      await openScreen(page, product.app.url, { ...screen, path });
      const moved = await shiftsOf(page);
      expect(moved.sum, moved.shifts.join("\n")).toBeLessThan(MOST_SHIFT);
      const withAxe = width > 600 || AXE_WHEN_NARROW.has(screen.name);
      const findings: Record<string, string[]> = {};
      for (const theme of THEMES) {
        findings[theme] = await findingsOn(page, theme, withAxe);
        await page.screenshot({
          // A PNG takes most of a second to write.
          path: `${FOLDER}/${screen.name}-${theme}-${String(width)}.jpeg`,
          quality: 90,
          fullPage: true,
        });
      }
      expect({ ...findings, problems }).toEqual({
        light: [],
        dark: [],
        problems: [],
      });
    });
  });
});
