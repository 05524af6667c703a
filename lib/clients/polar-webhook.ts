import { Webhook, WebhookVerificationError } from "standardwebhooks";

export type WebhookVerdict =
  | { ok: true; eventId: string; text: string }
  | { ok: false; reason: "missing_signature" | "malformed" | "mismatch" };

/** Printable and without the dot that parts the signed fields. */
const EVENT_ID = /^[\w:-]{1,200}$/;
const TIMESTAMP = /^\d{1,12}$/;
const MAX_SIGNATURE_CHARS = 2_000;

/**
 * Verifies a Polar webhook over its raw bytes: id, timestamp and body are signed,
 * and a timestamp more than five minutes off is refused. Any of the secrets may
 * have signed it. Polar's key is the text of the secret itself, in UTF-8.
 * Source: https://polar.sh/docs/integrate/webhooks/delivery, "Verify signature".
 * Throws a plain Error on an empty secret or no secrets at all.
 */
export function verifyPolarWebhook(
  body: Uint8Array,
  headers: Pick<Headers, "get">,
  secrets: readonly string[],
): WebhookVerdict {
  if (secrets.length === 0) throw new Error("No webhook secret is set.");
  const eventId = headers.get("webhook-id");
  const timestamp = headers.get("webhook-timestamp");
  const signature = headers.get("webhook-signature");
  if (eventId === null || timestamp === null || signature === null) {
    return { ok: false, reason: "missing_signature" };
  }
  const text = decode(body);
  const isSound =
    text !== null &&
    text !== "" &&
    EVENT_ID.test(eventId) &&
    TIMESTAMP.test(timestamp) &&
    signature.length <= MAX_SIGNATURE_CHARS;
  if (!isSound) return { ok: false, reason: "malformed" };
  const signed = {
    "webhook-id": eventId,
    "webhook-timestamp": timestamp,
    "webhook-signature": signature,
  };
  return secrets.some((secret) => isSignedBy(secret, text, signed))
    ? { ok: true, eventId, text }
    : { ok: false, reason: "mismatch" };
}

function isSignedBy(
  secret: string,
  text: string,
  headers: Record<string, string>,
): boolean {
  const key = new TextEncoder().encode(secret);
  const webhook = new Webhook(key, { format: "raw" });
  try {
    webhook.verify(text, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

/** The text whose UTF-8 is exactly these bytes; null when there is none. */
function decode(body: Uint8Array): string | null {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(body);
  } catch {
    return null;
  }
}
