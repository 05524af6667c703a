import "server-only";
import {
  createRateLimiter,
  type LimitOutcome,
  type RateLimiter,
} from "../clients/upstash";
import {
  type ActionClass,
  actionClass,
  passesUncounted,
} from "../http/action-class";
import { serverEnv, type ServerEnv } from "./env";
import { log } from "./log";
import { noteRedisAway } from "./web-reports";

const WINDOW_MS = 60_000;
const TIMEOUT_MS = 800;
const WARN_EVERY_MS = 60_000;
const UNLIMITED: Verdict = { kind: "allowed", headers: {} };

export interface Verdict {
  kind: "allowed" | "limited" | "unavailable";
  headers: Record<string, string>;
}

/** Pages of others that are read for one person. */
const FETCHES_PER_MINUTE = 10;
/** A conversation may show many pictures at once. */
const MEDIA_PER_CALL = 20;

type Scope = "address" | "person";

const limiters = new Map<string, RateLimiter>();
let warnedAt = 0;

/**
 * Counts one call by the client's address, in the window of its class; pages
 * have no limit. While Redis is away only reads pass, with a warning in the log.
 */
export async function limitCall(
  bucket: string,
  path: string,
  method: string,
): Promise<Verdict> {
  return count("address", bucket, actionClass(path, method));
}

/** Counts one call by the signed-in person, wherever they are. */
export async function limitPerson(
  userId: string,
  path: string,
  method: string,
): Promise<Verdict> {
  return count("person", userId, actionClass(path, method));
}

async function count(
  scope: Scope,
  bucket: string,
  action: ActionClass | null,
): Promise<Verdict> {
  if (action === null) return UNLIMITED;
  const name = `${scope}:${action}`;
  const limiter = limiters.get(name) ?? createLimiter(name, action);
  const mode = passesUncounted(action) ? "open" : "closed";
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

function limitOf(action: ActionClass, env: ServerEnv): number {
  switch (action) {
    case "sign-in":
      return env.SIGN_IN_RATE_LIMIT_PER_MINUTE;
    case "export":
      return env.EXPORT_RATE_LIMIT_PER_MINUTE;
    case "fetch":
      return FETCHES_PER_MINUTE;
    case "media":
      return env.API_RATE_LIMIT_PER_MINUTE * MEDIA_PER_CALL;
    case "read":
    case "write":
    case "report":
      return env.API_RATE_LIMIT_PER_MINUTE;
  }
}

function createLimiter(name: string, action: ActionClass): RateLimiter {
  const env = serverEnv();
  const limiter = createRateLimiter({
    url: env.UPSTASH_REDIS_REST_URL,
    token: env.UPSTASH_REDIS_REST_TOKEN,
    name,
    limit: limitOf(action, env),
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
  noteRedisAway();
}
