import "server-only";
import { init } from "@sentry/nextjs";
import { sentryOptions } from "../monitoring/sentry-options";
import { serverEnv } from "./env";

/** Error reports of the Node or edge server that calls it; silent without a DSN. */
export function startSentry(): void {
  const env = serverEnv();
  init({
    ...sentryOptions({
      dsn: env.SENTRY_DSN,
      environment: env.SENTRY_ENVIRONMENT,
      tracesSampleRate: env.SENTRY_TRACES_SAMPLE_RATE,
    }),
    // By default every server that is called is told of the trace and of us.
    tracePropagationTargets: [],
  });
}
