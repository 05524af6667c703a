import { fromHex, toHex } from "../hex";

/** How a call that the web server makes for a person came in. */
export interface Via {
  requestId: string;
  address: string | null;
  /** When the web server signed it, in milliseconds. */
  at: number;
}

export interface SignedVia extends Via {
  signature: string;
}

/** How long a signature counts. */
export const VIA_VALID_MS = 60_000;

const MAX_CHARS = 100;

function bytesOf({ requestId, address, at }: Via): BufferSource {
  return new TextEncoder().encode(
    JSON.stringify(["my-aibud-via/1", requestId, address, at]),
  );
}

async function keyOf(secret: string, use: KeyUsage): Promise<CryptoKey> {
  return crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    [use],
  );
}

/** Says under the shared key where a request came from, so that nobody else can say it. */
export async function signVia(secret: string, via: Via): Promise<SignedVia> {
  const key = await keyOf(secret, "sign");
  const mac = await crypto.subtle.sign("HMAC", key, bytesOf(via));
  return { ...via, signature: toHex(new Uint8Array(mac)) };
}

/** Whether the web server said this, and a moment ago. */
export async function isGenuineVia(
  secret: string,
  via: SignedVia,
  now: number,
): Promise<boolean> {
  if (Math.abs(now - via.at) > VIA_VALID_MS) return false;
  if (via.requestId.length > MAX_CHARS) return false;
  if ((via.address ?? "").length > MAX_CHARS) return false;
  const signature = fromHex(via.signature);
  if (signature === null) return false;
  const key = await keyOf(secret, "verify");
  return crypto.subtle.verify("HMAC", key, signature, bytesOf(via));
}
