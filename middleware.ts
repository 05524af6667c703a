import { NextResponse, type NextRequest } from "next/server";
import { errorBody, errorStatus } from "./lib/http/error-body";
import { type ErrorCode } from "./lib/errors";
import { addressBucket, clientAddress } from "./lib/http/client-address";
import { PEER_HEADER, REQUEST_ID_HEADER } from "./lib/http/request-headers";
import {
  SECURITY_HEADERS,
  contentSecurityPolicy,
} from "./lib/http/security-headers";
import { serverEnv, type ServerEnv } from "./lib/server/env";
import { limitApiCall, type Verdict } from "./lib/server/rate-limit";

export const config = { matcher: "/((?!_next/).*)" };

/** Headers for every page, limits for every API call; never the only guard. */
export async function middleware(request: NextRequest): Promise<Response> {
  const env = serverEnv();
  const requestId = crypto.randomUUID();
  const policy = pagePolicy(request, env);
  if (!request.nextUrl.pathname.startsWith("/api/")) {
    return finish(pass(request, requestId, policy), requestId, policy);
  }
  const verdict = await limitApiCall(bucketOf(request, env), request.method);
  const answer =
    refusal(verdict, requestId) ?? pass(request, requestId, policy);
  for (const [name, value] of Object.entries(verdict.headers)) {
    answer.headers.set(name, value);
  }
  return finish(answer, requestId, policy);
}

function pagePolicy(request: NextRequest, env: ServerEnv): string {
  return contentSecurityPolicy({
    nonce: btoa(crypto.randomUUID()),
    connectTo: [env.NEXT_PUBLIC_CONVEX_URL],
    secure: request.nextUrl.protocol === "https:",
    development: process.env.NODE_ENV === "development",
  });
}

function pass(
  request: NextRequest,
  requestId: string,
  policy: string,
): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(REQUEST_ID_HEADER, requestId);
  // Next takes the nonce for its own scripts from this request header.
  headers.set("Content-Security-Policy", policy);
  return NextResponse.next({ request: { headers } });
}

function bucketOf(request: NextRequest, env: ServerEnv): string {
  const address = clientAddress({
    peer: request.headers.get(PEER_HEADER),
    forwardedFor: request.headers.get("x-forwarded-for"),
    trustedProxies: env.TRUSTED_PROXY_COUNT,
  });
  return addressBucket(address);
}

function refusal(verdict: Verdict, requestId: string): NextResponse | null {
  switch (verdict.kind) {
    case "allowed":
      return null;
    case "limited":
      return refuse("RATE_LIMITED", "Too many requests.", requestId);
    case "unavailable":
      return refuse(
        "PROVIDER_ERROR",
        "The rate limit cannot be checked.",
        requestId,
      );
  }
}

function refuse(
  code: ErrorCode,
  message: string,
  requestId: string,
): NextResponse {
  return NextResponse.json(errorBody(code, message, requestId), {
    status: errorStatus(code),
    headers: { "Cache-Control": "no-store" },
  });
}

function finish(
  answer: NextResponse,
  requestId: string,
  policy: string,
): NextResponse {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
    answer.headers.set(name, value);
  }
  answer.headers.set("Content-Security-Policy", policy);
  answer.headers.set(REQUEST_ID_HEADER, requestId);
  return answer;
}
