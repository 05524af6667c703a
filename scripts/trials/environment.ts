import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { publishableKeyOf } from "../../local/clerk/keys";
import { ROOT, type Env } from "../../local/cli/environment";
import { freePorts } from "./free-ports";

const SECRETS = {
  CONVEX_ADMIN_KEY: "admin-key-of-a-trial",
  WAHA_API_KEY: "waha-key-of-a-trial",
  WAHA_WEBHOOK_SECRET: "global-webhook-secret-of-a-trial",
  WAHA_WEBHOOK_SECRET_PREVIOUS: "",
  WEBHOOK_MASTER_SECRET: "master-secret-of-a-trial",
  WEBHOOK_MASTER_SECRET_PREVIOUS: "",
  GEMINI_API_KEY: "gemini-key-of-a-trial",
  UPSTASH_REDIS_REST_TOKEN: "upstash-token-of-a-trial",
  CLERK_SECRET_KEY: "sk_live_key_of_a_trial",
  AUDIT_HASH_SECRET: "audit-secret-of-a-trial",
};

/** A whole environment of its own: free ports, fixed secrets, a fresh state directory inside the project. */
export async function cloudEnvironment(
  overrides: Readonly<Record<string, string>> = {},
): Promise<Env> {
  const [app, convex, site, upstash, waha, gemini, sentry, clerk, polar] =
    await freePorts(9);
  const at = (port: number | undefined) => `http://127.0.0.1:${port ?? 0}`;
  // Modules of the runtime resolve their packages upwards from the state.
  const parent = join(ROOT, ".local", "trials");
  mkdirSync(parent, { recursive: true });
  const dsn = `http://publickey@127.0.0.1:${sentry ?? 0}/1`;
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "",
    ...SECRETS,
    LOCAL_DEMO_DAYS: "0",
    LOCAL_STATE_DIR: mkdtempSync(join(parent, "cloud-")),
    PORT: String(app),
    CONVEX_PORT: String(convex),
    CONVEX_SITE_PORT: String(site),
    UPSTASH_STANDIN_PORT: String(upstash),
    WAHA_STANDIN_PORT: String(waha),
    GEMINI_STANDIN_PORT: String(gemini),
    SENTRY_STANDIN_PORT: String(sentry),
    CLERK_STANDIN_PORT: String(clerk),
    POLAR_STANDIN_PORT: String(polar),
    NEXT_PUBLIC_CONVEX_URL: at(convex),
    NEXT_PUBLIC_CONVEX_SITE_URL: at(site),
    CONVEX_SITE_URL: at(site),
    WEBHOOK_PUBLIC_URL: "",
    UPSTASH_REDIS_REST_URL: at(upstash),
    WAHA_BASE_URL: at(waha),
    WAHA_WEBHOOK_ALGORITHMS: "sha512,sha256",
    GEMINI_BASE_URL: at(gemini),
    GEMINI_MODEL: "gemini-2.5-flash",
    GEMINI_FALLBACK_MODEL: "gemini-2.5-flash-lite",
    GEMINI_TIMEOUT_MS: "1500",
    SENTRY_DSN: dsn,
    NEXT_PUBLIC_SENTRY_DSN: dsn,
    SENTRY_ENVIRONMENT: "test",
    POLAR_BASE_URL: at(polar),
    POLAR_ACCESS_TOKEN: "polar-token-of-a-trial",
    POLAR_WEBHOOK_SECRET: "polar-webhook-secret-of-a-trial",
    POLAR_WEBHOOK_SECRET_PREVIOUS: "",
    POLAR_PACKS: "5f0c6b1e-7a52-4c0e-9a51-0d6f2f1c0500:500:900:usd",
    CLERK_JWT_ISSUER_DOMAIN: at(clerk),
    CLERK_FAPI_URL: at(clerk),
    CLERK_API_URL: at(clerk),
    CLERK_PUBLISHABLE_KEY: publishableKeyOf(at(clerk)),
    APP_ORIGINS: `${at(app)},http://localhost:${app ?? 0}`,
    PHONE_URL: `${at(waha)}/phone`,
    ...overrides,
  };
}
