import {
  NextResponse,
  type NextFetchEvent,
  type NextRequest,
} from "next/server";
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
import { limitCall, limitPerson } from "./lib/server/rate-limit";
import { limitRefusal, refusal } from "./lib/server/refuse";

export const config = { matcher: "/((?!_next/).*)" };

interface Visit {
  requestId: string;
  policy: string;
  address: string | null;
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
  };
  return finish(await answer(request, event, visit, env), visit);
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
    return refusal(visit.requestId, "FORBIDDEN", "The call is another site's.");
  }
  const bucket = addressBucket(visit.address);
  const limit = await limitCall(bucket, pathname, request.method);
  const refused = limitRefusal(limit, visit.requestId);
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
    return isApiPath(pathname)
      ? refusal(visit.requestId, "UNAUTHENTICATED", "Sign in first.")
      : NextResponse.redirect(signInAddress(request), 307);
  }
  if (userId !== null && !isMediaPath(pathname)) {
    const limit = await limitPerson(userId, pathname, request.method);
    const refused = limitRefusal(limit, visit.requestId);
    if (refused !== null) return refused;
  }
  return pass(request, visit);
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
