import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";

import { ANONYMOUS, callerOf, type Authenticator } from "../auth/callers";
import type { Log } from "../log";
import type { Caller, Runtime } from "../types";
import { readWhole } from "./body";
import { metadataOf } from "./metadata";
import { ApiError, sendFailure } from "./respond";

/** What Convex takes at most in the body of an HTTP action. */
const MAX_BODY_BYTES = 20 * 1024 * 1024;
const BODYLESS = new Set(["GET", "HEAD"]);

export interface HttpActionOptions {
  runtime: Pick<Runtime, "httpAction">;
  auth: Authenticator;
  log: Log;
}

function toWebHeaders(request: IncomingMessage): Headers {
  const headers = new Headers();
  const raw = request.rawHeaders;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    headers.append(raw[at] ?? "", raw[at + 1] ?? "");
  }
  return headers;
}

async function toWebRequest(request: IncomingMessage): Promise<Request> {
  const method = request.method ?? "GET";
  const address = `http://${request.headers.host ?? "127.0.0.1"}${request.url ?? "/"}`;
  const headers = toWebHeaders(request);
  if (BODYLESS.has(method)) return new Request(address, { method, headers });
  const body = await readWhole(request, MAX_BODY_BYTES);
  return new Request(address, { method, headers, body: new Uint8Array(body) });
}

/** A token of somebody else's making is no error here: the handler may read the header itself. */
async function callerOrAnonymous(
  auth: Authenticator,
  header: string | undefined,
): Promise<Caller> {
  try {
    return await callerOf(auth, header);
  } catch {
    return ANONYMOUS;
  }
}

function headerPairs(headers: Headers): [string, string[]][] {
  const pairs = new Map<string, string[]>();
  for (const [name, value] of headers) {
    pairs.set(name, [...(pairs.get(name) ?? []), value]);
  }
  return [...pairs];
}

async function write(
  response: ServerResponse,
  chunk: Uint8Array,
): Promise<void> {
  if (!response.write(chunk)) await once(response, "drain");
}

/** A body of one chunk goes out with its length; longer ones stream as they come. */
async function sendBody(
  body: ReadableStream<Uint8Array>,
  response: ServerResponse,
): Promise<void> {
  const reader = body.getReader();
  response.once("close", () => {
    reader.cancel().catch(() => undefined);
  });
  const first = await reader.read();
  if (first.done) {
    response.end();
    return;
  }
  const following = reader.read();
  const soon = await Promise.race([following, setImmediate(null)]);
  if (soon !== null && soon.done) {
    response.setHeader("Content-Length", first.value.length);
    response.end(first.value);
    return;
  }
  await write(response, first.value);
  let next = await following;
  while (!next.done) {
    await write(response, next.value);
    next = await reader.read();
  }
  response.end();
}

async function send(answer: Response, response: ServerResponse): Promise<void> {
  for (const [name, values] of headerPairs(answer.headers)) {
    response.setHeader(name, values.length === 1 ? (values[0] ?? "") : values);
  }
  response.statusCode = answer.status;
  if (answer.body === null) response.end();
  else await sendBody(answer.body, response);
}

async function answer(
  options: HttpActionOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const caller = await callerOrAnonymous(
    options.auth,
    request.headers.authorization,
  );
  const webRequest = await toWebRequest(request);
  let result: Response;
  try {
    result = await options.runtime.httpAction(
      webRequest,
      metadataOf(request),
      caller,
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // The address stays out of the log: webhook paths carry secrets.
    options.log(`HTTP action failed: ${reason}`);
    throw new ApiError(500, "InternalServerError", "The HTTP action failed.");
  }
  await send(result, response);
}

/** Serves `convex/http.ts`: unmatched 404, thrown 500, bodies up to 20 MiB. */
export function createHttpActionHandler(
  options: HttpActionOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      if (error instanceof ApiError) {
        sendFailure(response, error);
        return;
      }
      const reason = error instanceof Error ? error.message : String(error);
      options.log(`HTTP action response broke off: ${reason}`);
      response.destroy();
    });
  };
}
