import { createHash } from "node:crypto";
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from "jose";

export interface SigningKey {
  kid: string;
  privateJwk: JWK;
  publicJwk: JWK;
  sign: CryptoKey;
}

/** The key pair of a saved private key, or a fresh one. */
export async function signingKeyFrom(saved: JWK | null): Promise<SigningKey> {
  const privateJwk = saved ?? (await freshKey());
  const { kty, n, e } = privateJwk;
  if (kty !== "RSA" || n === undefined || e === undefined) {
    throw new Error("The saved signing key is no RSA key.");
  }
  const kid = `ins_${(await calculateJwkThumbprint({ kty, n, e })).slice(0, 24)}`;
  const sign = await importJWK(privateJwk, "RS256");
  if (sign instanceof Uint8Array) throw new Error("The key is symmetric.");
  const publicJwk = { use: "sig", kty, kid, alg: "RS256", n, e };
  return { kid, privateJwk, publicJwk, sign };
}

async function freshKey(): Promise<JWK> {
  const pair = await generateKeyPair("RS256", { extractable: true });
  return exportJWK(pair.privateKey);
}

/** The publishable key whose Frontend API is the server at this address. */
export function publishableKeyOf(address: string): string {
  const host = new URL(address).host;
  return `pk_live_${Buffer.from(`${host}$`).toString("base64")}`;
}

/** What Clerk appends to its cookies' names so that instances do not mix. */
export function cookieSuffixOf(publishableKey: string): string {
  return createHash("sha1")
    .update(publishableKey)
    .digest("base64")
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .slice(0, 8);
}
