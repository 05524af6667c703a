import type { Fetch } from "./http";

export interface FileLimits {
  fetch: Fetch;
  /** Over the whole exchange, the body included. */
  timeoutMs: number;
  maxBytes: number;
}

/** `missing`: not kept any more. `refused`: not an address of a file, or too large. */
export type OpenFile =
  | {
      kind: "file";
      status: 200 | 206;
      contentLength: number | null;
      contentRange: string | null;
      body: ReadableStream<Uint8Array>;
    }
  | { kind: "unsatisfiable" }
  | { kind: "missing" }
  | { kind: "refused" }
  | { kind: "failed" };

const RANGE = /^bytes=\d{0,15}-\d{0,15}$/;

/**
 * Opens a file for passing on, whole or the part that a Range header names.
 * Follows no redirect and breaks off where the file grows beyond the cap.
 * Never throws for what the server does.
 */
export async function openFile(
  url: string,
  headers: Record<string, string>,
  range: string | null,
  limits: FileLimits,
): Promise<OpenFile> {
  const part = range !== null && RANGE.test(range) ? { Range: range } : {};
  let answer: Response;
  try {
    answer = await limits.fetch(url, {
      headers: { ...headers, ...part },
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(limits.timeoutMs),
    });
  } catch {
    return { kind: "failed" };
  }
  return judge(answer, limits.maxBytes);
}

async function judge(answer: Response, maxBytes: number): Promise<OpenFile> {
  const { status, body, headers } = answer;
  if ((status !== 200 && status !== 206) || body === null) {
    await body?.cancel();
    if (status === 416) return { kind: "unsatisfiable" };
    return { kind: status === 404 || status === 410 ? "missing" : "failed" };
  }
  const contentLength = lengthOf(headers.get("content-length"));
  if (contentLength !== null && contentLength > maxBytes) {
    await body.cancel();
    return { kind: "refused" };
  }
  const contentRange = rangeOf(status, headers.get("content-range"));
  const capped = body.pipeThrough(cap(maxBytes));
  return { kind: "file", status, contentLength, contentRange, body: capped };
}

function lengthOf(header: string | null): number | null {
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

function rangeOf(status: number, header: string | null): string | null {
  if (status !== 206 || header === null) return null;
  return /^bytes \d+-\d+\/(\d+|\*)$/.test(header) ? header : null;
}

/** Breaks the stream where it grows beyond the cap, whatever Content-Length claimed. */
function cap(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) {
        controller.error(new Error("The file is too large."));
      } else {
        controller.enqueue(chunk);
      }
    },
  });
}

/** A file's first bytes, at most `count`; empty when its server breaks off before. The rest is not read. */
export async function readHead(
  body: ReadableStream<Uint8Array>,
  count: number,
): Promise<Uint8Array> {
  const reader = body.getReader();
  const head: number[] = [];
  try {
    while (head.length < count) {
      const { done, value } = await reader.read();
      if (done) break;
      head.push(...value.subarray(0, count - head.length));
    }
    await reader.cancel();
  } catch {
    return new Uint8Array();
  }
  return Uint8Array.from(head);
}
