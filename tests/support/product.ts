import { convexTest, type TestConvex } from "convex-test";
import { vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import schema from "../../convex/schema";

// Loaded at once: what a file still loads when it ends is broken for the next one.
const modules = Object.fromEntries(
  Object.entries(
    import.meta.glob(
      [
        "../../convex/**/*.ts",
        "../../convex/_generated/*.js",
        "!../../convex/auth.config.ts",
      ],
      { eager: true },
    ),
  ).map(([path, module]) => [path, () => Promise.resolve(module)]),
);

export const TEST_ENV = {
  WEBHOOK_MASTER_SECRET: "master-secret-for-tests",
  WAHA_WEBHOOK_SECRET: "global-secret-for-tests",
  WAHA_BASE_URL: "http://127.0.0.1:4012",
  WAHA_API_KEY: "waha-test-key",
  GEMINI_BASE_URL: "http://127.0.0.1:4013",
  GEMINI_API_KEY: "gemini-test-key",
  CONVEX_SITE_URL: "http://127.0.0.1:3211",
  AUDIT_HASH_SECRET: "audit-secret-for-tests",
  FIELD_KEYS: "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
  CLERK_JWT_ISSUER_DOMAIN: "http://127.0.0.1:4010",
} as const;

export type Backend = TestConvex<typeof schema>;

export function configureBackend(): void {
  for (const [name, value] of Object.entries(TEST_ENV)) vi.stubEnv(name, value);
}

export function createBackend(): Backend {
  configureBackend();
  return convexTest(schema, modules);
}

export type Business = {
  tenantId: Id<"tenants">;
  instanceId: Id<"instances">;
  sessionName: string;
  /** Path of its webhook. */
  webhookPath: string;
  hmacKey: string;
};

export type BusinessOptions = {
  name?: string;
  credits?: number;
  quietWindowMs?: number;
  pacing?: "on" | "off";
};

/** A tenant with credits, some knowledge and one working number. */
export async function createBusiness(
  t: Backend,
  options: BusinessOptions = {},
): Promise<Business> {
  const { name = "Harbour Bakery", credits = 100 } = options;
  const tenantId = await t.mutation(internal.tenants.provision.create, {
    name,
    credits,
    quietWindowMs: options.quietWindowMs ?? 0,
    pacing: options.pacing ?? "off",
    knowledge: [{ title: "Opening hours", content: "We are open 8 to 18." }],
  });
  const { instanceId, sessionName, webhookToken } = await t.mutation(
    internal.instances.provision.register,
    { tenantId, label: "Shop" },
  );
  const directory = await t.query(internal.tenants.directory.list, {});
  const instance = directory
    .find((tenant) => tenant.id === tenantId)
    ?.instances.find((entry) => entry.id === instanceId);
  if (instance === undefined) throw new Error("The new number is not listed.");
  await t.mutation(internal.instances.status.update, {
    channel: { kind: "instance", instanceId, token: webhookToken },
    session: sessionName,
    status: "WORKING",
    at: Date.now(),
    accountId: "27820000001@c.us",
    restrictedUntil: null,
  });
  return {
    tenantId,
    instanceId,
    sessionName,
    webhookPath: new URL(instance.webhookUrl).pathname,
    hmacKey: instance.hmacKey,
  };
}

export type SignOptions = { hash?: "SHA-512" | "SHA-256" };

/** HMAC over the raw bytes, lower-case hex; independent of the code under test. */
export async function sign(
  body: string,
  key: string,
  { hash = "SHA-512" }: SignOptions = {},
): Promise<string> {
  const bytes = new TextEncoder();
  const imported = await crypto.subtle.importKey(
    "raw",
    bytes.encode(key),
    { name: "HMAC", hash },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", imported, bytes.encode(body));
  return Array.from(new Uint8Array(mac), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/** Posts a correctly signed webhook to the instance's own address. */
export async function post(
  t: Backend,
  business: Business,
  event: unknown,
): Promise<Response> {
  const body = JSON.stringify(event);
  return t.fetch(business.webhookPath, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-webhook-hmac": await sign(body, business.hmacKey),
      "x-webhook-hmac-algorithm": "sha512",
    },
  });
}

/**
 * Runs everything that is scheduled, in the order it is due. Time stands still
 * while a function runs, so no vendor call times out by itself.
 */
export async function drain(t: Backend): Promise<void> {
  for (let rounds = 0; rounds < 500; rounds += 1) {
    const dueAt = await nextDueAt(t);
    if (dueAt === null) return;
    vi.advanceTimersByTime(Math.max(0, dueAt - Date.now()));
    await t.finishInProgressScheduledFunctions();
  }
  throw new Error("Scheduled work never ended.");
}

async function nextDueAt(t: Backend): Promise<number | null> {
  return t.run(async (ctx) => {
    const jobs = await ctx.db.system.query("_scheduled_functions").collect();
    const due = jobs
      .filter(({ state }) => state.kind === "pending")
      .map(({ scheduledTime }) => scheduledTime);
    return due.length === 0 ? null : Math.min(...due);
  });
}

/** As `drain`, for actions that wait on timers of their own. */
export async function drainWithTimers(t: Backend): Promise<void> {
  await t.finishAllScheduledFunctions(vi.runAllTimers);
}

export type Books = {
  balance: number;
  reserved: number;
  kinds: string[];
};

/** The wallet and the kinds of its entries in order. */
export async function readBooks(
  t: Backend,
  tenantId: Id<"tenants">,
): Promise<Books> {
  return t.run(async (ctx) => {
    const wallet = await ctx.db
      .query("wallets")
      .withIndex("by_tenant", (q) => q.eq("tenantId", tenantId))
      .unique();
    const entries = await ctx.db
      .query("ledgerEntries")
      .withIndex("by_tenant_and_sequence", (q) => q.eq("tenantId", tenantId))
      .collect();
    return {
      balance: wallet?.balance ?? 0,
      reserved: wallet?.reserved ?? 0,
      kinds: entries.map((entry) => entry.kind),
    };
  });
}
