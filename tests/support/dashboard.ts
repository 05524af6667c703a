import type { Browser, Page } from "playwright-core";
import type { Tenant } from "../../local/cli/administration";
import {
  ensureAccount,
  letIn,
  SEED_PASSWORD,
} from "../../local/cli/seed/people";
import type { Role } from "../../lib/tenants/roles";
import { launchBrowser, visit, type View, type Visit } from "./browser";
import { startLocalCloud, type LocalCloud } from "./local-cloud";
import { startNextApp, type NextApp } from "./next-app";

export const DESK: View = { theme: "light", width: 1440 };

/** The whole product: local cloud, sign-in, built app and a browser. */
export interface Product {
  readonly cloud: LocalCloud;
  readonly app: NextApp;
  readonly browser: Browser;
  stop(): Promise<void>;
}

export async function startProduct(
  overrides: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const cloud = await startLocalCloud(overrides, { clerk: true });
  try {
    const app = await startNextApp({ ...cloud.env }, Number(cloud.env["PORT"]));
    const browser = await launchBrowser();
    return {
      cloud,
      app,
      browser,
      async stop() {
        await browser.close();
        await app.stop();
        await cloud.stop();
      },
    };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}

let people = 0;

/** A new account with a role in a tenant, or an operator of the service; returns its address. */
export async function createPerson(
  { cloud }: Product,
  member: { tenant: Tenant; role: Role } | "operator",
): Promise<string> {
  people += 1;
  const role = member === "operator" ? ("operator" as const) : member.role;
  const person = {
    email: `${role}-${String(people)}@example.com`,
    firstName: "Test",
    lastName: `Person ${String(people)}`,
    role,
  };
  const account = await ensureAccount(cloud.env, person);
  const issuer = cloud.env["CLERK_JWT_ISSUER_DOMAIN"] ?? "";
  const tenantId = member === "operator" ? null : member.tenant.id;
  await letIn(cloud.api, person, `${issuer}|${account}`, tenantId);
  return person.email;
}

/** Fills Clerk's form and waits until it has let the person in. */
export async function signIn(
  page: Page,
  app: NextApp,
  email: string,
  password = SEED_PASSWORD,
): Promise<void> {
  await page.goto(`${app.url}/sign-in`);
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/** A browser profile of its own in which this person is signed in. */
export async function visitAs(
  { browser, app }: Product,
  email: string,
  view: View = DESK,
): Promise<Visit> {
  const visited = await visit(browser, view);
  await signIn(visited.page, app, email);
  return visited;
}
