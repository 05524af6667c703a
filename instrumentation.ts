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
  const [{ captureRequestError, withScope }, { log }] = await Promise.all([
    import("@sentry/nextjs"),
    import("./lib/server/log"),
  ]);
  const requestId = String(request.headers["x-request-id"] ?? "");
  log("error", "request failed", {
    requestId,
    path: request.path.replace(/\?.*$/, ""),
    route: context.routePath,
    reason: error instanceof Error ? error.message : "unknown",
  });
  withScope((scope) => {
    scope.setTag("requestId", requestId);
    captureRequestError(error, request, context);
  });
};
