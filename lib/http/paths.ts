/** Pages and files that anyone may open; every other address needs a session. */
const PUBLIC_PAGES = new Set([
  "/",
  "/pricing",
  "/privacy",
  "/terms",
  "/security",
  "/favicon.ico",
  "/icon.svg",
  "/robots.txt",
  "/sitemap.xml",
]);

/** Areas whose pages decide for themselves. */
const PUBLIC_AREAS = ["/sign-in", "/sign-up", "/invitations", "/.well-known"];

/** JSON routes that answer without a session. */
const PUBLIC_ROUTES = new Set([
  "/api/health",
  "/api/monitoring",
  // Decides for itself: operators, and monitors with a token.
  "/api/ready",
  "/api/csp-report",
]);

/** Where the app stands in for Clerk's own domain. */
export const CLERK_PROXY_PATH = "/__clerk";

function isWithin(path: string, area: string): boolean {
  return path === area || path.startsWith(`${area}/`);
}

/** Whether the path answers with JSON instead of a page. */
export function isApiPath(path: string): boolean {
  return isWithin(path, "/api");
}

/** Whether the path is a file of a conversation, of which a page shows many. */
export function isMediaPath(path: string): boolean {
  return isWithin(path, "/api/media");
}

export function isClerkPath(path: string): boolean {
  return isWithin(path, CLERK_PROXY_PATH);
}

/** Whether this call of Clerk tries a password or a code, or opens an account. */
export function isSignInAttempt(path: string, method: string): boolean {
  const client = `${CLERK_PROXY_PATH}/v1/client`;
  return (
    method === "POST" &&
    (isWithin(path, `${client}/sign_ins`) ||
      isWithin(path, `${client}/sign_ups`))
  );
}

/** Whether the path may be opened by somebody who is not signed in. */
export function isPublicPath(path: string): boolean {
  if (isApiPath(path)) return PUBLIC_ROUTES.has(path);
  return (
    PUBLIC_PAGES.has(path) || PUBLIC_AREAS.some((area) => isWithin(path, area))
  );
}
