import "server-only";
import { clerkMiddleware } from "@clerk/nextjs/server";
import { type NextFetchEvent, type NextRequest } from "next/server";
import { CLERK_PROXY_PATH } from "../http/paths";
import { routes } from "../routes";
import { serverEnv } from "./env";

/** Decides about a request; `userId` is null for the signed out. */
type Decide = (
  request: NextRequest,
  userId: string | null,
) => Promise<Response>;

/**
 * Lets Clerk verify the session and stand in for its Frontend API, then asks
 * `decide`. What Clerk itself answers (a handshake, a proxied call) is returned
 * as it is.
 */
export async function withClerk(
  request: NextRequest,
  event: NextFetchEvent,
  decide: Decide,
): Promise<Response> {
  const env = serverEnv();
  const guard = clerkMiddleware(
    async (auth, seen) => decide(seen, (await auth()).userId),
    () => ({
      publishableKey: env.CLERK_PUBLISHABLE_KEY,
      authorizedParties: env.APP_ORIGINS,
      ...(env.CLERK_JWT_KEY === undefined ? {} : { jwtKey: env.CLERK_JWT_KEY }),
      signInUrl: routes.signIn,
      signUpUrl: routes.signUp,
      ...proxying(env.CLERK_FAPI_URL !== undefined),
    }),
  );
  const answer = await guard(request, event);
  if (!(answer instanceof Response)) throw new Error("Clerk gave no answer.");
  return asNext(answer);
}

function proxying(enabled: boolean) {
  const frontendApiProxy = { enabled, path: CLERK_PROXY_PATH };
  // Given as a path, Clerk completes it with the host the visitor sees.
  return enabled
    ? { frontendApiProxy, proxyUrl: CLERK_PROXY_PATH }
    : { frontendApiProxy };
}

/** Clerk rewrites a request to itself, and Next proxies that when it knows itself by another name. */
function asNext(answer: Response): Response {
  if (answer.headers.has("x-middleware-rewrite")) {
    answer.headers.delete("x-middleware-rewrite");
    answer.headers.set("x-middleware-next", "1");
  }
  return answer;
}
