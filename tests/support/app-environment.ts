/** A complete environment for the app in which one server is every service. */
export function appEnvironment(upstream: string): Record<string, string> {
  return {
    NEXT_PUBLIC_CONVEX_URL: upstream,
    WAHA_BASE_URL: upstream,
    WAHA_API_KEY: "waha-key-of-a-test",
    GEMINI_BASE_URL: upstream,
    GEMINI_API_KEY: "gemini-key-of-a-test",
    UPSTASH_REDIS_REST_URL: upstream,
    UPSTASH_REDIS_REST_TOKEN: "redis-token-of-a-test",
    PHONE_URL: "http://127.0.0.1:4012/phone",
    SENTRY_DSN: "",
    NEXT_PUBLIC_SENTRY_DSN: "",
    SENTRY_ENVIRONMENT: "test",
  };
}
