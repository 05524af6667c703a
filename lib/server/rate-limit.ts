import "server-only";
import {
  createRateLimiter,
  type LimitOutcome,
  type RateLimiter,
} from "../clients/upstash";
import { serverEnv } from "./env";
import { log } from "./log";

const WINDOW_MS = 60_000;
const TIMEOUT_MS = 800;
const WARN_EVERY_MS = 60_000;
const READS = ["GET", "HEAD", "OPTIONS"];

export interface Verdict {
  kind: "allowed" | "limited" | "unavailable";
  headers: Record<string, string>;
}

let limiter: RateLimiter | undefined;
let warnedAt = 0;

/**
 * Counts one call of /api by this bucket. While Redis is away reads pass, with
 * a warning in the log, and everything that writes is refused.
 */
export async function limitApiCall(
  bucket: string,
  method: string,
): Promise<Verdict> {
  limiter ??= apiLimiter();
  const mode = READS.includes(method) ? "open" : "closed";
  const outcome = await limiter.limit(bucket, mode);
  if (outcome.degraded) warnOfAbsence(Date.now());
  return verdictOf(outcome, Date.now());
}

/** What a caller is told about an outcome of the limiter. */
export function verdictOf(outcome: LimitOutcome, now: number): Verdict {
  if (outcome.degraded) {
    return outcome.allowed
      ? { kind: "allowed", headers: {} }
      : { kind: "unavailable", headers: { "Retry-After": "5" } };
  }
  const waitMs = Math.max(0, (outcome.resetAt ?? now) - now);
  const seconds = String(Math.max(1, Math.ceil(waitMs / 1000)));
  const headers = {
    "RateLimit-Limit": String(outcome.limit),
    "RateLimit-Remaining": String(outcome.remaining),
    "RateLimit-Reset": seconds,
  };
  return outcome.allowed
    ? { kind: "allowed", headers }
    : { kind: "limited", headers: { ...headers, "Retry-After": seconds } };
}

function apiLimiter(): RateLimiter {
  const env = serverEnv();
  return createRateLimiter({
    url: env.UPSTASH_REDIS_REST_URL,
    token: env.UPSTASH_REDIS_REST_TOKEN,
    name: "api",
    limit: env.API_RATE_LIMIT_PER_MINUTE,
    windowMs: WINDOW_MS,
    timeoutMs: TIMEOUT_MS,
  });
}

function warnOfAbsence(now: number): void {
  if (now - warnedAt < WARN_EVERY_MS) return;
  warnedAt = now;
  log("warn", "rate limits are off: Redis does not answer");
}
