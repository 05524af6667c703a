import axe, { type RunOnly } from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { findChromium } from "../../scripts/lib/chromium.mjs";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A page lives for seconds: what its last compiler costs never pays.
  "--js-flags=--no-turbofan",
];

type AxeCore = typeof axe;

export interface View {
  theme: "light" | "dark";
  width: number;
}

export const VIEWS: View[] = [
  { theme: "light", width: 360 },
  { theme: "dark", width: 360 },
  { theme: "light", width: 1440 },
  { theme: "dark", width: 1440 },
];

export interface Visit {
  page: Page;
  /** Console errors, uncaught exceptions and failed requests so far. */
  problems: string[];
  close: () => Promise<void>;
}

/** The installed Chromium, with a fresh profile; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) {
    throw new Error("The browser tests need Chromium or Chrome.");
  }
  return chromium.launch({ executablePath, args: FLAGS });
}

/** A page of its own, motion reduced, that remembers what went wrong on it. */
export async function visit(browser: Browser, view: View): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.width < 600 ? 780 : 900 },
    colorScheme: view.theme,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    problems.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // A navigation or a refresh abandons what it was loading.
    if (reason !== "net::ERR_ABORTED") {
      problems.push(`${request.url()} ${reason}`);
    }
  });
  return { page, problems, close: () => context.close() };
}

/** What axe holds against the page by WCAG 2.2 AA, one line each. */
export function axeProblems(page: Page): Promise<string[]> {
  return problemsFoundBy(page, {
    type: "tag",
    values: [
      "wcag2a",
      "wcag2aa",
      "wcag21a",
      "wcag21aa",
      "wcag22aa",
      "best-practice",
    ],
  });
}

/** What axe holds against the colours alone, which are all a theme changes. */
export function contrastProblems(page: Page): Promise<string[]> {
  return problemsFoundBy(page, { type: "rule", values: ["color-contrast"] });
}

async function problemsFoundBy(
  page: Page,
  runOnly: RunOnly,
): Promise<string[]> {
  const isLoaded = await page.evaluate(() => "axe" in window);
  if (!isLoaded) await page.evaluate(axe.source);
  return page.evaluate(async (wanted) => {
    const loaded = window as unknown as { axe: AxeCore };
    // No page of ours has a frame.
    const { violations } = await loaded.axe.run({
      runOnly: wanted,
      resultTypes: ["violations"],
      iframes: false,
    });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help} (${node.target.join(" ")})`),
    );
  }, runOnly);
}
