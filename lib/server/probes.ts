import "server-only";
import { type ServerEnv } from "./env";

export type ServiceName = "convex" | "waha" | "gemini" | "redis";

export type ServiceState =
  | { kind: "ok"; latencyMs: number }
  | { kind: "refused" }
  | { kind: "failing" }
  | { kind: "unreachable" };

export type ServiceReport = Record<ServiceName, ServiceState>;

export interface Probe {
  url: string;
  init: RequestInit;
  /** Gemini calls a wrong key a bad request. */
  refusedBy?: number;
  /** Answers below this status are good; 300 when it is left out. */
  goodBelow?: number;
  /** One more status that is good. */
  goodToo?: number;
}

/** A probe's outcome with what an operator is told of it. */
export interface Probed {
  state: ServiceState;
  latencyMs: number;
  /** What went wrong; never a key or a body. */
  detail: string | null;
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
  return (await probeOne(probe, options)).state;
}

/** Asks one service; never throws and never takes much over the timeout. */
export async function probeOne(
  probe: Probe,
  options: ProbeOptions,
): Promise<Probed> {
  const startedAt = options.now();
  const latency = () => Math.round(options.now() - startedAt);
  try {
    const response = await options.fetch(probe.url, {
      ...probe.init,
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    await response.body?.cancel();
    const latencyMs = latency();
    const state = stateOf(probe, response.status, latencyMs);
    const detail = state.kind === "ok" ? null : `HTTP ${response.status}`;
    return { state, latencyMs, detail };
  } catch (error) {
    const detail = reasonOf(error, options.timeoutMs);
    return { state: { kind: "unreachable" }, latencyMs: latency(), detail };
  }
}

function stateOf(
  { refusedBy, goodBelow = 300, goodToo }: Probe,
  status: number,
  latencyMs: number,
): ServiceState {
  const isGood = status === goodToo || (status >= 200 && status < goodBelow);
  if (isGood) return { kind: "ok", latencyMs };
  return [401, 403, refusedBy].includes(status)
    ? { kind: "refused" }
    : { kind: "failing" };
}

/** The system's own code of a failed connection, such as ECONNREFUSED. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return "no answer";
  if (error.name === "TimeoutError") return `no answer in ${timeoutMs} ms`;
  const cause: unknown = error.cause;
  const code =
    typeof cause === "object" && cause !== null && "code" in cause
      ? cause.code
      : null;
  return typeof code === "string" ? code : "no connection";
}

export function join(base: string, path: string): string {
  return `${base.replace(/\/+$/, "")}/${path}`;
}
