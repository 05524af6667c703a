import { member } from "../json";

export type MessageType =
  | "text"
  | "image"
  | "video"
  | "voice"
  | "audio"
  | "document"
  | "sticker"
  | "location"
  | "contact"
  | "unknown";

const BY_PROTOCOL_KEY: readonly (readonly [string, MessageType])[] = [
  ["imageMessage", "image"],
  ["videoMessage", "video"],
  ["ptvMessage", "video"],
  ["audioMessage", "audio"],
  ["documentMessage", "document"],
  ["documentWithCaptionMessage", "document"],
  ["stickerMessage", "sticker"],
  ["locationMessage", "location"],
  ["liveLocationMessage", "location"],
  ["contactMessage", "contact"],
  ["contactsArrayMessage", "contact"],
];

const BY_WEBJS_TYPE: ReadonlyMap<unknown, MessageType> = new Map<
  unknown,
  MessageType
>([
  ["image", "image"],
  ["video", "video"],
  ["ptt", "voice"],
  ["audio", "audio"],
  ["document", "document"],
  ["sticker", "sticker"],
  ["location", "location"],
  ["vcard", "contact"],
  ["multi_vcard", "contact"],
]);

/**
 * The type of a WAHA message payload, from the engine's raw object where it
 * says, else from the media type. `unknown` has neither text nor known media.
 */
export function messageTypeOf(payload: unknown, text: string): MessageType {
  return (
    typeFromEngine(payload) ??
    typeFromFields(payload) ??
    (text.length > 0 ? "text" : "unknown")
  );
}

function typeFromEngine(payload: unknown): MessageType | null {
  const webjs = BY_WEBJS_TYPE.get(member(payload, "_data", "type"));
  if (webjs !== undefined) return webjs;
  const raw =
    member(payload, "_data", "message") ?? member(payload, "_data", "Message");
  for (const [key, type] of BY_PROTOCOL_KEY) {
    const part = member(raw, key);
    if (typeof part !== "object" || part === null) continue;
    const isVoice = key === "audioMessage" && isPushToTalk(part);
    return isVoice ? "voice" : type;
  }
  return null;
}

function isPushToTalk(audio: object): boolean {
  return member(audio, "ptt") === true || member(audio, "PTT") === true;
}

function typeFromFields(payload: unknown): MessageType | null {
  const location = member(payload, "location");
  if (typeof location === "object" && location !== null) return "location";
  const cards = member(payload, "vCards");
  if (Array.isArray(cards) && cards.length > 0) return "contact";
  if (member(payload, "hasMedia") !== true) return null;
  const mimetype = member(payload, "media", "mimetype");
  return typeof mimetype === "string"
    ? typeFromMimetype(mimetype.toLowerCase())
    : "unknown";
}

function typeFromMimetype(mimetype: string): MessageType {
  if (mimetype.startsWith("image/webp")) return "sticker";
  if (mimetype.startsWith("image/")) return "image";
  if (mimetype.startsWith("video/")) return "video";
  // WhatsApp records voice notes, and nothing else, as Opus in Ogg.
  if (/^audio\/ogg\b.*\bopus\b/.test(mimetype)) return "voice";
  if (mimetype.startsWith("audio/")) return "audio";
  return "document";
}
