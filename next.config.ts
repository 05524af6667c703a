import { withSentryConfig } from "@sentry/nextjs/config";
import { type NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { SECURITY_HEADERS } from "./lib/http/security-headers";

const headers = Object.entries(SECURITY_HEADERS).map(([key, value]) => ({
  key,
  value,
}));

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // `npm run build` and `npm test` check them before, in a fifth of the time.
  typescript: { ignoreBuildErrors: true },
  // Middleware answers everything but built files with these headers.
  headers: async () => [{ source: "/_next/:path*", headers }],
};

const withMessages = createNextIntlPlugin({
  requestConfig: "./lib/server/i18n.ts",
  experimental: {
    // Browsers get texts that are parsed already, and no parser.
    messages: {
      format: "json",
      path: "./lib/i18n/en",
      locales: "infer",
      precompile: true,
    },
  },
});

export default withSentryConfig(withMessages(config), {
  silent: true,
  telemetry: false,
  sourcemaps: { disable: true },
});
