import "server-only";
import { z } from "zod";
import { requireSafeBaseUrl } from "../clients/base-url";

const url = z.url({ protocol: /^https?$/ });
const secret = z.string().min(1);
const count = (fallback: number, max: number) =>
  z.coerce.number().int().min(0).max(max).default(fallback);
const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true");

const origins = z
  .string()
  .transform((text) => text.split(",").map((each) => each.trim()))
  .pipe(z.array(z.url({ protocol: /^https?$/ })).min(1))
  .transform((list) => list.map((each) => new URL(each).origin));

/** Each as `host:port`, an IPv6 address in brackets. */
const hosts = z
  .string()
  .default("")
  .transform((text) => text.split(",").map((each) => each.trim()))
  .transform((list) => list.filter((each) => each !== ""))
  .pipe(z.array(z.string().regex(/^([a-z0-9.-]+|\[[0-9a-f:]+\]):\d{1,5}$/)));

const schema = z.object({
  NEXT_PUBLIC_CONVEX_URL: url,
  /** Convex's HTTP actions: where refusals are reported for the audit trail. */
  NEXT_PUBLIC_CONVEX_SITE_URL: url.optional(),
  CONVEX_ALLOW_PRIVATE_HTTP: flag,
  WAHA_BASE_URL: url,
  WAHA_API_KEY: secret,
  WAHA_ALLOW_PRIVATE_HTTP: flag,
  GEMINI_BASE_URL: url.default("https://generativelanguage.googleapis.com"),
  GEMINI_API_KEY: secret,
  UPSTASH_REDIS_REST_URL: url,
  UPSTASH_REDIS_REST_TOKEN: secret,
  SENTRY_DSN: url.optional(),
  NEXT_PUBLIC_SENTRY_DSN: url.optional(),
  SENTRY_ENVIRONMENT: z.string().default("development"),
  SENTRY_TRACES_SAMPLE_RATE: z.coerce.number().min(0).max(1).optional(),
  /** Where a visitor may try the product; no link when empty. */
  PHONE_URL: url.optional(),
  /** Named on the legal pages and in security.txt. */
  OPERATOR_NAME: z.string().max(200).optional(),
  CONTACT_EMAIL: z.email().optional(),
  CLERK_PUBLISHABLE_KEY: z.string().regex(/^pk_(live|test)_\S+$/),
  CLERK_SECRET_KEY: secret,
  /** Browsers reach Clerk through this server where it is set. */
  CLERK_FAPI_URL: url.optional(),
  CLERK_API_URL: url.optional(),
  CLERK_JWT_KEY: z.string().optional(),
  /** Shared with Convex: vouches for where a person's call came from. */
  AUDIT_HASH_SECRET: z.string().min(16).optional(),
  APP_ORIGINS: origins,
  /** Opens /api/ready to a monitor that is no operator. */
  READY_TOKEN: z.string().min(16).optional(),
  SIGN_IN_RATE_LIMIT_PER_MINUTE: count(60, 100_000).pipe(z.number().min(1)),
  TRUSTED_PROXY_COUNT: count(0, 10),
  /** Pages on these may be read although they are not outside. */
  GUARDED_FETCH_PRIVATE_HOSTS: hosts,
  API_RATE_LIMIT_PER_MINUTE: count(60, 100_000).pipe(z.number().min(1)),
  EXPORT_RATE_LIMIT_PER_MINUTE: count(10, 100_000).pipe(z.number().min(1)),
});

export type ServerEnv = z.infer<typeof schema>;

type Source = Readonly<Record<string, string | undefined>>;

/**
 * Checks the server's environment. An empty value counts as missing. Throws
 * one Error that names every variable at fault, without its value.
 */
export function parseServerEnv(source: Source): ServerEnv {
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .map((name) => [name, source[name]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return withSafeAddresses(parsed.data);
  const faults = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return name in given
      ? `${name} is not valid (${issue.message})`
      : `${name} is missing`;
  });
  throw new Error(
    `The environment is incomplete: ${[...new Set(faults)].join("; ")}. ` +
      "Set it in .env.local or in the process; .env.example explains each variable.",
  );
}

/** Refuses plain http to another machine, where keys and tokens would travel open. */
function withSafeAddresses(env: ServerEnv): ServerEnv {
  const addresses = [
    ["NEXT_PUBLIC_CONVEX_URL", env.CONVEX_ALLOW_PRIVATE_HTTP],
    ["NEXT_PUBLIC_CONVEX_SITE_URL", env.CONVEX_ALLOW_PRIVATE_HTTP],
    ["WAHA_BASE_URL", env.WAHA_ALLOW_PRIVATE_HTTP],
    ["GEMINI_BASE_URL", false],
    ["UPSTASH_REDIS_REST_URL", false],
  ] as const;
  for (const [name, allowPrivateHttp] of addresses) {
    const address = env[name];
    if (address === undefined) continue;
    try {
      requireSafeBaseUrl(address, { allowPrivateHttp });
    } catch (error) {
      const why = error instanceof Error ? error.message : "";
      throw new Error(`${name} is not safe: ${why}`);
    }
  }
  return env;
}

let cached: ServerEnv | undefined;

/** The checked environment of this process; throws like `parseServerEnv`. */
export function serverEnv(): ServerEnv {
  // The whole object, not its members: the bundler would freeze those.
  cached ??= parseServerEnv({ ...process.env });
  return cached;
}
