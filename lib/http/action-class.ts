import { isApiPath, isClerkPath, isMediaPath, isSignInAttempt } from "./paths";
import { isSafeMethod } from "./request-origin";

/** What a call does, as far as limits go; each class has windows of its own. */
export type ActionClass =
  "read" | "write" | "export" | "fetch" | "media" | "report" | "sign-in";

/** Where browsers report what the page policy stopped. */
export const CSP_REPORT_PATH = "/api/csp-report";

const REPORT_PATHS: ReadonlySet<string> = new Set([
  CSP_REPORT_PATH,
  "/api/monitoring",
]);
/** Where this server calls an address that a person typed. */
const FETCH_PATHS: ReadonlySet<string> = new Set(["/api/knowledge/page"]);
/** Files of data whose address does not say so. */
const EXPORT_PATHS: ReadonlySet<string> = new Set([
  "/api/credits/books",
  "/api/operator/usage",
]);

/** The class of a call; null for pages and for what Clerk itself limits. */
export function actionClass(path: string, method: string): ActionClass | null {
  if (isSignInAttempt(path, method)) return "sign-in";
  if (isClerkPath(path)) return null;
  if (REPORT_PATHS.has(path)) return "report";
  if (isMediaPath(path)) return "media";
  if (FETCH_PATHS.has(path)) return "fetch";
  if (isExport(path)) return "export";
  if (!isSafeMethod(method)) return "write";
  return isApiPath(path) ? "read" : null;
}

function isExport(path: string): boolean {
  const isNamed = isApiPath(path) && path.split("/").includes("export");
  return isNamed || EXPORT_PATHS.has(path);
}

/**
 * Whether such a call goes on while nobody can count it. Reads do; what
 * changes something, takes data out, calls others or tries a password waits
 * for Redis.
 */
export function passesUncounted(action: ActionClass): boolean {
  return action === "read" || action === "media";
}
