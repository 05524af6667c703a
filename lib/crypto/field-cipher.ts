import { gcm } from "@noble/ciphers/aes.js";
import { fromBase64Url, toBase64Url } from "./base64url";
import { type FieldKeyring, isFieldKeyId } from "./keyring";

const VERSION = "f1";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MAX_ENVELOPE_CHARS = 16_384;

/** What a ciphertext is bound to: it opens for no other tenant and in no other field. */
export interface FieldPlace {
  tenantId: string;
  /** Table and column, such as `ownModelKeys.envelope`. */
  field: string;
}

/**
 * `malformed`: no envelope of ours. `unknown_key`: its key is not in the ring.
 * `tampered`: it was changed, or made for another tenant, field or key.
 */
export type FieldFailure = "malformed" | "unknown_key" | "tampered";

export type OpenedField =
  { ok: true; text: string } | { ok: false; reason: FieldFailure };

interface Envelope {
  keyId: string;
  iv: Uint8Array;
  sealed: Uint8Array;
}

// A list in JSON has one reading: no tenant and field together look like another pair.
function associatedData(keyId: string, place: FieldPlace): Uint8Array {
  const bound = [VERSION, keyId, place.tenantId, place.field];
  return new TextEncoder().encode(JSON.stringify(bound));
}

function parseEnvelope(text: string): Envelope | null {
  if (text.length > MAX_ENVELOPE_CHARS) return null;
  const [version, keyId = "", ivText = "", sealedText = "", ...rest] =
    text.split(".");
  if (version !== VERSION || rest.length > 0 || !isFieldKeyId(keyId)) {
    return null;
  }
  const iv = fromBase64Url(ivText);
  const sealed = fromBase64Url(sealedText);
  if (iv?.length !== IV_BYTES || sealed === null) return null;
  return sealed.length < TAG_BYTES ? null : { keyId, iv, sealed };
}

/** The id of the key an envelope was made with; null when it is no envelope. */
export function keyIdOf(envelope: string): string | null {
  return parseEnvelope(envelope)?.keyId ?? null;
}

/**
 * Encrypts a text with the ring's current key: AES-256-GCM under a fresh random
 * 96-bit IV, `f1.<key id>.<iv>.<ciphertext and tag>` in base64url. Nobody chooses
 * the IV: one that comes twice under a key gives both texts away.
 */
export function sealField(
  ring: FieldKeyring,
  place: FieldPlace,
  text: string,
): string {
  const keyId = ring.currentId;
  const key = ring.bytesOf(keyId);
  if (key === null) throw new Error("The current key is in the ring.");
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const cipher = gcm(key, iv, associatedData(keyId, place));
  const sealed = cipher.encrypt(new TextEncoder().encode(text));
  return [VERSION, keyId, toBase64Url(iv), toBase64Url(sealed)].join(".");
}

/** Decrypts an envelope at its place; never throws for what is in it. */
export function openField(
  ring: FieldKeyring,
  place: FieldPlace,
  envelope: string,
): OpenedField {
  const parsed = parseEnvelope(envelope);
  if (parsed === null) return { ok: false, reason: "malformed" };
  const { keyId, iv, sealed } = parsed;
  const key = ring.bytesOf(keyId);
  if (key === null) return { ok: false, reason: "unknown_key" };
  let bytes: Uint8Array;
  try {
    bytes = gcm(key, iv, associatedData(keyId, place)).decrypt(sealed);
  } catch {
    return { ok: false, reason: "tampered" };
  }
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return { ok: true, text: decoder.decode(bytes) };
}

export type ResealedField =
  | { ok: true; envelope: string; isNew: boolean }
  | { ok: false; reason: FieldFailure };

/** The envelope under the ring's current key; the same one when it is already. */
export function resealField(
  ring: FieldKeyring,
  place: FieldPlace,
  envelope: string,
): ResealedField {
  const opened = openField(ring, place, envelope);
  if (!opened.ok) return opened;
  if (keyIdOf(envelope) === ring.currentId) {
    return { ok: true, envelope, isNew: false };
  }
  const next = sealField(ring, place, opened.text);
  return { ok: true, envelope: next, isNew: true };
}
