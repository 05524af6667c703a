import { captureRouterTransitionStart, init } from "@sentry/nextjs";
import { PUBLIC_ENV_META, parsePublicEnv } from "./lib/env-public";
import { sentryOptions } from "./lib/monitoring/sentry-options";
import { TUNNEL_PATH } from "./lib/monitoring/tunnel";

const publicEnv = parsePublicEnv(
  document
    .querySelector(`meta[name="${PUBLIC_ENV_META}"]`)
    ?.getAttribute("content"),
);

init({
  ...sentryOptions({
    dsn: publicEnv.sentryDsn ?? undefined,
    environment: publicEnv.sentryEnvironment,
  }),
  tunnel: TUNNEL_PATH,
});

export const onRouterTransitionStart = captureRouterTransitionStart;
