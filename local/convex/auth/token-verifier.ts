import type { JSONValue } from "convex/values";
import {
  decodeJwt,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from "jose";

import type { Clock } from "../../shared/clock";
import type { Identity } from "../types";
import { AuthFailure, AuthUnavailable } from "./failures";
import { toIdentity } from "./identity";
import { keysAt, keysOfProvider } from "./key-sets";
import { parseProviders, type AuthProvider } from "./providers";

export type VerifiedToken = { identity: Identity; expiresAt: number };

export interface TokenVerifier {
  /** Throws AuthFailure for a wrong token, AuthUnavailable for a silent provider. */
  verify(token: string): Promise<VerifiedToken>;
  /** Forgets keys and verified tokens, e.g. after the configuration changed. */
  reset(): void;
}

const MAX_REMEMBERED = 2_000;
const REMEMBER_MS = 60_000;
const CLOCK_TOLERANCE_SECONDS = 5;

function issuerOf(provider: AuthProvider): string {
  return provider.kind === "oidc" ? provider.domain : provider.issuer;
}

function readUnverified(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch {
    throw new AuthFailure("InvalidAuthHeader", "The token is not a JWT.");
  }
}

function acceptsAudience(provider: AuthProvider, claims: JWTPayload): boolean {
  if (provider.applicationId === null) return true;
  const audience = claims.aud ?? [];
  const list = Array.isArray(audience) ? audience : [audience];
  return list.includes(provider.applicationId);
}

function choose(providers: AuthProvider[], claims: JWTPayload): AuthProvider {
  const issuer = (claims.iss ?? "").replace(/\/+$/, "");
  const found = providers.find(
    (provider) =>
      issuerOf(provider).replace(/\/+$/, "") === issuer &&
      acceptsAudience(provider, claims),
  );
  if (found === undefined) {
    throw new AuthFailure(
      "NoAuthProvider",
      "No auth provider found matching the given token: check the issuer and the audience against convex/auth.config.",
    );
  }
  return found;
}

function toFailure(error: unknown): Error {
  if (error instanceof AuthFailure || error instanceof AuthUnavailable) {
    return error;
  }
  if (error instanceof errors.JWTExpired) {
    return new AuthFailure("TokenExpired", "The token has expired.");
  }
  if (error instanceof errors.JWKSTimeout) {
    return new AuthUnavailable("The key server did not answer in time.");
  }
  if (error instanceof errors.JOSEError) {
    // jose reports an unreachable or failing key server with its base class.
    return error.code === "ERR_JOSE_GENERIC"
      ? new AuthUnavailable(error.message)
      : new AuthFailure(
          "InvalidAuthHeader",
          `The token is refused: ${error.message}`,
        );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new AuthUnavailable(`The key server cannot be reached: ${reason}`);
}

/** Verifies tokens against the providers `config` names at the time of the call. */
export function createTokenVerifier(
  config: () => JSONValue,
  clock: Clock,
): TokenVerifier {
  let providers: AuthProvider[] | null = null;
  const keys = new Map<AuthProvider, Promise<JWTVerifyGetKey>>();
  const remembered = new Map<string, VerifiedToken & { until: number }>();

  const keysFor = (provider: AuthProvider): Promise<JWTVerifyGetKey> => {
    const known = keys.get(provider);
    if (known !== undefined) return known;
    const found =
      provider.kind === "oidc"
        ? keysOfProvider(provider.domain)
        : keysAt(provider.jwks);
    keys.set(provider, found);
    found.catch(() => keys.delete(provider));
    return found;
  };

  const check = async (token: string): Promise<VerifiedToken> => {
    providers ??= parseProviders(config());
    const provider = choose(providers, readUnverified(token));
    const { payload } = await jwtVerify(token, await keysFor(provider), {
      algorithms: [provider.kind === "oidc" ? "RS256" : provider.algorithm],
      requiredClaims: ["iss", "sub", "exp"],
      currentDate: new Date(clock.now()),
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    const expiresAt = (payload.exp ?? 0) * 1_000;
    if (expiresAt <= clock.now()) {
      throw new AuthFailure("TokenExpired", "The token has expired.");
    }
    const nested = provider.kind === "oidc" ? "keep" : "flatten";
    const identity = toIdentity(
      payload,
      payload.iss ?? "",
      payload.sub ?? "",
      nested,
    );
    return { identity, expiresAt };
  };

  return {
    async verify(token) {
      const now = clock.now();
      const known = remembered.get(token);
      if (known !== undefined && known.until > now) return known;
      try {
        const verified = await check(token);
        const until = Math.min(verified.expiresAt, now + REMEMBER_MS);
        if (remembered.size >= MAX_REMEMBERED) remembered.clear();
        remembered.set(token, { ...verified, until });
        return verified;
      } catch (error) {
        throw toFailure(error);
      }
    },
    reset() {
      providers = null;
      keys.clear();
      remembered.clear();
    },
  };
}
