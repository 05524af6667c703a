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
    CLERK_PUBLISHABLE_KEY: "pk_live_MTI3LjAuMC4xOjQwMTAk",
    CLERK_SECRET_KEY: "sk_live_key_of_a_test",
    CLERK_FAPI_URL: upstream,
    CLERK_API_URL: upstream,
    APP_ORIGINS: "http://localhost:3000,http://127.0.0.1:3000",
  };
}
