import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import type { Env } from "../../local/cli/environment";
import {
  ensureAccount,
  letIn,
  SEED_PASSWORD,
} from "../../local/cli/seed/people";
import { findChromium } from "../lib/chromium.mjs";
import { startTrialCloud, type TrialCloud } from "../trials/cloud";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const START_LIMIT_MS = 60_000;

/** The built product on a cloud of its own, with a browser; everything goes at its end. */
export interface BenchProduct {
  readonly cloud: TrialCloud;
  readonly appUrl: string;
  /** A page of a new profile in which a new owner of the first tenant is signed in. */
  open(): Promise<Page>;
  stop(): Promise<void>;
}

/** Starts it; `prepare` fills the state while the runtime is down. */
export async function startBenchProduct(
  prepare: (cloud: TrialCloud) => Promise<void> = async () => undefined,
): Promise<BenchProduct> {
  if (!existsSync(".next/BUILD_ID")) {
    throw new Error("There is no build: run npm run build first.");
  }
  const cloud = await startTrialCloud({
    tenants: 1,
    credits: 1_000_000,
    env: { API_RATE_LIMIT_PER_MINUTE: "6000" },
  });
  let app: ChildProcess | null = null;
  let browser: Browser | null = null;
  const stop = async () => {
    await browser?.close();
    if (app !== null) await end(app);
    await cloud.stop();
  };
  try {
    await prepare(cloud);
    app = spawnApp(cloud.env);
    const appUrl = `http://127.0.0.1:${cloud.env["PORT"] ?? ""}`;
    await answers(appUrl);
    browser = await launch();
    const running = browser;
    return { cloud, appUrl, open: () => open(cloud, appUrl, running), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("Chromium is needed.");
  return chromium.launch({ executablePath, args: FLAGS });
}

function spawnApp(env: Env): ChildProcess {
  const { NODE_OPTIONS: _, ...rest } = env;
  return spawn(
    process.execPath,
    [
      "node_modules/next/dist/bin/next",
      "start",
      "-p",
      env["PORT"] ?? "0",
      "-H",
      "127.0.0.1",
    ],
    {
      stdio: "ignore",
      env: { ...rest, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    },
  );
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  for (;;) {
    const isUp = await fetch(`${url}/icon.svg`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    if (Date.now() > deadline) throw new Error("The app did not start.");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

let people = 0;

async function open(
  { env, api, tenants }: TrialCloud,
  appUrl: string,
  browser: Browser,
): Promise<Page> {
  people += 1;
  const person = {
    email: `bench-${String(people)}@example.com`,
    firstName: "Bench",
    lastName: String(people),
    role: "owner" as const,
  };
  const account = await ensureAccount(env, person);
  const issuer = env["CLERK_JWT_ISSUER_DOMAIN"] ?? "";
  await letIn(api, person, `${issuer}|${account}`, tenants[0]?.id ?? null);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await signIn(page, appUrl, person.email, SEED_PASSWORD);
  return page;
}

/** Fills Clerk's form and waits until it has let the person in. */
export async function signIn(
  page: Page,
  appUrl: string,
  email: string,
  password: string,
): Promise<void> {
  await page.goto(`${appUrl}/sign-in`);
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
