import "server-only";
import {
  createRateLimiter,
  type LimitOutcome,
  type RateLimiter,
} from "../clients/upstash";
import { isApiPath, isMediaPath, isSignInAttempt } from "../http/paths";
import { isSafeMethod } from "../http/request-origin";
import { serverEnv, type ServerEnv } from "./env";
import { log } from "./log";

const WINDOW_MS = 60_000;
const TIMEOUT_MS = 800;
const WARN_EVERY_MS = 60_000;
const UNLIMITED: Verdict = { kind: "allowed", headers: {} };

export interface Verdict {
  kind: "allowed" | "limited" | "unavailable";
  headers: Record<string, string>;
}

type Name = "api" | "person" | "media" | "sign-in";

/** A conversation may show many pictures at once. */
const MEDIA_PER_CALL = 20;

const limiters = new Map<Name, RateLimiter>();
let warnedAt = 0;

/**
 * Counts one call by the client's address: JSON routes and attempts to sign in
 * have their limits, pages have none. While Redis is away reads pass, with a
 * warning in the log, and everything that writes or signs in is refused.
 */
export async function limitCall(
  bucket: string,
  path: string,
  method: string,
): Promise<Verdict> {
  if (isSignInAttempt(path, method)) return count("sign-in", bucket, method);
  if (isMediaPath(path)) return count("media", bucket, method);
  return isApiPath(path) ? count("api", bucket, method) : UNLIMITED;
}

/** Counts one call of a JSON route by the signed-in person, wherever they are. */
export async function limitPerson(
  userId: string,
  method: string,
): Promise<Verdict> {
  return count("person", userId, method);
}

async function count(
  name: Name,
  bucket: string,
  method: string,
): Promise<Verdict> {
  const limiter = limiters.get(name) ?? createLimiter(name);
  const mode = isSafeMethod(method) ? "open" : "closed";
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

function limitOf(name: Name, env: ServerEnv): number {
  if (name === "sign-in") return env.SIGN_IN_RATE_LIMIT_PER_MINUTE;
  const calls = env.API_RATE_LIMIT_PER_MINUTE;
  return name === "media" ? calls * MEDIA_PER_CALL : calls;
}

function createLimiter(name: Name): RateLimiter {
  const env = serverEnv();
  const limiter = createRateLimiter({
    url: env.UPSTASH_REDIS_REST_URL,
    token: env.UPSTASH_REDIS_REST_TOKEN,
    name,
    limit: limitOf(name, env),
    windowMs: WINDOW_MS,
    timeoutMs: TIMEOUT_MS,
  });
  limiters.set(name, limiter);
  return limiter;
}

function warnOfAbsence(now: number): void {
  if (now - warnedAt < WARN_EVERY_MS) return;
  warnedAt = now;
  log("warn", "rate limits are off: Redis does not answer");
}
