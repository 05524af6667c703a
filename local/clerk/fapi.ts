import {
  HttpError,
  readBody,
  type Exchange,
  type RequestHandler,
} from "../shared/http";
import {
  activeSession,
  createClient,
  sessionsOfClient,
  type Clerk,
  type Device,
} from "./clerk";
import { deviceOf } from "./device";
import { clerkError, signedOut } from "./errors";
import { digest } from "./ids";
import type { Client, Session, User } from "./model";
import { sessionJson, signInJson, signUpJson } from "./resources";
import { answering, sendClerkJson } from "./send";
import { sessionToken } from "./tokens";

const MAX_BODY_BYTES = 64 * 1024;
const TEN_YEARS_S = 315_360_000;

/** One call of a browser. */
export interface Call {
  readonly exchange: Exchange;
  readonly fields: ReadonlyMap<string, string>;
  readonly device: Device;
  /** The app's origin, as the browser or the app's proxy names it. */
  readonly origin: string | null;
  client: Client | null;
  /** The secret of a client that this call created. */
  newSecret: string | null;
}

function header(exchange: Exchange, name: string): string | null {
  const value = exchange.request.headers[name];
  return typeof value === "string" && value !== "" ? value : null;
}

function cookieOf(exchange: Exchange, name: string): string | null {
  for (const part of (header(exchange, "cookie") ?? "").split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key === name) return rest.join("=");
  }
  return null;
}

function originOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const { origin } = new URL(url);
  return origin === "null" ? null : origin;
}

function clientOf(clerk: Clerk, exchange: Exchange): Client | null {
  const secret = cookieOf(exchange, "__client");
  if (secret === null || secret === "") return null;
  const hash = digest(secret);
  for (const client of clerk.accounts.clients.values()) {
    if (client.secretHash === hash) return client;
  }
  return null;
}

async function fieldsOf(exchange: Exchange): Promise<Map<string, string>> {
  const text = (await readBody(exchange.request, MAX_BODY_BYTES)).toString();
  return new Map(new URLSearchParams(text));
}

async function readCall(clerk: Clerk, exchange: Exchange): Promise<Call> {
  const proxy = header(exchange, "clerk-proxy-url");
  // As Clerk does: only who knows the secret may speak for its visitors.
  if (
    proxy !== null &&
    header(exchange, "clerk-secret-key") !== clerk.secretKey
  ) {
    throw clerkError(
      401,
      "secret_key_invalid",
      "The proxy's secret key is wrong.",
    );
  }
  return {
    exchange,
    fields: await fieldsOf(exchange),
    device: deviceOf(exchange),
    origin:
      originOf(header(exchange, "origin")) ??
      originOf(proxy) ??
      originOf(header(exchange, "referer")),
    client: clientOf(clerk, exchange),
    newSecret: null,
  };
}

/** The call's client; a new one when the browser has none. */
export function ensureClient(clerk: Clerk, call: Call): Client {
  if (call.client !== null) return call.client;
  const { client, secret } = createClient(clerk);
  call.client = client;
  call.newSecret = secret;
  return client;
}

/** The signed-in session and person of the call; 401 when there is none. */
export function requireSession(
  clerk: Clerk,
  call: Call,
  sessionId: string | null,
): { session: Session; user: User } {
  const session = activeSession(
    clerk,
    sessionId ?? call.client?.lastActiveSessionId ?? null,
  );
  if (session === null || session.clientId !== call.client?.id)
    throw signedOut();
  const user = clerk.accounts.users.get(session.userId);
  if (user === undefined) throw signedOut();
  return { session, user };
}

async function sessionView(
  clerk: Clerk,
  call: Call,
  session: Session,
): Promise<unknown[]> {
  const user = clerk.accounts.users.get(session.userId);
  if (user === undefined) return [];
  const jwt = await sessionToken(clerk.tokens, session, user, call.origin);
  return [sessionJson(session, user, jwt, clerk.clock.now())];
}

function signInView(clerk: Clerk, { signIn }: Client): unknown {
  const user = clerk.accounts.users.get(signIn?.userId ?? "");
  return signIn === null || user === undefined
    ? null
    : signInJson(signIn, user);
}

/** The client as clerk-js keeps it, with a fresh token per session. */
export async function clientJson(clerk: Clerk, call: Call): Promise<unknown> {
  const { client } = call;
  if (client === null) return null;
  const sessions = await Promise.all(
    sessionsOfClient(clerk, client).map((session) =>
      sessionView(clerk, call, session),
    ),
  );
  return {
    object: "client",
    id: client.id,
    sessions: sessions.flat(),
    sign_in: signInView(clerk, client),
    sign_up: client.signUp === null ? null : signUpJson(client.signUp),
    last_active_session_id: client.lastActiveSessionId,
    last_authentication_strategy: null,
    captcha_bypass: true,
    cookie_expires_at: null,
    created_at: client.createdAt,
    updated_at: client.updatedAt,
  };
}

/** Seconds of the client's last change; "0" tells the app that nobody is signed in. */
export function clientUat(clerk: Clerk, client: Client | null): string {
  if (client === null || sessionsOfClient(clerk, client).length === 0)
    return "0";
  return String(Math.floor(client.updatedAt / 1000));
}

/** The flags of every cookie; Secure where the browser came over TLS. */
export function cookieFlags(exchange: Exchange): string {
  const secure =
    header(exchange, "x-forwarded-proto") === "https" ? "; Secure" : "";
  return `Path=/; SameSite=Lax${secure}`;
}

function cookies(clerk: Clerk, call: Call): string[] {
  const flags = `${cookieFlags(call.exchange)}; Max-Age=${TEN_YEARS_S}`;
  const uat = clientUat(clerk, call.client);
  return [
    `__client_uat=${uat}; ${flags}`,
    `__client_uat_${clerk.cookieSuffix}=${uat}; ${flags}`,
    ...(call.newSecret === null
      ? []
      : [`__client=${call.newSecret}; HttpOnly; ${flags}`]),
  ];
}

/** An answer that sends the browser on, with cookies of its own. */
export class Redirect {
  constructor(
    readonly location: string,
    readonly cookies: readonly string[],
  ) {}
}

function failureOf(error: unknown): HttpError | null {
  return error instanceof HttpError ? error : null;
}

/** A resource and the client it belongs to, as most answers carry them. */
export async function withClient(
  clerk: Clerk,
  call: Call,
  response: unknown,
): Promise<unknown> {
  return { response, client: await clientJson(clerk, call) };
}

function redirect({ response }: Exchange, to: Redirect): void {
  response.setHeader("Set-Cookie", [...to.cookies]);
  response.setHeader("Cache-Control", "no-store");
  response.writeHead(307, { Location: to.location, "Content-Length": 0 });
  response.end();
}

/** A route of the Frontend API: what `run` returns, with the cookies of every answer. */
export function fapiRoute(
  clerk: Clerk,
  run: (call: Call) => Promise<unknown>,
): RequestHandler {
  return (exchange) =>
    answering(exchange, async () => {
      const call = await readCall(clerk, exchange);
      const send = (status: number, body: unknown): void => {
        exchange.response.setHeader("Set-Cookie", cookies(clerk, call));
        exchange.response.setHeader("Cache-Control", "no-store");
        sendClerkJson(exchange.response, status, body);
      };
      try {
        const body = await run(call);
        clerk.accounts.saver.request();
        if (body instanceof Redirect) redirect(exchange, body);
        else send(200, body);
      } catch (error) {
        const failure = failureOf(error);
        if (failure === null) throw error;
        clerk.accounts.saver.request();
        send(failure.status, failure.body);
      }
    });
}
