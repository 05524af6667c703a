import {
  NextResponse,
  type NextFetchEvent,
  type NextRequest,
} from "next/server";
import type { Refusal } from "./lib/audit/web-report";
import { actionClass } from "./lib/http/action-class";
import { clerkHosts } from "./lib/http/clerk-hosts";
import { addressBucket, clientAddress } from "./lib/http/client-address";
import {
  isApiPath,
  isClerkPath,
  isMediaPath,
  isPublicPath,
} from "./lib/http/paths";
import { PEER_HEADER, REQUEST_ID_HEADER } from "./lib/http/request-headers";
import { isForeignWrite } from "./lib/http/request-origin";
import {
  SECURITY_HEADERS,
  contentSecurityPolicy,
} from "./lib/http/security-headers";
import { FILE_POLICY } from "./lib/inbox/media";
import { routes } from "./lib/routes";
import { withClerk } from "./lib/server/clerk-guard";
import { serverEnv, type ServerEnv } from "./lib/server/env";
import { limitCall, limitPerson, type Verdict } from "./lib/server/rate-limit";
import { limitRefusal, refusal } from "./lib/server/refuse";
import { noteRefusal, pendingReport } from "./lib/server/web-reports";

export const config = { matcher: "/((?!_next/).*)" };

interface Visit {
  requestId: string;
  policy: string;
  address: string | null;
  area: Refusal["area"];
}

/** Sign-in, limits and headers in front of every route; never the only guard. */
export async function middleware(
  request: NextRequest,
  event: NextFetchEvent,
): Promise<Response> {
  const env = serverEnv();
  const visit: Visit = {
    requestId: crypto.randomUUID(),
    policy: isMediaPath(request.nextUrl.pathname)
      ? FILE_POLICY
      : pagePolicy(request, env),
    address: addressOf(request, env),
    area: actionClass(request.nextUrl.pathname, request.method) ?? "page",
  };
  const answered = await answer(request, event, visit, env);
  const report = pendingReport();
  if (report !== null) event.waitUntil(report);
  return finish(answered, visit);
}

async function answer(
  request: NextRequest,
  event: NextFetchEvent,
  visit: Visit,
  env: ServerEnv,
): Promise<Response> {
  const { pathname } = request.nextUrl;
  const foreign = isForeignWrite({
    method: request.method,
    origin: request.headers.get("origin"),
    fetchSite: request.headers.get("sec-fetch-site"),
    allowed: env.APP_ORIGINS,
    host: request.headers.get("host"),
  });
  if (foreign) {
    note(visit, "foreign_site", null);
    return refusal(visit.requestId, "FORBIDDEN", "The call is another site's.");
  }
  const bucket = addressBucket(visit.address);
  const limit = await limitCall(bucket, pathname, request.method);
  const refused = overLimit(limit, visit, null);
  if (refused !== null) return refused;
  const answered = await withClerk(
    trusted(request, visit),
    event,
    (seen, userId) => admit(seen, userId, visit),
  );
  return withHeaders(answered, limit.headers);
}

/** What the signed-in and the signed-out may have. */
async function admit(
  request: NextRequest,
  userId: string | null,
  visit: Visit,
): Promise<Response> {
  const { pathname } = request.nextUrl;
  if (userId === null && !isPublicPath(pathname)) {
    if (!isApiPath(pathname)) {
      return NextResponse.redirect(signInAddress(request), 307);
    }
    note(visit, "unauthenticated", null);
    return refusal(visit.requestId, "UNAUTHENTICATED", "Sign in first.");
  }
  if (userId !== null && !isMediaPath(pathname)) {
    const limit = await limitPerson(userId, pathname, request.method);
    const refused = overLimit(limit, visit, userId);
    if (refused !== null) return refused;
  }
  return pass(request, visit);
}

/** The refusal of a call over a limit, noted; null for every other call. */
function overLimit(
  limit: Verdict,
  visit: Visit,
  userId: string | null,
): Response | null {
  if (limit.kind === "limited") note(visit, "rate_limited", userId);
  return limitRefusal(limit, visit.requestId);
}

/** Keeps a refusal for the audit trail. */
function note(
  { address, area, requestId }: Visit,
  reason: Refusal["reason"],
  userId: string | null,
): void {
  noteRefusal({ userId, address, reason, area, requestId });
}

function signInAddress({ nextUrl }: NextRequest): URL {
  const address = new URL(routes.signIn, nextUrl);
  address.searchParams.set("redirect_url", nextUrl.pathname + nextUrl.search);
  return address;
}

function pagePolicy(request: NextRequest, env: ServerEnv): string {
  const clerk = clerkHosts({
    publishableKey: env.CLERK_PUBLISHABLE_KEY,
    isProxied: env.CLERK_FAPI_URL !== undefined,
  });
  return contentSecurityPolicy({
    ...clerk,
    nonce: btoa(crypto.randomUUID()),
    connectTo: [env.NEXT_PUBLIC_CONVEX_URL, ...clerk.connectTo],
    secure: request.nextUrl.protocol === "https:",
    development: process.env.NODE_ENV === "development",
  });
}

/** The request as Clerk may see it: the address is the one we know, not one that was claimed. */
function trusted(request: NextRequest, visit: Visit): NextRequest {
  if (!isClerkPath(request.nextUrl.pathname)) return request;
  for (const name of ["cf-connecting-ip", "x-real-ip", "x-forwarded-for"]) {
    request.headers.delete(name);
  }
  if (visit.address !== null) {
    request.headers.set("x-forwarded-for", visit.address);
  }
  return request;
}

function pass(request: NextRequest, visit: Visit): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID_HEADER, visit.requestId);
  // Next takes the nonce for its own scripts from this request header.
  headers.set("Content-Security-Policy", visit.policy);
  return NextResponse.next({ request: { headers } });
}

function addressOf(request: NextRequest, env: ServerEnv): string | null {
  return clientAddress({
    peer: request.headers.get(PEER_HEADER),
    forwardedFor: request.headers.get("x-forwarded-for"),
    trustedProxies: env.TRUSTED_PROXY_COUNT,
  });
}

function withHeaders(
  response: Response,
  headers: Readonly<Record<string, string>>,
): Response {
  for (const [name, value] of Object.entries(headers)) {
    if (!response.headers.has(name)) response.headers.set(name, value);
  }
  return response;
}

function finish(response: Response, visit: Visit): Response {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    response.headers.set(name, value);
  }
  response.headers.set("Content-Security-Policy", visit.policy);
  response.headers.set(REQUEST_ID_HEADER, visit.requestId);
  return response;
}
