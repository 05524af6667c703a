import { Ratelimit } from "@upstash/ratelimit";
// This build needs neither Node nor its environment, so it also runs on the edge.
import { Redis } from "@upstash/redis/cloudflare";
import { requireSafeBaseUrl } from "./base-url";

export interface LimitOutcome {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Epoch ms at which the window ends; null when Redis did not say. */
  resetAt: number | null;
  /** Redis did not answer; `allowed` is the caller's own decision. */
  degraded: boolean;
}

export interface RateLimiter {
  limit(key: string, onUnavailable: "open" | "closed"): Promise<LimitOutcome>;
}

const DEFAULT_TIMEOUT_MS = 1_000;
const DAY_S = 86_400;

/**
 * A sliding-window limit of `limit` calls per `windowMs` and key, shared through
 * Redis. When Redis does not answer within `timeoutMs`, or answers nonsense, the
 * caller's `onUnavailable` decides: `open` lets the call pass, `closed` refuses
 * it. Never throws after creation; throws a plain Error on an empty token or an
 * unsafe address.
 */
export function createRateLimiter(options: {
  url: string;
  token: string;
  name: string;
  limit: number;
  windowMs: number;
  timeoutMs?: number;
  allowInsecure?: boolean;
}): RateLimiter {
  if (options.token.trim().length === 0) {
    throw new Error("The Upstash token is empty.");
  }
  const redis = new Redis({
    url: requireSafeBaseUrl(options.url, {
      allowPrivateHttp: options.allowInsecure ?? false,
    }),
    token: options.token,
    enableTelemetry: false,
    enableAutoPipelining: false,
    retry: { retries: 0 },
  });
  const limiter = new Ratelimit({
    redis,
    limiter: Ratelimit.slidingWindow(options.limit, `${options.windowMs} ms`),
    prefix: `my-aibud:${options.name}`,
    ephemeralCache: false,
    analytics: false,
    enableTelemetry: false,
    timeout: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  });
  return {
    limit: async (key, onUnavailable) => {
      try {
        const answer = await limiter.limit(key);
        // On its own timeout the library lets everything pass.
        if (answer.reason === "timeout" || !Number.isFinite(answer.remaining)) {
          return degraded(options.limit, onUnavailable);
        }
        return {
          allowed: answer.success,
          limit: options.limit,
          remaining: Math.max(0, answer.remaining),
          resetAt: answer.reset,
          degraded: false,
        };
      } catch {
        return degraded(options.limit, onUnavailable);
      }
    },
  };
}

export interface DailyCounter {
  /** Adds to a day's number; false when Redis did not answer. */
  add(day: string, by: number): Promise<boolean>;
  /** A day's number; null when Redis did not answer. */
  read(day: string): Promise<number | null>;
}

/** A number per day (`YYYY-MM-DD`) that is forgotten after `keepDays`. Never throws after creation. */
export function createDailyCounter(options: {
  url: string;
  token: string;
  name: string;
  keepDays: number;
}): DailyCounter {
  const redis = new Redis({
    url: requireSafeBaseUrl(options.url, { allowPrivateHttp: false }),
    token: options.token,
    enableTelemetry: false,
    enableAutoPipelining: false,
    retry: { retries: 0 },
    signal: () => AbortSignal.timeout(DEFAULT_TIMEOUT_MS),
  });
  const keyOf = (day: string) => `my-aibud:${options.name}:${day}`;
  return {
    add: async (day, by) => {
      try {
        await redis.incrby(keyOf(day), by);
        await redis.expire(keyOf(day), options.keepDays * DAY_S);
        return true;
      } catch {
        return false;
      }
    },
    read: async (day) => {
      try {
        return Number((await redis.get<number>(keyOf(day))) ?? 0);
      } catch {
        return null;
      }
    },
  };
}

function degraded(
  limit: number,
  onUnavailable: "open" | "closed",
): LimitOutcome {
  const allowed = onUnavailable === "open";
  return { allowed, limit, remaining: 0, resetAt: null, degraded: true };
}
