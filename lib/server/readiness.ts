import "server-only";
import { serverEnv, type ServerEnv } from "./env";
import {
  join,
  probeOne,
  probesOf,
  type Probe,
  type ProbeOptions,
  type ServiceState,
} from "./probes";

const TIMEOUT_MS = 1_500;
const CLERK_API = "https://api.clerk.com";

export const SERVICE_NAMES = [
  "convex",
  "redis",
  "waha",
  "gemini",
  "clerk",
  "sentry",
] as const;

export type Service = (typeof SERVICE_NAMES)[number];

export interface Readiness {
  service: Service;
  /** Whether the product does its main job without it. */
  isNeeded: boolean;
  /** Off: it is not configured. */
  state: ServiceState | { kind: "off" };
  latencyMs: number | null;
  detail: string | null;
}

/** A probe for each service that is configured: each does what the product needs of it. */
export function readinessProbes(env: ServerEnv): Record<Service, Probe | null> {
  const { waha, gemini, redis } = probesOf(env);
  return {
    convex: convexProbe(env),
    redis,
    waha,
    gemini,
    clerk: {
      url: join(env.CLERK_API_URL ?? CLERK_API, "v1/jwks"),
      init: { headers: { Authorization: `Bearer ${env.CLERK_SECRET_KEY}` } },
    },
    sentry: env.SENTRY_DSN === undefined ? null : sentryProbe(env.SENTRY_DSN),
  };
}

/** Runs a function, which refuses the signed out: 560 where Convex answers a thrown error. */
function convexProbe(env: ServerEnv): Probe {
  return {
    url: join(env.NEXT_PUBLIC_CONVEX_URL, "api/query"),
    init: {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        path: "operators/sending:state",
        format: "json",
        args: {},
      }),
    },
    goodToo: 560,
  };
}

/** A report would be one; that the host answers at all is what can be asked. */
function sentryProbe(dsn: string): Probe {
  return { url: join(new URL(dsn).origin, ""), init: {}, goodBelow: 500 };
}

/** Asks every configured service at once; takes at most the timeout. */
export async function askReadiness(
  env: ServerEnv,
  options: ProbeOptions,
): Promise<Readiness[]> {
  const probes = readinessProbes(env);
  return Promise.all(
    SERVICE_NAMES.map((service) => ask(service, probes[service], options)),
  );
}

async function ask(
  service: Service,
  probe: Probe | null,
  options: ProbeOptions,
): Promise<Readiness> {
  const isNeeded = service !== "sentry";
  if (probe === null) {
    const state = { kind: "off" } as const;
    return { service, isNeeded, state, latencyMs: null, detail: null };
  }
  return { service, isNeeded, ...(await probeOne(probe, options)) };
}

/** Whether everything the main job needs answers well. */
export function isReady(readiness: readonly Readiness[]): boolean {
  return readiness.every(
    ({ isNeeded, state }) => !isNeeded || state.kind === "ok",
  );
}

export interface LastFailure {
  at: number;
  state: Exclude<ServiceState["kind"], "ok">;
  detail: string | null;
}

const lastFailures = new Map<Service, LastFailure>();
let watchedSince: number | null = null;

export interface ReadinessReport {
  askedAt: number;
  /** When this process began to remember failures. */
  watchedSince: number;
  services: (Readiness & { lastFailure: LastFailure | null })[];
}

/** The services now, each with its last failure that this process saw. */
export async function readinessReport(): Promise<ReadinessReport> {
  const askedAt = Date.now();
  watchedSince ??= askedAt;
  const readiness = await askReadiness(serverEnv(), {
    fetch,
    timeoutMs: TIMEOUT_MS,
    now: () => performance.now(),
  });
  for (const { service, state, detail } of readiness) {
    if (state.kind === "ok" || state.kind === "off") continue;
    lastFailures.set(service, { at: askedAt, state: state.kind, detail });
  }
  return {
    askedAt,
    watchedSince,
    services: readiness.map((each) => ({
      ...each,
      lastFailure: lastFailures.get(each.service) ?? null,
    })),
  };
}
