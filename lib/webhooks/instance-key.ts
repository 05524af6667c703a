import { BoundedCache } from "../bounded-cache";
import { toHex } from "../hex";

const PURPOSE = "my-aibud/webhook-instance-key/v1";

const derivedKeys = new BoundedCache<Promise<string>>(2_048);

/**
 * The webhook HMAC key of one instance: HKDF-SHA-256 of the master secret, 64
 * hex characters, the same for the same pair. Throws a plain Error when either
 * is empty. A leaked instance key reveals neither the master nor its siblings.
 */
export function deriveInstanceKey(
  masterSecret: string,
  instanceId: string,
): Promise<string> {
  if (masterSecret.length === 0) {
    return Promise.reject(new Error("Webhook master secret is empty."));
  }
  if (instanceId.length === 0) {
    return Promise.reject(new Error("Instance id is empty."));
  }
  const cacheKey = JSON.stringify([masterSecret, instanceId]);
  return derivedKeys.getOrCreate(cacheKey, () =>
    derive(masterSecret, instanceId),
  );
}

// HKDF (RFC 5869) written out: one HMAC to extract, one to expand, since 32
// bytes are a single block. Convex's default runtime has HMAC but no HKDF.
async function derive(masterSecret: string, id: string): Promise<string> {
  const encoder = new TextEncoder();
  const salt = new Uint8Array(32);
  const extracted = await hmac(salt, encoder.encode(masterSecret));
  const info = encoder.encode(`${PURPOSE}\n${id}\u0001`);
  return toHex(await hmac(extracted, info));
}

async function hmac(
  keyBytes: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey(
    "raw",
    keyBytes,
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
}
