import { member } from "../json";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * What became of one request. `unreachable`: no connection was made, so nothing
 * was sent. `lost`: it may have arrived. A response whose body could not be read
 * whole, within the time and size limits, has `text: null`.
 */
export type Exchange =
  | { kind: "unreachable" }
  | { kind: "lost" }
  | {
      kind: "response";
      status: number;
      text: string | null;
      retryAfterMs: number | null;
    };

export interface HttpRequest {
  method: "GET" | "POST" | "DELETE";
  url: string;
  headers: Record<string, string>;
  body?: string;
}

const MAX_RETRY_AFTER_SECONDS = 3_600;

// No connection was established: refused, no route, no name, no trusted TLS.
const BEFORE_SENDING: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * Sends one request with a deadline over the whole exchange and a cap on the
 * answer. Never throws, never retries, never follows a redirect.
 */
export async function exchange(
  request: HttpRequest,
  options: { fetch: Fetch; timeoutMs: number; maxBytes: number },
): Promise<Exchange> {
  const controller = new AbortController();
  // Convex's fetch ignores the signal, so the deadline is a race as well.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      controller.abort();
      resolve(null);
    }, options.timeoutMs);
  });
  try {
    const answer = await Promise.race([
      attempt(request, options.fetch, controller.signal),
      deadline,
    ]);
    if (answer === null) return { kind: "lost" };
    if (!(answer instanceof Object && "status" in answer)) return answer;
    return {
      kind: "response",
      status: answer.status,
      text: await Promise.race([readText(answer, options.maxBytes), deadline]),
      retryAfterMs: retryAfterMs(answer.headers.get("retry-after")),
    };
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(
  request: HttpRequest,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Response | { kind: "unreachable" } | { kind: "lost" }> {
  const { method, url, headers, body } = request;
  const init: RequestInit = { method, headers, signal, redirect: "manual" };
  if (body !== undefined) init.body = body;
  try {
    return await fetch(url, init);
  } catch (error) {
    return { kind: isBeforeSending(error) ? "unreachable" : "lost" };
  }
}

function isBeforeSending(error: unknown): boolean {
  const code = member(error, "cause", "code") ?? member(error, "code");
  return BEFORE_SENDING.has(code);
}

async function readText(
  response: Response,
  maxBytes: number,
): Promise<string | null> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    for (;;) {
      const chunk = await reader.read();
      if (chunk.done) return text + decoder.decode();
      bytes += chunk.value.byteLength;
      if (bytes > maxBytes) {
        await reader.cancel();
        return null;
      }
      text += decoder.decode(chunk.value, { stream: true });
    }
  } catch {
    return null;
  }
}

function retryAfterMs(header: string | null): number | null {
  if (header === null || !/^\d{1,9}$/.test(header.trim())) return null;
  return Math.min(Number(header), MAX_RETRY_AFTER_SECONDS) * 1_000;
}
