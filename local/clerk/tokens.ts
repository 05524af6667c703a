import { randomUUID } from "node:crypto";
import { SignJWT, type JWTPayload } from "jose";
import type { Clock } from "../shared/clock";
import type { SigningKey } from "./keys";
import type { Session, User } from "./model";

/** Header `cat`: the SDK refuses a template token where a session is wanted. */
const SESSION = "cl_B7d4PD111AAA";
const TEMPLATE = "cl_B7d4PD222AAA";

export const TOKEN_SECONDS = 60;
const HANDSHAKE_SECONDS = 60;

export interface TokenContext {
  key: SigningKey;
  issuer: string;
  clock: Clock;
}

function sign(
  context: TokenContext,
  category: string | null,
  claims: JWTPayload,
  seconds: number,
): Promise<string> {
  const now = Math.floor(context.clock.now() / 1000);
  const header = { alg: "RS256", kid: context.key.kid, typ: "JWT" };
  return new SignJWT(claims)
    .setProtectedHeader(
      category === null ? header : { cat: category, ...header },
    )
    .setIssuer(context.issuer)
    .setIssuedAt(now)
    .setNotBefore(now - 10)
    .setExpirationTime(now + seconds)
    .sign(context.key.sign);
}

/** The token that the app's middleware accepts as a session. */
export function sessionToken(
  context: TokenContext,
  session: Session,
  user: User,
  origin: string | null,
): Promise<string> {
  const minutes = Math.floor(
    (context.clock.now() - session.createdAt) / 60_000,
  );
  return sign(
    context,
    SESSION,
    {
      ...(origin === null ? {} : { azp: origin }),
      sub: user.id,
      sid: session.id,
      sts: "active",
      v: 2,
      fva: [minutes, -1],
      metadata: user.publicMetadata,
    },
    TOKEN_SECONDS,
  );
}

/** The token of the template "convex". */
export function convexToken(
  context: TokenContext,
  user: User,
  origin: string | null,
): Promise<string> {
  const name = [user.firstName, user.lastName].filter(Boolean).join(" ");
  return sign(
    context,
    TEMPLATE,
    {
      ...(origin === null ? {} : { azp: origin }),
      aud: "convex",
      sub: user.id,
      ...(name === "" ? {} : { name }),
      email: user.email,
      email_verified: true,
      jti: randomUUID(),
    },
    TOKEN_SECONDS,
  );
}

/** What the app's middleware turns into cookies after a handshake. */
export function handshakeToken(
  context: TokenContext,
  setCookies: readonly string[],
): Promise<string> {
  return sign(context, null, { handshake: setCookies }, HANDSHAKE_SECONDS);
}
