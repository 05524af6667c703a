const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

export interface OriginInput {
  method: string;
  /** The `Origin` header: browsers send it with every write. */
  origin: string | null;
  /** The `Sec-Fetch-Site` header. */
  fetchSite: string | null;
  /** The app's own origins. */
  allowed: readonly string[];
  /** The `Host` header: what the visitor's browser calls this server. */
  host: string | null;
}

/** Whether a call changes nothing by its method alone. */
export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/**
 * Whether another site's page makes this call to change something. A call
 * without both headers is no browser's and carries no visitor's cookies.
 */
export function isForeignWrite(input: OriginInput): boolean {
  if (isSafeMethod(input.method)) return false;
  if (input.origin !== null) {
    return (
      !input.allowed.includes(input.origin) &&
      hostOf(input.origin) !== input.host
    );
  }
  return input.fetchSite === "cross-site";
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
