import type { IncomingMessage, ServerResponse } from "node:http";

import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { callerOf } from "../auth/callers";
import { AuthFailure, AuthUnavailable } from "../auth/failures";
import type { Log } from "../log";
import type { StorageRoutes } from "../storage/routes";
import { encodeTs } from "../timestamps";
import {
  answerCall,
  type CallOptions,
  type RequestedKind,
} from "./function-calls";
import { ApiError, sendFailure, sendJson, sendText } from "./respond";

export interface ApiOptions extends CallOptions {
  storage: StorageRoutes;
  /** The whole state as text, for an admin. */
  exportLines: () => AsyncIterable<string>;
  log: Log;
}

const FUNCTION_ROUTES: ReadonlyMap<string, RequestedKind> = new Map([
  ["/api/query", "query"],
  ["/api/mutation", "mutation"],
  ["/api/action", "action"],
  ["/api/function", "any"],
  ["/api/query_at_ts", "query at ts"],
]);
const STORAGE_PREFIX = "/api/storage/";

function allowAnyOrigin(
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader("Access-Control-Allow-Origin", "*");
  if (request.method !== "OPTIONS") return;
  response.setHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
  response.setHeader(
    "Access-Control-Allow-Headers",
    request.headers["access-control-request-headers"] ?? "*",
  );
  response.setHeader("Access-Control-Max-Age", "86400");
}

/** Every failure of a call as the status and code Convex clients know. */
export function toApiError(error: unknown, log: Log): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof AuthFailure)
    return new ApiError(401, error.code, error.message);
  if (error instanceof AuthUnavailable) {
    return new ApiError(503, "AuthProviderUnavailable", error.message);
  }
  const reason = error instanceof Error ? error.message : String(error);
  log(`request failed: ${reason}`);
  if (/disk is full/.test(reason)) {
    return new ApiError(503, "DiskFull", "The disk of the runtime is full.");
  }
  return new ApiError(
    503,
    "InternalServerError",
    "The runtime could not run this request; try again later.",
  );
}

async function sendExport(
  options: ApiOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const caller = await callerOf(options.auth, request.headers.authorization);
  if (caller.kind !== "admin") {
    throw new ApiError(403, "AdminOnly", "An export needs the admin key.");
  }
  response.writeHead(200, { "Content-Type": "application/jsonl" });
  await pipeline(Readable.from(options.exportLines()), response);
}

async function route(
  options: ApiOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  const { method } = request;
  const kind = method === "POST" ? FUNCTION_ROUTES.get(path) : undefined;
  if (kind !== undefined) {
    const answer = await answerCall(options, kind, request);
    sendJson(response, answer.status, answer.body);
  } else if (method === "POST" && path === "/api/query_ts") {
    const ts = await options.held.hold();
    sendJson(response, 200, { ts: encodeTs(ts) });
  } else if (method === "OPTIONS") {
    response.writeHead(204).end();
  } else if (method === "POST" && path === "/api/storage/upload") {
    const query = new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1));
    await options.storage.upload(request, response, query.get("token") ?? "");
  } else if (
    (method === "GET" || method === "HEAD") &&
    path.startsWith(STORAGE_PREFIX)
  ) {
    await options.storage.serve(
      request,
      response,
      path.slice(STORAGE_PREFIX.length),
    );
  } else if (method === "GET" && path === "/api/local/export") {
    await sendExport(options, request, response);
  } else if (method === "GET" && path === "/version") {
    sendText(response, 200, "local");
  } else if (method === "GET" && path === "/instance_name") {
    sendText(response, 200, "local");
  } else {
    throw new ApiError(
      501,
      "NotSupported",
      `${method} ${path} is not supported by the local runtime.`,
    );
  }
}

/** Answers the HTTP half of the client API; sockets are upgraded elsewhere. */
export function createApiHandler(
  options: ApiOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    allowAnyOrigin(request, response);
    route(options, request, response).catch((error: unknown) => {
      sendFailure(response, toApiError(error, options.log));
    });
  };
}
