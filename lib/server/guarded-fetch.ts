import "server-only";
import {
  type IncomingMessage,
  request as requestHttp,
  type RequestOptions,
} from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import {
  nextAddress,
  type OutsideAddress,
  outsideAddress,
} from "../http/outside-address";
import { agentFor } from "./guarded-agent";

/** Everything that a server of others learns about us. */
const HEADERS = {
  "User-Agent": "MyAibud/1.0 (reads a page once, for a person)",
  // Unpacked, a small answer can be of any size; so nothing packed is taken.
  "Accept-Encoding": "identity",
} as const;
const MAX_REDIRECTS = 3;

/**
 * `not_allowed`: by what the address says, before anybody was asked.
 * `unreachable`: every other failure, also a name that leads inside, so that
 * nobody learns from the difference which names exist there.
 */
export type FetchFault =
  | "not_allowed"
  | "unreachable"
  | "not_found"
  | "closed"
  | "redirects"
  | "other_type"
  | "too_large"
  | "timed_out";

export type GuardedAnswer =
  | { kind: "answer"; contentType: string; bytes: Uint8Array }
  | { kind: "failed"; fault: FetchFault };

export interface GuardOptions {
  /** Media types that are read, in small letters; nothing else is. */
  contentTypes: readonly string[];
  maxBytes: number;
  /** Until the head of each answer is there. */
  headTimeoutMs: number;
  /** Over everything, redirects and bodies included. */
  timeoutMs: number;
  /** Exceptions from the rules for outside, as `host:port`. */
  privateHosts: readonly string[];
  /** Ends the fetch, for when nobody waits for it any more. */
  signal?: AbortSignal;
  lookup?: LookupFunction;
}

class Fault extends Error {
  constructor(readonly fault: FetchFault) {
    super(fault);
  }
}

/**
 * Reads what is at an address that a person typed. The only way to call such
 * an address: `../http/outside-address` says which may be called at all,
 * `guarded-agent` to which machines a name may lead. Each redirect is held to
 * all of it again. Nothing of the caller's request is passed on, no cookie is
 * kept. Never throws for what the address or its server does.
 */
export async function guardedFetch(
  address: string,
  options: GuardOptions,
): Promise<GuardedAnswer> {
  const first = outsideAddress(address, options.privateHosts);
  if (first === null) return { kind: "failed", fault: "not_allowed" };
  const deadline = AbortSignal.timeout(options.timeoutMs);
  const signal = AbortSignal.any([deadline, options.signal ?? deadline]);
  try {
    const response = await follow(first, options, signal);
    return await read(response, options);
  } catch (error) {
    if (deadline.aborted) return { kind: "failed", fault: "timed_out" };
    const fault = error instanceof Fault ? error.fault : "unreachable";
    return { kind: "failed", fault };
  }
}

async function follow(
  first: OutsideAddress,
  options: GuardOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let at = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await open(at, options, signal);
    const location = redirection(response);
    if (location === null) return response;
    response.destroy();
    const to = nextAddress(at, location, options.privateHosts);
    if (to === null) throw new Fault("not_allowed");
    at = to;
  }
  throw new Fault("redirects");
}

function redirection({ statusCode, headers }: IncomingMessage): string | null {
  const isRedirect = [301, 302, 303, 307, 308].includes(statusCode ?? 0);
  return isRedirect ? (headers.location ?? null) : null;
}

/** One request, answered as far as its head. */
function open(
  at: OutsideAddress,
  options: GuardOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const how: RequestOptions = {
      agent: agentFor(at, options.lookup),
      headers: { ...HEADERS, Accept: options.contentTypes.join(", ") },
      signal,
    };
    const request =
      at.url.protocol === "https:"
        ? requestHttps(at.url, how)
        : requestHttp(at.url, how);
    const timer = setTimeout(
      () => request.destroy(new Fault("timed_out")),
      options.headTimeoutMs,
    );
    request.once("response", resolve);
    request.on("error", reject);
    request.once("response", () => clearTimeout(timer));
    request.once("close", () => clearTimeout(timer));
    request.end();
  });
}

async function read(
  response: IncomingMessage,
  { contentTypes, maxBytes }: GuardOptions,
): Promise<GuardedAnswer> {
  try {
    const contentType = response.headers["content-type"] ?? "";
    const fault = faultOfHead(response, contentTypes, maxBytes);
    if (fault !== null) throw new Fault(fault);
    const bytes = await readUpTo(response, maxBytes);
    return { kind: "answer", contentType, bytes };
  } finally {
    response.destroy();
  }
}

function faultOfHead(
  { statusCode, headers }: IncomingMessage,
  contentTypes: readonly string[],
  maxBytes: number,
): FetchFault | null {
  if (statusCode === 404 || statusCode === 410) return "not_found";
  if ([401, 403, 429, 451].includes(statusCode ?? 0)) return "closed";
  if (statusCode !== 200) return "unreachable";
  const [type = ""] = (headers["content-type"] ?? "").split(";");
  const isPacked = !["", "identity"].includes(
    headers["content-encoding"]?.trim().toLowerCase() ?? "",
  );
  if (isPacked || !contentTypes.includes(type.trim().toLowerCase())) {
    return "other_type";
  }
  return Number(headers["content-length"] ?? 0) > maxBytes ? "too_large" : null;
}

/** Counts what really comes, whatever Content-Length claims. */
async function readUpTo(
  response: IncomingMessage,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new Fault("too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
