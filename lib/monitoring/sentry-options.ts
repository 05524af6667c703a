import { scrubBreadcrumb, scrubEvent } from "./scrub-event";

export interface SentrySettings {
  dsn: string | undefined;
  environment: string;
  tracesSampleRate?: number | undefined;
}

/**
 * What every Sentry runtime is started with. Without a DSN nothing is sent.
 * The SDK collects by default; here each kind is off and what is left goes
 * through `scrubEvent`.
 */
export function sentryOptions(settings: SentrySettings) {
  return {
    enabled: settings.dsn !== undefined,
    ...(settings.dsn === undefined ? {} : { dsn: settings.dsn }),
    environment: settings.environment,
    sampleRate: 1,
    tracesSampleRate:
      settings.tracesSampleRate ?? defaultTraceRate(settings.environment),
    // Streamed spans would leave one by one, past beforeSendTransaction.
    traceLifecycle: "static" as const,
    maxBreadcrumbs: 30,
    dataCollection: {
      userInfo: false,
      cookies: false,
      httpHeaders: false,
      httpBodies: [],
      urlQueryParams: false,
      graphQL: { document: false, variables: false },
      genAI: { inputs: false, outputs: false },
      databaseQueryData: false,
      queues: false,
      stackFrameVariables: false,
      frameContextLines: 0,
    },
    beforeBreadcrumb: scrubBreadcrumb,
    beforeSend: scrubEvent,
    beforeSendTransaction: scrubEvent,
  };
}

/** Share of requests traced, by environment: 5 % of production, 20 % of staging. */
export function defaultTraceRate(environment: string): number {
  if (environment === "production") return 0.05;
  return environment === "staging" ? 0.2 : 0;
}
