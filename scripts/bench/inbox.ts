import type { Page } from "playwright-core";
import type { TrialCloud } from "../trials/cloud";
import { type InboxSize, LONG_THREAD_NAME, seedInboxState } from "./inbox-seed";
import { type BenchProduct, startBenchProduct } from "./product";

type Frames = {
  /** Frames that took longer than 50 ms, and the longest of all. */
  long: number;
  longestMs: number;
};

type Step = { name: string; ms: number; detail: string } & Frames;

export type InboxReport = { size: InboxSize; steps: Step[] };

type Options = { size: InboxSize; json: boolean };

const ARRIVALS = 30;
const PAGES_DOWN = 40;

/** The inbox with many conversations and one long thread, in a real browser on a throw-away state. */
export async function runInboxBench(options: Options): Promise<void> {
  const product = await startBenchProduct((cloud) => fill(cloud, options.size));
  try {
    const page = await product.open();
    const steps = await walk(product, page);
    const report: InboxReport = { size: options.size, steps };
    print(report);
    if (options.json) console.log(JSON.stringify(report));
  } finally {
    await product.stop();
  }
}

async function fill(cloud: TrialCloud, size: InboxSize): Promise<void> {
  const tenant = cloud.tenants[0];
  const instance = tenant?.instances[0];
  if (tenant === undefined || instance === undefined) {
    throw new Error("There is no number.");
  }
  await cloud.killRuntime();
  const place = { tenantId: tenant.id, instanceId: instance.id };
  await seedInboxState(cloud.env, place, size);
  await cloud.startRuntime();
}

async function walk(product: BenchProduct, page: Page): Promise<Step[]> {
  const list = page.getByRole("list", { name: "Conversations" });
  const log = page.getByRole("log");
  return [
    await step(page, "open the inbox", async () => {
      await page.goto(`${product.appUrl}/inbox`);
      await list.getByText(LONG_THREAD_NAME).waitFor();
      return "first rows";
    }),
    await step(page, "scroll the list", async () => {
      await list.hover();
      const rows = await scrollBy(page, 900, PAGES_DOWN);
      return `${String(rows)} rows in the document`;
    }),
    await step(page, "open the long thread", async () => {
      await page.goto(`${product.appUrl}/inbox?filter=all`);
      await list.getByText(LONG_THREAD_NAME).first().click();
      await log
        .getByText(/Message/)
        .last()
        .waitFor();
      return "newest messages";
    }),
    await step(page, "scroll it back", async () => {
      await log.hover();
      const rows = await scrollBy(page, -900, PAGES_DOWN);
      return `${String(rows)} rows in the document`;
    }),
    await step(page, "receive while open", () => receive(product, page)),
  ];
}

async function scrollBy(
  page: Page,
  px: number,
  times: number,
): Promise<number> {
  for (let index = 0; index < times; index += 1) {
    await page.mouse.wheel(0, px);
    await page.waitForTimeout(50);
  }
  return page.locator("[data-row]").count();
}

async function receive(product: BenchProduct, page: Page): Promise<string> {
  const session = product.cloud.tenants[0]?.instances[0]?.sessionName ?? "";
  for (let index = 0; index < ARRIVALS; index += 1) {
    const from = {
      phone: String(27_840_000_000 + index * 13),
      name: `Customer ${String(index * 13)}`,
    };
    await product.cloud.phone.say(session, from, `Fresh ${String(index)}`);
    await page.waitForTimeout(100);
  }
  await page
    .getByRole("list", { name: "Conversations" })
    .getByText(/Fresh|Thank|help/)
    .first()
    .waitFor();
  return `${String(ARRIVALS)} messages in other conversations`;
}

async function step(
  page: Page,
  name: string,
  act: () => Promise<string>,
): Promise<Step> {
  const watched = watchFrames(page);
  const startedAt = performance.now();
  const detail = await act();
  const ms = Math.round(performance.now() - startedAt);
  return { name, ms, detail, ...(await watched.stop()) };
}

/** Long frames of whatever page is shown until `stop`, by the browser's own account. */
function watchFrames(page: Page) {
  // What the page did before the step is not the step's.
  const install = (fromItsStart: boolean) =>
    page
      .evaluate((wholePage) => {
        const since = wholePage ? 0 : performance.now();
        const frames: number[] = [];
        new PerformanceObserver((entries) => {
          for (const { startTime, duration } of entries.getEntries()) {
            if (startTime >= since) frames.push(duration);
          }
        }).observe({ type: "long-animation-frame", buffered: true });
        Object.assign(window, { longFrames: frames });
      }, fromItsStart)
      .catch((error: unknown) => {
        // A page on its way out is not measured; the next one is.
        if (!page.isClosed() && !String(error).includes("navigat")) throw error;
      });
  const installed = install(false);
  const again = () => void install(true);
  page.on("domcontentloaded", again);
  return {
    stop: async (): Promise<Frames> => {
      await installed;
      page.off("domcontentloaded", again);
      const frames = await page.evaluate(
        () => (window as unknown as { longFrames?: number[] }).longFrames ?? [],
      );
      return {
        long: frames.length,
        longestMs: Math.round(Math.max(0, ...frames)),
      };
    },
  };
}

function print({ size, steps }: InboxReport): void {
  console.log(
    `Inbox of ${size.conversations.toLocaleString("en")} conversations, thread of ${size.thread.toLocaleString("en")} messages:`,
  );
  for (const { name, ms, long, longestMs, detail } of steps) {
    console.log(
      `${name.padEnd(22)} ${String(ms).padStart(7)} ms   long frames ${String(long).padStart(3)}   longest ${String(longestMs).padStart(5)} ms   ${detail}`,
    );
  }
}
