import type { Router } from "../../shared/router";
import { closeSession, sessionsOfClient, type Clerk } from "../clerk";
import { ENVIRONMENT } from "../environment";
import { clerkError } from "../errors";
import {
  clientJson,
  clientUat,
  cookieFlags,
  ensureClient,
  fapiRoute,
  Redirect,
  requireSession,
  withClient,
  type Call,
} from "../fapi";
import type { Client } from "../model";
import { handshakeToken, sessionToken } from "../tokens";

const TEN_YEARS_S = 315_360_000;
const HANDSHAKE_S = 60;

function signOutAll(clerk: Clerk, client: Client | null): void {
  if (client === null) return;
  for (const session of sessionsOfClient(clerk, client)) {
    closeSession(clerk, session, "removed");
  }
  client.signIn = null;
  client.signUp = null;
}

/** Where a redirecting call may send the browser: back to the app, nowhere else. */
function returnAddress(call: Call): string {
  const given = call.exchange.query.get("redirect_url") ?? "";
  const isApp =
    URL.canParse(given) &&
    (call.origin === null
      ? new URL(given).hostname === "127.0.0.1"
      : new URL(given).origin === call.origin);
  if (isApp) return given;
  throw clerkError(
    400,
    "invalid_redirect_url",
    "redirect_url is another site's.",
    "redirect_url",
  );
}

async function sessionCookie(clerk: Clerk, call: Call): Promise<string> {
  const [session] =
    call.client === null ? [] : sessionsOfClient(clerk, call.client);
  if (session === undefined) return "";
  const { user } = requireSession(clerk, call, session.id);
  const origin = new URL(returnAddress(call)).origin;
  return sessionToken(clerk.tokens, session, user, origin);
}

/** The cookies that tell the app's server what clerk-js would tell its page. */
async function handshakeCookies(clerk: Clerk, call: Call): Promise<string[]> {
  const flags = cookieFlags(call.exchange);
  const lasting = `${flags}; Max-Age=${TEN_YEARS_S}`;
  const token = await sessionCookie(clerk, call);
  const uat = clientUat(clerk, call.client);
  const session = `${token}; ${token === "" ? `${flags}; Max-Age=0` : lasting}`;
  return [
    `__client_uat=${uat}; ${lasting}`,
    `__client_uat_${clerk.cookieSuffix}=${uat}; ${lasting}`,
    `__session=${session}`,
    `__session_${clerk.cookieSuffix}=${session}`,
    `__clerk_handshake=; ${flags}; Max-Age=0`,
  ];
}

function addHandshake(router: Router, clerk: Clerk): void {
  router.on(
    "GET",
    "/v1/client/handshake",
    fapiRedirect(clerk, async (call) => {
      const token = await handshakeToken(
        clerk.tokens,
        await handshakeCookies(clerk, call),
      );
      const flags = cookieFlags(call.exchange);
      return [
        `__clerk_handshake=${token}; HttpOnly; ${flags}; Max-Age=${HANDSHAKE_S}`,
      ];
    }),
  );
  router.on(
    "GET",
    "/v1/client/touch",
    fapiRedirect(clerk, async () => []),
  );
}

function fapiRedirect(
  clerk: Clerk,
  cookiesOf: (call: Call) => Promise<string[]>,
) {
  return fapiRoute(clerk, async (call) => {
    const location = returnAddress(call);
    const cookies = await cookiesOf(call);
    return new Redirect(location, cookies);
  });
}

/** The browser's own resource, and the instance's settings. */
export function addClientRoutes(router: Router, clerk: Clerk): void {
  const route = (run: (call: Call) => Promise<unknown>) =>
    fapiRoute(clerk, run);
  router.on(
    "GET",
    "/v1/environment",
    route(async () => ENVIRONMENT),
  );
  router.on(
    "GET",
    "/v1/client",
    route(async (call) => ({
      response: await clientJson(clerk, call),
      client: null,
    })),
  );
  const create = route(async (call) => {
    ensureClient(clerk, call);
    return { response: await clientJson(clerk, call), client: null };
  });
  router.on("POST", "/v1/client", create);
  router.on("PUT", "/v1/client", create);
  const signOut = route(async (call) => {
    signOutAll(clerk, call.client);
    return withClient(clerk, call, await clientJson(clerk, call));
  });
  router.on("DELETE", "/v1/client", signOut);
  router.on("DELETE", "/v1/client/sessions", signOut);
  addHandshake(router, clerk);
}
