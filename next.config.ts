import { withSentryConfig } from "@sentry/nextjs/config";
import { type NextConfig } from "next";
import { SECURITY_HEADERS } from "./lib/http/security-headers";

const headers = Object.entries(SECURITY_HEADERS).map(([key, value]) => ({
  key,
  value,
}));

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Only what is built; `npm run typecheck` covers the tests and tools.
  typescript: { tsconfigPath: "tsconfig.next.json" },
  // Middleware answers everything but built files with these headers.
  headers: async () => [{ source: "/_next/:path*", headers }],
};

export default withSentryConfig(config, {
  silent: true,
  telemetry: false,
  sourcemaps: { disable: true },
});
