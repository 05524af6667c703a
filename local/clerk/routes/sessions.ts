import type { Router } from "../../shared/router";
import { closeSession, type Clerk } from "../clerk";
import { notFound } from "../errors";
import { fapiRoute, requireSession, withClient, type Call } from "../fapi";
import { sessionJson, tokenJson } from "../resources";
import { convexToken, sessionToken } from "../tokens";

const idOf = (call: Call): string => call.exchange.params["sid"] ?? "";

async function touch(clerk: Clerk, call: Call): Promise<unknown> {
  const { session, user } = requireSession(clerk, call, idOf(call));
  const now = clerk.clock.now();
  session.lastActiveAt = now;
  if (call.client !== null) call.client.lastActiveSessionId = session.id;
  const jwt = await sessionToken(clerk.tokens, session, user, call.origin);
  return withClient(clerk, call, sessionJson(session, user, jwt, now));
}

async function token(clerk: Clerk, call: Call): Promise<unknown> {
  const { session, user } = requireSession(clerk, call, idOf(call));
  return tokenJson(
    await sessionToken(clerk.tokens, session, user, call.origin),
  );
}

async function templateToken(clerk: Clerk, call: Call): Promise<unknown> {
  const { user } = requireSession(clerk, call, idOf(call));
  if (call.exchange.params["template"] !== "convex") {
    throw notFound("JWT template");
  }
  return tokenJson(await convexToken(clerk.tokens, user, call.origin));
}

async function end(
  clerk: Clerk,
  call: Call,
  status: "ended" | "removed",
): Promise<unknown> {
  const { session, user } = requireSession(clerk, call, idOf(call));
  closeSession(clerk, session, status);
  const view = sessionJson(session, user, null, clerk.clock.now());
  return withClient(clerk, call, view);
}

/** The sessions of a browser and their tokens. */
export function addSessionRoutes(router: Router, clerk: Clerk): void {
  const one = "/v1/client/sessions/:sid";
  const on = (path: string, run: (call: Call) => Promise<unknown>): void => {
    router.on("POST", `${one}${path}`, fapiRoute(clerk, run));
  };
  on("/touch", (call) => touch(clerk, call));
  on("/tokens", (call) => token(clerk, call));
  on("/tokens/:template", (call) => templateToken(clerk, call));
  on("/remove", (call) => end(clerk, call, "removed"));
  on("/end", (call) => end(clerk, call, "ended"));
}
