import type * as Sentry from "@sentry/nextjs";
import { PUBLIC_ENV_META, parsePublicEnv } from "@/lib/env-public";
import { TUNNEL_PATH } from "@/lib/monitoring/tunnel";

type Reporter = typeof Sentry;

const MAX_EARLY_ERRORS = 5;

let reporter: Promise<Reporter> | null = null;
let dsn: string | null = null;

async function startReporter(environment: string): Promise<Reporter> {
  // Both or nothing: the options remove what people wrote from every report.
  const [sentry, { sentryOptions }] = await Promise.all([
    import("@sentry/nextjs"),
    import("@/lib/monitoring/sentry-options"),
  ]);
  sentry.init({
    ...sentryOptions({ dsn: dsn ?? undefined, environment }),
    tunnel: TUNNEL_PATH,
    // Nobody's visits are counted, and no page calls us only to say "opened".
    integrations: (defaults) =>
      defaults.filter(({ name }) => name !== "BrowserSession"),
  });
  return sentry;
}

/**
 * Reports errors from now on. The reporter is a third of a page's scripts, so
 * it is fetched when the page has loaded, or sooner when something fails.
 */
export function startMonitoring(): void {
  const publicEnv = parsePublicEnv(
    document
      .querySelector(`meta[name="${PUBLIC_ENV_META}"]`)
      ?.getAttribute("content"),
  );
  dsn = publicEnv.sentryDsn;
  if (dsn === null) return;
  let early = 0;
  const load = () => {
    reporter ??= startReporter(publicEnv.sentryEnvironment).finally(() => {
      removeEventListener("error", onError);
      removeEventListener("unhandledrejection", onRejection);
    });
    return reporter;
  };
  const keep = (error: unknown) => {
    early += 1;
    if (early <= MAX_EARLY_ERRORS) capture(load(), error);
  };
  const onError = (event: ErrorEvent) => keep(event.error ?? event.message);
  const onRejection = (event: PromiseRejectionEvent) => keep(event.reason);
  addEventListener("error", onError);
  addEventListener("unhandledrejection", onRejection);
  const whenQuiet = () => setTimeout(() => void load().catch(() => null), 0);
  if (document.readyState === "complete") whenQuiet();
  else addEventListener("load", whenQuiet, { once: true });
}

function capture(started: Promise<Reporter>, error: unknown): void {
  started.then(
    (sentry) => sentry.captureException(error),
    // A reporter that cannot be fetched must not become an error itself.
    () => undefined,
  );
}

/** Reports what a page caught; does nothing while reports are off. */
export function reportError(error: unknown): void {
  if (reporter !== null) capture(reporter, error);
}
