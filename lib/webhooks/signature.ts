import { BoundedCache } from "../bounded-cache";
import { fromHex, toHex } from "../hex";

export type SignatureAlgorithm = "sha512" | "sha256";

export type SignatureResult =
  | { ok: true; algorithm: SignatureAlgorithm; secretIndex: number }
  | {
      ok: false;
      reason:
        | "missing_signature"
        | "unknown_algorithm"
        | "malformed_signature"
        | "mismatch";
    };

interface Digest {
  hash: "SHA-512" | "SHA-256";
  hexLength: number;
}

const DIGESTS: ReadonlyMap<SignatureAlgorithm, Digest> = new Map([
  ["sha512", { hash: "SHA-512", hexLength: 128 }],
  ["sha256", { hash: "SHA-256", hexLength: 64 }],
]);

const keyCache = new BoundedCache<Promise<CryptoKey>>(512);

/**
 * Reads a comma-separated allow-list such as `sha512,sha256`. Unset or empty
 * means both. An unknown name throws a plain Error: it is a misconfiguration.
 */
export function parseSignatureAlgorithms(
  text: string | undefined,
): SignatureAlgorithm[] {
  const names = (text ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name.length > 0);
  if (names.length === 0) return [...DIGESTS.keys()];
  const algorithms = names.map((name) => {
    const algorithm = knownAlgorithm(name);
    if (algorithm === null) {
      throw new Error(`Unknown webhook signature algorithm: ${name}`);
    }
    return algorithm;
  });
  return [...new Set(algorithms)];
}

/**
 * Verifies a WAHA webhook HMAC over the raw body bytes in constant time. A
 * missing algorithm header means SHA-512, the only one WAHA sends. Never falls
 * through to another algorithm. Throws a plain Error on an empty secret or no
 * secrets at all. Source: WAHA docs, events, "HMAC authentication".
 */
export async function verifySignature(input: {
  body: Uint8Array;
  signature: string | null;
  algorithm: string | null;
  secrets: readonly string[];
  allowed: readonly SignatureAlgorithm[];
}): Promise<SignatureResult> {
  requireSecrets(input.secrets);
  if (input.signature === null || input.signature.length === 0) {
    return { ok: false, reason: "missing_signature" };
  }
  const algorithm = knownAlgorithm(
    (input.algorithm ?? "sha512").trim().toLowerCase(),
  );
  if (algorithm === null || !input.allowed.includes(algorithm)) {
    return { ok: false, reason: "unknown_algorithm" };
  }
  const digest = requireDigest(algorithm);
  const signature =
    input.signature.length === digest.hexLength
      ? fromHex(input.signature)
      : null;
  if (signature === null) return { ok: false, reason: "malformed_signature" };
  for (const [secretIndex, secret] of input.secrets.entries()) {
    const key = await importKey(secret, digest.hash);
    const body = ownBuffer(input.body);
    if (await crypto.subtle.verify("HMAC", key, signature, body)) {
      return { ok: true, algorithm, secretIndex };
    }
  }
  return { ok: false, reason: "mismatch" };
}

/** The lower-case hex HMAC of the body, as WAHA sends it. */
export async function signBody(
  body: Uint8Array,
  secret: string,
  algorithm: SignatureAlgorithm,
): Promise<string> {
  requireSecrets([secret]);
  const key = await importKey(secret, requireDigest(algorithm).hash);
  const signature = await crypto.subtle.sign("HMAC", key, ownBuffer(body));
  return toHex(new Uint8Array(signature));
}

function knownAlgorithm(name: string): SignatureAlgorithm | null {
  return [...DIGESTS.keys()].find((known) => known === name) ?? null;
}

function requireDigest(algorithm: SignatureAlgorithm): Digest {
  const digest = DIGESTS.get(algorithm);
  if (digest === undefined) throw new Error("No digest for the algorithm.");
  return digest;
}

function requireSecrets(secrets: readonly string[]): void {
  if (secrets.length === 0) throw new Error("No webhook secret is set.");
  if (secrets.some((secret) => secret.length === 0)) {
    throw new Error("Webhook secret is empty.");
  }
}

function importKey(secret: string, hash: Digest["hash"]): Promise<CryptoKey> {
  return keyCache.getOrCreate(`${hash}:${secret}`, () =>
    crypto.subtle.importKey(
      "raw",
      new TextEncoder().encode(secret),
      { name: "HMAC", hash },
      false,
      ["sign", "verify"],
    ),
  );
}

// Web Crypto's types want bytes over an ArrayBuffer, not a SharedArrayBuffer.
function ownBuffer(body: Uint8Array): Uint8Array<ArrayBuffer> {
  return body.buffer instanceof ArrayBuffer
    ? new Uint8Array(body.buffer, body.byteOffset, body.byteLength)
    : new Uint8Array(body);
}
