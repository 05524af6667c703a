import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from "jose";

import { asRecord, asString } from "../../shared/json";
import { AuthUnavailable } from "./failures";

const FETCH_TIMEOUT_MS = 5_000;
/** Unknown key ids refetch at most this often. */
const REFETCH_COOLDOWN_MS = 5_000;

async function discover(domain: string): Promise<string> {
  const address = `${domain}/.well-known/openid-configuration`;
  let document: unknown;
  try {
    const response = await fetch(address, {
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
      headers: { Accept: "application/json" },
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    document = await response.json();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AuthUnavailable(`${address} cannot be read: ${reason}`);
  }
  const found = asRecord(document);
  const issuer = asString(found["issuer"]) ?? "";
  const jwksUri = asString(found["jwks_uri"]);
  if (issuer.replace(/\/+$/, "") !== domain || jwksUri === null) {
    throw new AuthUnavailable(
      `${address} names another issuer or has no jwks_uri.`,
    );
  }
  return jwksUri;
}

function remoteKeys(address: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(address), {
    timeoutDuration: FETCH_TIMEOUT_MS,
    cooldownDuration: REFETCH_COOLDOWN_MS,
  });
}

/** Keys of a `data:` address or of a JWKS server; remote sets are cached by jose. */
export async function keysAt(address: string): Promise<JWTVerifyGetKey> {
  if (!address.startsWith("data:")) return remoteKeys(address);
  const response = await fetch(address);
  return createLocalJWKSet((await response.json()) as JSONWebKeySet);
}

/** Keys of an OpenID provider, found through its discovery document. */
export async function keysOfProvider(domain: string): Promise<JWTVerifyGetKey> {
  return remoteKeys(await discover(domain));
}
