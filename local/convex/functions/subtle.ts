import {
  createHash,
  createHmac,
  KeyObject,
  timingSafeEqual,
} from "node:crypto";

const HASHES = new Map([
  ["SHA-1", "sha1"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
]);

function nameOf(algorithm: AlgorithmIdentifier): string {
  const name = typeof algorithm === "string" ? algorithm : algorithm.name;
  return name.toUpperCase();
}

function bytesOf(data: BufferSource): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/** The message's HMAC; null for what `crypto.subtle` must answer or refuse itself. */
function hmacOf(
  algorithm: AlgorithmIdentifier,
  key: CryptoKey,
  usage: KeyUsage,
  data: BufferSource,
): Buffer | null {
  const isFit =
    nameOf(algorithm) === "HMAC" &&
    key.algorithm.name === "HMAC" &&
    key.usages.includes(usage);
  if (!isFit) return null;
  const { hash } = key.algorithm as HmacKeyAlgorithm;
  const name = HASHES.get(hash.name);
  if (name === undefined) return null;
  return createHmac(name, KeyObject.from(key)).update(bytesOf(data)).digest();
}

/**
 * `crypto.subtle.digest` without the thread pool: a mutation holds the write
 * lock while it waits, and the way there and back costs more than the hash.
 */
export function digest(
  algorithm: AlgorithmIdentifier,
  data: BufferSource,
): Promise<ArrayBuffer> {
  const hash = HASHES.get(nameOf(algorithm));
  if (hash === undefined) return crypto.subtle.digest(algorithm, data);
  const result = createHash(hash).update(bytesOf(data)).digest();
  return Promise.resolve(new Uint8Array(result).buffer);
}

/** `crypto.subtle.sign`, for HMAC without the thread pool. */
export async function sign(
  algorithm: AlgorithmIdentifier,
  key: CryptoKey,
  data: BufferSource,
): Promise<ArrayBuffer> {
  const mac = hmacOf(algorithm, key, "sign", data);
  return mac === null
    ? crypto.subtle.sign(algorithm, key, data)
    : new Uint8Array(mac).buffer;
}

/** `crypto.subtle.verify`, for HMAC without the thread pool. */
export async function verify(
  algorithm: AlgorithmIdentifier,
  key: CryptoKey,
  signature: BufferSource,
  data: BufferSource,
): Promise<boolean> {
  const mac = hmacOf(algorithm, key, "verify", data);
  if (mac === null) {
    return crypto.subtle.verify(algorithm, key, signature, data);
  }
  const given = bytesOf(signature);
  return given.byteLength === mac.byteLength && timingSafeEqual(given, mac);
}
