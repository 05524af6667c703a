import { localUrl, portOf, type Environment, type LocalService } from "./ports";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Where each service's address is read from, the first that is set. */
const SOURCES = {
  convex: ["NEXT_PUBLIC_CONVEX_URL"],
  convexSite: ["CONVEX_SITE_URL", "NEXT_PUBLIC_CONVEX_SITE_URL"],
  upstash: ["UPSTASH_REDIS_REST_URL"],
  waha: ["WAHA_BASE_URL"],
  gemini: ["GEMINI_BASE_URL"],
  clerk: ["CLERK_JWT_ISSUER_DOMAIN"],
  sentry: ["SENTRY_DSN", "NEXT_PUBLIC_SENTRY_DSN"],
  polar: ["POLAR_BASE_URL"],
} as const satisfies Partial<Record<LocalService, readonly string[]>>;

export type AddressedService = keyof typeof SOURCES;

function configured(service: AddressedService, env: Environment) {
  for (const name of SOURCES[service]) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== "") return { name, value };
  }
  return null;
}

/** A service's address without a trailing slash; the local one when none is set. */
export function addressOf(service: AddressedService, env: Environment): string {
  const given = configured(service, env);
  if (given === null) return localUrl(service, env);
  let url: URL;
  try {
    url = new URL(given.value);
  } catch {
    throw new Error(`${given.name} is no address: "${given.value}".`);
  }
  const address = service === "sentry" ? url.origin : url.href;
  return address.replace(/\/+$/, "");
}

/** Whether the address is another server's, so that the local one is not started. */
export function isReplaced(
  service: AddressedService,
  env: Environment,
): boolean {
  const { protocol, hostname, port } = new URL(addressOf(service, env));
  const isOurs =
    protocol === "http:" &&
    LOOPBACK.has(hostname) &&
    Number(port === "" ? 80 : port) === portOf(service, env);
  return !isOurs;
}
