import "server-only";
import { openFile, type OpenFile, readHead } from "../clients/file-stream";
import { openWahaFile } from "../clients/waha-files";
import { HEAD_BYTES, isOfType } from "../inbox/magic-bytes";
import { inlineType } from "../inbox/media";
import { serverEnv } from "./env";

const LIMITS = {
  fetch: (url: string, init: RequestInit) => fetch(url, init),
  timeoutMs: 60_000,
  maxBytes: 64 * 1024 * 1024,
};

export interface MediaPlace {
  copyUrl: string | null;
  path: string | null;
}

/**
 * Opens a message's file: our copy in Convex's storage, else the gateway's.
 * Only these two configured servers are ever asked, whatever the row says.
 */
export async function openMedia(
  { copyUrl, path }: MediaPlace,
  range: string | null,
): Promise<OpenFile> {
  const env = serverEnv();
  if (copyUrl !== null) {
    const { pathname } = new URL(copyUrl);
    if (!pathname.startsWith("/api/storage/")) return { kind: "refused" };
    const own = new URL(pathname, env.NEXT_PUBLIC_CONVEX_URL);
    return openFile(own.href, {}, range, LIMITS);
  }
  if (path === null) return { kind: "missing" };
  return openWahaFile(path, range, {
    ...LIMITS,
    baseUrl: env.WAHA_BASE_URL,
    apiKey: env.WAHA_API_KEY,
    allowInsecure: env.WAHA_ALLOW_PRIVATE_HTTP,
  });
}

/**
 * Whether a file begins as its type does, which decides whether it is shown. It
 * is asked for its first bytes alone: a range of it need not hold them.
 */
export async function isWhatItSays(
  place: MediaPlace,
  mimetype: string | null,
): Promise<boolean> {
  const type = inlineType(mimetype);
  if (type === null) return true;
  const head = await openMedia(place, `bytes=0-${String(HEAD_BYTES - 1)}`);
  if (head.kind !== "file") return false;
  return isOfType(type, await readHead(head.body, HEAD_BYTES));
}
