import { createHash, randomBytes } from "node:crypto";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function encodeTime(now: number): string {
  let rest = now;
  let text = "";
  for (let index = 0; index < 10; index += 1) {
    text = CROCKFORD.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** An upper-case ULID. */
export function ulid(now: number): string {
  let text = encodeTime(now);
  for (const byte of randomBytes(16)) text += CROCKFORD.charAt(byte % 32);
  return text;
}

/** A message id as the NOWEB engine makes it: 3EB0 and 18 hex digits. */
export function newBareId(): string {
  return `3EB0${randomBytes(9).toString("hex").toUpperCase()}`;
}

/** The request id of a webhook since 2025.11.4: an opaque lower-case string. */
export function requestId(now: number): string {
  return `${now.toString(36)}${randomBytes(6).toString("hex")}`;
}

/** The hidden id of a phone number: stable, fifteen digits. */
export function lidOf(phone: string): string {
  const digest = createHash("sha256").update(`lid:${phone}`).digest();
  const digits = (digest.readBigUInt64BE() % 10n ** 14n).toString();
  return `1${digits.padStart(14, "0")}@lid`;
}

export function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

/** `@s.whatsapp.net` and a device suffix are the engine's; the API speaks `@c.us`. */
export function normalizeChatId(text: string): string {
  const [user = "", host = ""] = text.trim().split("@");
  const plainUser = user.split(":")[0] ?? "";
  if (host === "" || host === "s.whatsapp.net") {
    return `${digitsOf(plainUser)}@c.us`;
  }
  return `${plainUser}@${host}`;
}

/** The engine's own form of a chat id. */
export function toJid(chatId: string): string {
  return chatId.replace(/@c\.us$/, "@s.whatsapp.net");
}

export function serializeMessageId(message: {
  fromMe: boolean;
  chatId: string;
  bareId: string;
  participant: string | null;
}): string {
  const tail = message.participant === null ? "" : `_${message.participant}`;
  return `${message.fromMe}_${message.chatId}_${message.bareId}${tail}`;
}

/** The bare id inside a serialised message id; a bare id stays as it is. */
export function bareIdOf(text: string): string {
  return text.split("_")[2] ?? text;
}
