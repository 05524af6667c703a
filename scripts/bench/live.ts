import type { Page } from "playwright-core";
import { z } from "zod";
import { createPhone, type Phone } from "../../local/cli/phone";
import { execFileSync } from "node:child_process";
import { launch, signIn, startBenchProduct } from "./product";
import { percentiles, type Percentiles } from "./statistics";

/** What commits is to be seen within this, in ms (p95). */
const TARGET_MS = 300;
const CUSTOMER = { phone: "27839990077", name: "Lerato Live" };
const GAP_MS = 400;
const SEEN_WITHIN_MS = 20_000;
const WARM_UP = 3;

export type LiveReport = {
  times: number;
  targetMs: number;
  /** From the customer's send to the text on the screen, by browser. */
  browsers: Percentiles[];
  all: Percentiles;
  isWithinTarget: boolean;
};

type Options = {
  times: number;
  json: boolean;
  /** A product that runs already, started with `npm start`; null starts a throw-away one. */
  appUrl: string | null;
};

type Stage = { phone: Phone; session: string; pages: Page[]; appUrl: string };

/** From a customer's message on the simulated phone to the text on the screen, in two browsers. */
export async function runLiveBench(options: Options): Promise<void> {
  const report =
    options.appUrl === null
      ? await onOwnProduct(options.times)
      : await onRunningProduct(options.appUrl, options.times);
  print(report);
  if (options.json) console.log(JSON.stringify(report));
  if (!report.isWithinTarget) process.exitCode = 1;
}

async function onOwnProduct(times: number): Promise<LiveReport> {
  const product = await startBenchProduct();
  try {
    const session = product.cloud.tenants[0]?.instances[0]?.sessionName;
    if (session === undefined) throw new Error("There is no number.");
    const pages = [await product.open(), await product.open()];
    const { phone } = product.cloud;
    return await measure(
      { phone, session, pages, appUrl: product.appUrl },
      times,
    );
  } finally {
    await product.stop();
  }
}

const infoSchema = z.object({
  waha: z.string(),
  tenants: z.array(
    z.object({
      id: z.string(),
      instances: z.array(z.object({ sessionName: z.string() })),
    }),
  ),
  users: z.array(
    z.object({
      email: z.string(),
      password: z.string(),
      role: z.string(),
      tenantId: z.string().nullable(),
    }),
  ),
});

async function onRunningProduct(
  appUrl: string,
  times: number,
): Promise<LiveReport> {
  const told = execFileSync(
    process.execPath,
    ["scripts/local.mjs", "info", "--json"],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  const info = infoSchema.parse(JSON.parse(told));
  const [tenant] = info.tenants;
  const session = tenant?.instances[0]?.sessionName;
  const people = info.users.filter(
    ({ tenantId, role }) => tenantId === tenant?.id && role !== "viewer",
  );
  if (session === undefined || people.length < 2) {
    throw new Error("The demo is needed: npm start makes it.");
  }
  const browser = await launch();
  try {
    const pages: Page[] = [];
    for (const { email, password } of people.slice(0, 2)) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
      });
      const page = await context.newPage();
      await signIn(page, appUrl, email, password);
      pages.push(page);
    }
    const phone = createPhone(info.waha);
    return await measure({ phone, session, pages, appUrl }, times);
  } finally {
    await browser.close();
  }
}

async function measure(stage: Stage, times: number): Promise<LiveReport> {
  const { phone, session, pages } = stage;
  const first = `The first of the measured ones ${String(Date.now())}`;
  await phone.say(session, CUSTOMER, first);
  await Promise.all(pages.map((page) => openThread(page, stage, first)));
  const seen: number[][] = pages.map(() => []);
  for (let index = 0; index < times + WARM_UP; index += 1) {
    const text = `Live message ${String(index)} of ${String(Date.now())}`;
    const sightings = pages.map((page) => whenSeen(page, text));
    await Promise.all(sightings.map(({ armed }) => armed));
    const sentAt = Date.now();
    await phone.say(session, CUSTOMER, text);
    const at = await Promise.all(sightings.map(({ seenAt }) => seenAt));
    if (index >= WARM_UP) {
      at.forEach((instant, which) => seen[which]?.push(instant - sentAt));
    }
    await new Promise((resolve) => setTimeout(resolve, GAP_MS));
  }
  const all = percentiles(seen.flat());
  return {
    times,
    targetMs: TARGET_MS,
    browsers: seen.map(percentiles),
    all,
    isWithinTarget: all.p95 <= TARGET_MS,
  };
}

async function openThread(
  page: Page,
  { appUrl }: Stage,
  text: string,
): Promise<void> {
  await page.goto(`${appUrl}/inbox?filter=all`);
  await page
    .getByRole("list", { name: "Conversations" })
    .getByText(CUSTOMER.name)
    .first()
    .click();
  await page.getByRole("log").getByText(text).waitFor();
}

/** `armed` once the page watches; `seenAt` is the epoch ms at which the text was drawn in the thread. */
function whenSeen(page: Page, text: string) {
  const key = `seen:${text}`;
  const armed = page.evaluate(
    ([wanted, name]) => {
      // Nothing here may have a name: what runs in the page is sent as text.
      const promise = new Promise<number>((resolve) => {
        new MutationObserver((_, observer) => {
          const log = document.querySelector('[role="log"]');
          if (log?.textContent?.includes(wanted ?? "") !== true) return;
          observer.disconnect();
          // The frame after the one in which it came into the document.
          requestAnimationFrame(() => resolve(Date.now()));
        }).observe(document.body, {
          childList: true,
          subtree: true,
          characterData: true,
        });
      });
      Object.assign(window, { [name ?? ""]: promise });
    },
    [text, key],
  );
  const seenAt = armed.then(() =>
    page.evaluate(
      ([name, limitMs]) =>
        Promise.race([
          (window as unknown as Record<string, Promise<number>>)[
            String(name)
          ] ?? Promise.reject(new Error("Nothing is watched.")),
          new Promise<never>((_, reject) => {
            setTimeout(() => reject(new Error("Never seen.")), Number(limitMs));
          }),
        ]),
      [key, SEEN_WITHIN_MS],
    ),
  );
  return { armed, seenAt };
}

function print({ browsers, all, times, targetMs, isWithinTarget }: LiveReport) {
  console.log(`From phone to screen, ${String(times)} messages:`);
  const line = (name: string, { p50, p95, p99 }: Percentiles) =>
    console.log(
      `${name.padEnd(10)} p50 ${String(p50).padStart(7)} ms   p95 ${String(p95).padStart(7)} ms   p99 ${String(p99).padStart(7)} ms`,
    );
  browsers.forEach((each, index) => line(`browser ${String(index + 1)}`, each));
  line("both", all);
  console.log(
    `Target: p95 within ${String(targetMs)} ms: ${isWithinTarget ? "met" : "missed"}.`,
  );
}
