import { createHmac, hkdfSync } from "node:crypto";

export type SigningAlgorithm = "sha512" | "sha256";

/** The HMAC of a body as WAHA computes it, made without the code under test. */
export function signWithNode(
  body: string | Uint8Array,
  secret: string,
  algorithm: SigningAlgorithm = "sha512",
): string {
  return createHmac(algorithm, secret).update(body).digest("hex");
}

/** The instance's key by Node's own HKDF. */
export function instanceKeyWithNode(
  masterSecret: string,
  instanceId: string,
): string {
  const info = `my-aibud/webhook-instance-key/v1\n${instanceId}`;
  const salt = Buffer.alloc(32);
  return Buffer.from(hkdfSync("sha256", masterSecret, salt, info, 32)).toString(
    "hex",
  );
}

let requests = 0;

/** The headers of a WAHA delivery, with the signature of exactly these bytes. */
export function signedHeaders(
  body: string,
  secret: string,
  algorithm: SigningAlgorithm = "sha512",
): Record<string, string> {
  requests += 1;
  return {
    Accept: "application/json, text/plain, */*",
    "Content-Type": "application/json",
    "User-Agent": "WAHA/2025.10.1",
    "X-Webhook-Request-Id": `REQ${String(requests).padStart(23, "0")}`,
    "X-Webhook-Timestamp": timestampOf(body),
    "X-Webhook-Hmac": signWithNode(body, secret, algorithm),
    "X-Webhook-Hmac-Algorithm": algorithm,
  };
}

function timestampOf(body: string): string {
  try {
    const parsed = JSON.parse(body) as { timestamp?: unknown };
    return typeof parsed.timestamp === "number"
      ? String(parsed.timestamp)
      : "0";
  } catch {
    return "0";
  }
}
