import "server-only";
import { serverEnv } from "./env";
import { log } from "./log";
import { probeServices, type ServiceReport } from "./probes";

const TIMEOUT_MS = 1_200;
const FRESH_MS = 3_000;

let latest: { askedAt: number; report: Promise<ServiceReport> } | undefined;

/**
 * The state of the services, at most three seconds old. Visitors share one
 * round of probes, so a busy public page does not multiply into requests.
 */
export function serviceReport(): Promise<ServiceReport> {
  const now = Date.now();
  if (latest === undefined || now - latest.askedAt > FRESH_MS) {
    latest = { askedAt: now, report: askAll() };
  }
  return latest.report;
}

async function askAll(): Promise<ServiceReport> {
  const report = await probeServices(serverEnv(), {
    fetch,
    timeoutMs: TIMEOUT_MS,
    now: () => performance.now(),
  });
  logChanges(report);
  return report;
}

const lastSeen = new Map<string, string>();

function logChanges(report: ServiceReport): void {
  for (const [service, { kind }] of Object.entries(report)) {
    if ((lastSeen.get(service) ?? "ok") !== kind) {
      log(kind === "ok" ? "info" : "warn", `service is ${kind}`, { service });
    }
    lastSeen.set(service, kind);
  }
}

export type Health = "ok" | "degraded" | "unavailable";

/** Convex is what the product cannot answer without; the rest degrades it. */
export function healthOf(report: ServiceReport): Health {
  if (report.convex.kind !== "ok") return "unavailable";
  return Object.values(report).every((state) => state.kind === "ok")
    ? "ok"
    : "degraded";
}
