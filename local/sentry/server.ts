import { randomUUID } from "node:crypto";

import { systemClock, type Clock } from "../shared/clock";
import { isLocalCaller } from "../shared/control-guard";
import {
  readBody,
  sendBytes,
  sendEmpty,
  sendJson,
  startServer,
  type Exchange,
  type RunningServer,
} from "../shared/http";
import { createRouter, refuseUnsupported } from "../shared/router";
import { parseEnvelope, unpack, type Envelope } from "./envelope";
import { renderPage } from "./page";

export interface SentryOptions {
  port: number;
  clock?: Clock;
}

export interface ReceivedEnvelope extends Envelope {
  receivedAt: number;
  project: string;
}

const MAX_BODY_BYTES = 20 * 1024 * 1024;
const KEPT_ENVELOPES = 200;
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers":
    "x-sentry-error,x-sentry-rate-limits,retry-after",
};
const PAGE_HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  "X-Content-Type-Options": "nosniff",
};

/** The public key of a DSN arrives in the query or in a header. */
function hasKey({ request, query }: Exchange): boolean {
  const header = request.headers["x-sentry-auth"];
  return (
    (query.get("sentry_key") ?? "") !== "" ||
    (typeof header === "string" && /sentry_key=\w+/.test(header))
  );
}

/** What comes through a tunnel carries the key in the envelope's own header. */
function namesDsn(envelope: Envelope | string): boolean {
  return (
    typeof envelope !== "string" &&
    typeof envelope.header["dsn"] === "string" &&
    URL.canParse(envelope.header["dsn"]) &&
    new URL(envelope.header["dsn"]).username !== ""
  );
}

async function readEnvelope(exchange: Exchange): Promise<Envelope | string> {
  const body = await readBody(exchange.request, MAX_BODY_BYTES);
  try {
    const encoding = exchange.request.headers["content-encoding"];
    return parseEnvelope(unpack(body, encoding));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Starts the Sentry stand-in: it keeps the last envelopes in memory and shows them. */
export async function startSentry(
  options: SentryOptions,
): Promise<RunningServer> {
  const clock = options.clock ?? systemClock;
  const envelopes: ReceivedEnvelope[] = [];
  const router = createRouter();
  router.on("POST", "/api/:project/envelope/", async (exchange) => {
    const { response, params } = exchange;
    const envelope = await readEnvelope(exchange);
    if (!hasKey(exchange) && !namesDsn(envelope)) {
      const error = "bad sentry DSN public key";
      const headers = { ...CORS, "x-sentry-error": error };
      sendJson(response, 403, { detail: error }, headers);
      return;
    }
    if (typeof envelope === "string") {
      const headers = { ...CORS, "x-sentry-error": "invalid envelope" };
      sendJson(response, 400, { detail: envelope }, headers);
      return;
    }
    envelopes.unshift({
      ...envelope,
      receivedAt: clock.now(),
      project: params["project"] ?? "",
    });
    envelopes.splice(KEPT_ENVELOPES);
    const id = envelope.header["event_id"];
    sendJson(
      response,
      200,
      { id: typeof id === "string" ? id : randomUUID().replaceAll("-", "") },
      CORS,
    );
  });
  router.on("OPTIONS", "/api/:project/envelope/", ({ response }) => {
    response.writeHead(200, {
      ...CORS,
      "Access-Control-Allow-Methods": "POST",
      "Access-Control-Allow-Headers":
        "x-sentry-auth, x-requested-with, origin, accept, content-type, authentication, authorization, content-encoding, transfer-encoding",
      "Content-Length": 0,
    });
    response.end();
  });
  router.on("GET", "/", ({ response }) => {
    const html = "text/html; charset=utf-8";
    sendBytes(response, 200, html, renderPage(envelopes), PAGE_HEADERS);
  });
  router.on("GET", "/control/envelopes", ({ response }) => {
    sendJson(response, 200, { envelopes });
  });
  router.on("DELETE", "/control/envelopes", ({ response }) => {
    envelopes.splice(0);
    sendEmpty(response, 204);
  });
  return startServer({
    name: "the Sentry stand-in",
    port: options.port,
    async handle(exchange) {
      const { path, request, response } = exchange;
      if (!path.startsWith("/api/") && !isLocalCaller(request)) {
        sendJson(response, 403, { message: "Only from this machine." });
        return;
      }
      if (!(await router.run(exchange))) refuseUnsupported("Sentry", exchange);
    },
  });
}
