import type { Client } from "@sentry/core";
import { eventOf } from "./exception-event";
import type { FunctionException } from "./functions/failures";
import type { Log } from "./log";

export interface ExceptionReports {
  add(exception: FunctionException): void;
  /** Sends what waits, for two seconds at most; what comes later is dropped. */
  close(): Promise<void>;
}

export interface ReportOptions {
  env: Readonly<Record<string, string>>;
  projectDir: string;
  stateDir: string;
  log: Log;
}

const SEND_WITHIN_MS = 5_000;
const FLUSH_WITHIN_MS = 2_000;
/** Reports on their way at a time; more are dropped. */
const MAX_SENDING = 32;

/**
 * Sends exceptions of functions to Sentry, as Convex's own integration does.
 * Off without SENTRY_DSN; the SDK is loaded with the first exception.
 */
export function startExceptionReports(
  options: ReportOptions,
): ExceptionReports {
  const dsn = options.env["SENTRY_DSN"] ?? "";
  const closed = new AbortController();
  let opening: Promise<Client> | null = null;
  let isOpen = dsn !== "";
  return {
    add(exception) {
      if (!isOpen) return;
      const timestamp = Date.now() / 1_000;
      opening ??= openClient(dsn, options, closed.signal);
      opening
        .then((client) => {
          const { stackParser } = client.getOptions();
          const event = eventOf(exception, stackParser, options);
          client.captureEvent({ ...event, timestamp });
        })
        .catch((error: unknown) => {
          isOpen = false;
          options.log(`error reports are off: ${String(error)}`);
        });
    },
    async close() {
      isOpen = false;
      const client = await opening?.catch(() => null);
      await client?.close(FLUSH_WITHIN_MS);
      closed.abort();
    },
  };
}

async function openClient(
  dsn: string,
  options: ReportOptions,
  closed: AbortSignal,
): Promise<Client> {
  const { ServerRuntimeClient, nodeStackLineParser } =
    await import("@sentry/core/server");
  const { createStackParser, createTransport } = await import("@sentry/core");
  const post = createPost(options.log, closed);
  const isProduction = options.env["SENTRY_ENVIRONMENT"] === "production";
  const client = new ServerRuntimeClient({
    dsn,
    environment: isProduction ? "prod" : "dev",
    serverName: "local",
    stackParser: createStackParser(nodeStackLineParser()),
    integrations: [],
    dataCollection: { userInfo: false },
    // The process is no trace: its events have nothing to do with each other.
    beforeSend: ({ contexts: _, ...event }) => event,
    traceLifecycle: "static",
    transport: (to) =>
      createTransport({ ...to, bufferSize: MAX_SENDING }, ({ body }) =>
        post(to.url, body),
      ),
  });
  client.init();
  if (client.getDsn() === undefined) throw new Error("SENTRY_DSN is no DSN");
  return client;
}

/** Posts envelopes; an outage is one line in the log, however many it takes. */
function createPost(log: Log, closed: AbortSignal) {
  let isDown = false;
  const note = (problem: string | null): void => {
    if (problem !== null && !isDown) {
      log(`error reports do not reach Sentry: ${problem}`);
    }
    isDown = problem !== null;
  };
  return async (url: string, envelope: string | Uint8Array) => {
    const body =
      typeof envelope === "string" ? envelope : new Uint8Array(envelope);
    const late = AbortSignal.timeout(SEND_WITHIN_MS);
    const signal = AbortSignal.any([late, closed]);
    try {
      const response = await fetch(url, { method: "POST", body, signal });
      await response.body?.cancel();
      note(response.ok ? null : `status ${response.status}`);
      const limits = response.headers.get("x-sentry-rate-limits");
      const retryAfter = response.headers.get("retry-after");
      return {
        statusCode: response.status,
        headers: { "x-sentry-rate-limits": limits, "retry-after": retryAfter },
      };
    } catch (error) {
      const { cause } = error instanceof Error ? error : {};
      note(String(cause instanceof Error ? cause.message : error));
      throw error;
    }
  };
}
