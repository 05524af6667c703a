/** The port of every service of the local cloud; all of them bind 127.0.0.1. */
export const PORTS = {
  app: 3000,
  convex: 3210,
  convexSite: 3211,
  clerk: 4010,
  upstash: 4011,
  waha: 4012,
  gemini: 4013,
  sentry: 4014,
  polar: 4015,
} as const;

export type LocalService = keyof typeof PORTS;

export type Environment = Readonly<Record<string, string | undefined>>;

const VARIABLES: Readonly<Record<LocalService, string>> = {
  app: "PORT",
  convex: "CONVEX_PORT",
  convexSite: "CONVEX_SITE_PORT",
  clerk: "CLERK_STANDIN_PORT",
  upstash: "UPSTASH_STANDIN_PORT",
  waha: "WAHA_STANDIN_PORT",
  gemini: "GEMINI_STANDIN_PORT",
  sentry: "SENTRY_STANDIN_PORT",
  polar: "POLAR_STANDIN_PORT",
};

/** The port a local service listens on; throws when its variable is no port. */
export function portOf(service: LocalService, env: Environment): number {
  const value = env[VARIABLES[service]];
  if (value === undefined || value === "") return PORTS[service];
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`${VARIABLES[service]} is not a port: "${value}".`);
}

/** The address of a local service, without a trailing slash. */
export function localUrl(service: LocalService, env: Environment): string {
  return `http://127.0.0.1:${portOf(service, env)}`;
}
