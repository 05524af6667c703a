import { type Instrumentation } from "next";

/** Runs once per server and runtime; a missing variable ends the start here. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startNodeServer } = await import("./lib/server/start");
    startNodeServer();
  }
  const { startSentry } = await import("./lib/server/sentry");
  startSentry();
}

export const onRequestError: Instrumentation.onRequestError = async (
  error,
  request,
  context,
) => {
  const [{ captureRequestError }, { log }] = await Promise.all([
    import("@sentry/nextjs"),
    import("./lib/server/log"),
  ]);
  log("error", "request failed", {
    path: request.path.replace(/\?.*$/, ""),
    route: context.routePath,
    reason: error instanceof Error ? error.message : "unknown",
  });
  captureRequestError(error, request, context);
};
