import "server-only";
import { type ServerEnv } from "./env";

export type ServiceName = "convex" | "waha" | "gemini" | "redis";

export type ServiceState =
  | { kind: "ok"; latencyMs: number }
  | { kind: "refused" }
  | { kind: "failing" }
  | { kind: "unreachable" };

export type ServiceReport = Record<ServiceName, ServiceState>;

interface Probe {
  url: string;
  init: RequestInit;
  /** Gemini calls a wrong key a bad request. */
  refusedBy?: number;
}

export interface ProbeOptions {
  fetch: typeof fetch;
  timeoutMs: number;
  now: () => number;
}

/** The cheapest authenticated question of each service: none costs anything. */
export function probesOf(env: ServerEnv): Record<ServiceName, Probe> {
  return {
    convex: { url: join(env.NEXT_PUBLIC_CONVEX_URL, "version"), init: {} },
    waha: {
      url: join(env.WAHA_BASE_URL, "api/server/version"),
      init: { headers: { "X-Api-Key": env.WAHA_API_KEY } },
    },
    gemini: {
      url: join(env.GEMINI_BASE_URL, "v1beta/models?pageSize=1"),
      init: { headers: { "x-goog-api-key": env.GEMINI_API_KEY } },
      refusedBy: 400,
    },
    redis: {
      url: env.UPSTASH_REDIS_REST_URL,
      init: {
        method: "POST",
        headers: { Authorization: `Bearer ${env.UPSTASH_REDIS_REST_TOKEN}` },
        body: JSON.stringify(["PING"]),
      },
    },
  };
}

/** Asks every service at once; never throws and never takes much over the timeout. */
export async function probeServices(
  env: ServerEnv,
  options: ProbeOptions,
): Promise<ServiceReport> {
  const probes = probesOf(env);
  const [convex, waha, gemini, redis] = await Promise.all([
    ask(probes.convex, options),
    ask(probes.waha, options),
    ask(probes.gemini, options),
    ask(probes.redis, options),
  ]);
  return { convex, waha, gemini, redis };
}

async function ask(probe: Probe, options: ProbeOptions): Promise<ServiceState> {
  const startedAt = options.now();
  try {
    const response = await options.fetch(probe.url, {
      ...probe.init,
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    await response.body?.cancel();
    if ([401, 403, probe.refusedBy].includes(response.status)) {
      return { kind: "refused" };
    }
    return response.ok
      ? { kind: "ok", latencyMs: Math.round(options.now() - startedAt) }
      : { kind: "failing" };
  } catch {
    return { kind: "unreachable" };
  }
}

function join(base: string, path: string): string {
  return `${base.replace(/\/+$/, "")}/${path}`;
}
