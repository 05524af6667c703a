import { requireSafeBaseUrl } from "./base-url";
import { type FileLimits, openFile, type OpenFile } from "./file-stream";

export interface WahaFilesOptions extends FileLimits {
  baseUrl: string;
  apiKey: string;
  allowInsecure?: boolean;
}

const PATH = /^\/api\/files\/[^?#\\]+$/;

/** Whether a stored path can only name a file of the gateway. */
export function isFilePath(path: string): boolean {
  return (
    path.length <= 2_048 &&
    PATH.test(path) &&
    !/%2e|%2f|%5c|%00|\/\//i.test(path) &&
    !path.split("/").some((part) => part === "." || part === "..")
  );
}

/**
 * Opens a file on the one configured WAHA server by its path; a default WAHA
 * keeps files for 180 seconds. No redirect is followed: the request carries
 * the key. Throws a plain Error on an unsafe base address.
 */
export async function openWahaFile(
  path: string,
  range: string | null,
  options: WahaFilesOptions,
): Promise<OpenFile> {
  if (!isFilePath(path)) return { kind: "refused" };
  const baseUrl = requireSafeBaseUrl(options.baseUrl, {
    allowPrivateHttp: options.allowInsecure ?? false,
  });
  const headers = { "X-Api-Key": options.apiKey };
  return openFile(`${baseUrl}${path}`, headers, range, options);
}
