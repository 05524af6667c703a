import { member } from "../json";
import { parseChatId, parseMessageId, type ChatKind } from "./chat-id";
import { messageTypeOf, type MessageType } from "./message-type";
import { instantOf, storable, textOf } from "./read";

export interface WahaMedia {
  mimetype: string | null;
  filename: string | null;
  path: string | null;
}

export interface WahaMessage {
  bareId: string;
  chatId: string;
  chatKind: ChatKind;
  fromMe: boolean;
  source: "app" | "api" | null;
  sentAt: number;
  text: string;
  messageType: MessageType;
  media: WahaMedia | null;
  phone: string | null;
  lid: string | null;
  pushName: string | null;
  replyToId: string | null;
}

type Parsed =
  { ok: true; message: WahaMessage } | { ok: false; reason: string };

const MAX_TEXT_CHARS = 65_536;
const MAX_ID_CHARS = 256;
const MAX_NAME_CHARS = 100;

// NOWEB, older NOWEB and GOWS name the other address of a chat differently.
const ALTERNATE_PATHS: readonly (readonly string[])[] = [
  ["_data", "key", "remoteJid"],
  ["_data", "key", "remoteJidAlt"],
  ["_data", "key", "senderPn"],
  ["_data", "key", "senderLid"],
  ["_data", "Info", "Chat"],
];

/** Reads the payload of `message` and `message.any`. Never throws. */
export function parseMessage(
  payload: unknown,
  context: { engine: string | null; occurredAt: number | null },
): Parsed {
  const id = serializedId(member(payload, "id"));
  if (id === null) return { ok: false, reason: "message without an id" };
  const parts = parseMessageId(id);
  const fromMe = booleanOf(member(payload, "fromMe")) ?? parts.fromMe ?? false;
  const chat = chatOf(payload, parts.chatId, fromMe, context.engine);
  if (chat === null) return { ok: false, reason: "message without a chat" };
  const sentAt =
    instantOf(member(payload, "timestamp")) ??
    instantOf(member(payload, "_data", "messageTimestamp")) ??
    context.occurredAt;
  if (sentAt === null) return { ok: false, reason: "message without a time" };
  const text = textOf(member(payload, "body"), MAX_TEXT_CHARS) ?? "";
  const isDirect = chat.kind === "direct";
  const others = isDirect ? alternates(payload, fromMe) : [];
  return {
    ok: true,
    message: {
      bareId: parts.bareId,
      chatId: chat.chatId,
      chatKind: chat.kind,
      fromMe,
      source: sourceOf(member(payload, "source")),
      sentAt,
      text,
      messageType: messageTypeOf(payload, text),
      media: mediaOf(payload),
      phone: chat.phone ?? firstOf(others.map((other) => other.phone)),
      lid: chat.lid ?? firstOf(others.map((other) => other.lid)),
      pushName: isDirect && !fromMe ? pushNameOf(payload) : null,
      replyToId: replyToOf(member(payload, "replyTo")),
    },
  };
}

/** The id as text, also where whatsapp-web.js sends an object. */
export function serializedId(id: unknown): string | null {
  const text = typeof id === "string" ? id : member(id, "_serialized");
  return textOf(text, MAX_ID_CHARS)?.trim() ?? null;
}

// The id names the chat on every engine; `from` is the chat on NOWEB and GOWS,
// but the business itself on WEBJS when the message is its own.
function chatOf(
  payload: unknown,
  chatIdFromId: string | null,
  fromMe: boolean,
  engine: string | null,
) {
  if (chatIdFromId !== null) {
    const chat = parseChatId(chatIdFromId);
    if (chat.kind !== "unknown") return chat;
  }
  const field = fromMe && engine === "WEBJS" ? "to" : "from";
  const text = textOf(member(payload, field), MAX_ID_CHARS);
  return text === null ? null : parseChatId(text);
}

function alternates(payload: unknown, fromMe: boolean) {
  // GOWS describes sender and recipient; only the one that is not us counts.
  const gows = fromMe ? "RecipientAlt" : "SenderAlt";
  return [...ALTERNATE_PATHS, ["_data", "Info", gows]].flatMap((path) => {
    const text = textOf(member(payload, ...path), MAX_ID_CHARS);
    const chat = text === null ? null : parseChatId(text);
    return chat?.kind === "direct" ? [chat] : [];
  });
}

function mediaOf(payload: unknown): WahaMedia | null {
  if (member(payload, "hasMedia") !== true) return null;
  const media = member(payload, "media");
  return {
    mimetype: textOf(member(media, "mimetype"), 128),
    filename: textOf(member(media, "filename"), 255),
    path: mediaPathOf(member(media, "url")),
  };
}

// Only the path is kept: the host is whatever the sender configured, and a
// fetch there would carry our API key.
function mediaPathOf(url: unknown): string | null {
  const text = textOf(url, 2_048);
  if (text === null) return null;
  try {
    const path = new URL(text).pathname;
    const isSafe =
      path.startsWith("/api/files/") && !/%2e|%2f|%5c|%00|\/\//i.test(path);
    return isSafe ? path : null;
  } catch {
    return null;
  }
}

function pushNameOf(payload: unknown): string | null {
  const name =
    textOf(member(payload, "_data", "pushName"), MAX_NAME_CHARS) ??
    textOf(member(payload, "_data", "notifyName"), MAX_NAME_CHARS) ??
    textOf(member(payload, "_data", "Info", "PushName"), MAX_NAME_CHARS);
  return name === null ? null : storable(name.trim(), MAX_NAME_CHARS);
}

function replyToOf(replyTo: unknown): string | null {
  const id = serializedId(
    typeof replyTo === "string" ? replyTo : member(replyTo, "id"),
  );
  return id === null ? null : parseMessageId(id).bareId;
}

function sourceOf(source: unknown): WahaMessage["source"] {
  return source === "app" || source === "api" ? source : null;
}

function booleanOf(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

function firstOf(values: readonly (string | null)[]): string | null {
  return values.find((value) => value !== null) ?? null;
}
