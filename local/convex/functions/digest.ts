import { createHash } from "node:crypto";

const HASHES = new Map([
  ["SHA-1", "sha1"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
]);

/**
 * `crypto.subtle.digest` without the thread pool: a mutation holds the write
 * lock while it waits, and the way there and back costs more than the hash.
 */
export function digest(
  algorithm: AlgorithmIdentifier,
  data: BufferSource,
): Promise<ArrayBuffer> {
  const name = typeof algorithm === "string" ? algorithm : algorithm.name;
  const hash = HASHES.get(name.toUpperCase());
  if (hash === undefined) return crypto.subtle.digest(algorithm, data);
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  const result = createHash(hash).update(bytes).digest();
  return Promise.resolve(new Uint8Array(result).buffer);
}
