import type { Page } from "playwright-core";
import type { View } from "./browser";

/** One page of the product, and how to tell that it is shown. */
export interface Screen {
  /** Of its screenshot. */
  name: string;
  path: string;
  /** A sentence or a name that only the loaded page has. */
  shows: string | RegExp;
}

const SETTLED_WITHIN_MS = 15_000;

/** Opens the page in this width and waits until all of it is there. */
export async function openScreen(
  page: Page,
  url: string,
  screen: Screen,
): Promise<void> {
  await page.goto(`${url}${screen.path}`);
  await settle(page, screen);
}

/** Waits until all of the page that is shown is there. */
export async function settle(page: Page, { shows }: Screen): Promise<void> {
  await page
    .locator("main, [role=main]")
    .getByText(shows)
    .filter({ visible: true })
    .first()
    .waitFor({ timeout: SETTLED_WITHIN_MS });
  await page.waitForFunction(
    () => document.querySelector(".animate-pulse") === null,
    null,
    { timeout: SETTLED_WITHIN_MS },
  );
}

/** Makes the page light or dark, as when the system changes over. */
export async function showIn(page: Page, theme: View["theme"]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.waitForFunction(
    (wanted) => document.documentElement.classList.contains(wanted),
    theme,
  );
}

/** Pixels by which the page is wider than the window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
}

/** From its start on, the page notes what moves by itself. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        if (entry.hadRecentInput) continue;
        sum += entry.value;
        const moved = entry.sources.map(({ node }) =>
          node instanceof Element
            ? `${node.tagName.toLowerCase()}.${node.className.toString().slice(0, 60)}`
            : String(node?.nodeName ?? "gone"),
        );
        shifts.push(`${entry.value.toFixed(3)} ${moved.join(" | ")}`);
      }
      Object.assign(window, { shiftsSoFar: { sum, shifts } });
    }).observe({ type: "layout-shift", buffered: true });
    interface LayoutShift extends PerformanceEntry {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null }[];
    }
  });
}

/** How much the page moved by itself since it began, and what moved. */
export async function shiftsOf(
  page: Page,
): Promise<{ sum: number; shifts: string[] }> {
  return page.evaluate(
    () =>
      (
        window as unknown as {
          shiftsSoFar?: { sum: number; shifts: string[] };
        }
      ).shiftsSoFar ?? { sum: 0, shifts: [] },
  );
}
