import { serializeMessageId, toJid } from "./ids";
import { ACK_NAMES, type StoredMessage } from "./model";
import type { Session } from "./session";

export interface PayloadContext {
  session: Session;
  /** Where this server is reached, for media addresses. */
  baseUrl: string;
}

function mediaOf(message: StoredMessage, context: PayloadContext) {
  if (message.media === null) return null;
  const { fileName, mimetype, filename } = message.media;
  return {
    url: `${context.baseUrl}/api/files/${context.session.name}/${fileName}`,
    filename,
    mimetype,
  };
}

function quotedOf(message: StoredMessage, session: Session) {
  if (message.replyToId === null) return null;
  const quoted = session.book.message(message.replyToId);
  return {
    id: message.replyToId,
    participant: message.chatId,
    body: quoted?.body ?? null,
    _data: { conversation: quoted?.body ?? "" },
  };
}

/** The key of the engine's own message object. */
export function engineKey(message: StoredMessage, session: Session) {
  const person = session.book.find(message.chatId)?.person ?? null;
  const isHidden = message.chatId.endsWith("@lid");
  return {
    remoteJid: toJid(message.chatId),
    ...(isHidden && typeof person?.phone === "string"
      ? { remoteJidAlt: `${person.phone}@s.whatsapp.net` }
      : {}),
    fromMe: message.fromMe,
    id: message.bareId,
    ...(message.participant === null
      ? {}
      : { participant: toJid(message.participant) }),
  };
}

function engineContent(message: StoredMessage) {
  const text = message.body ?? "";
  if (message.media === null) {
    return message.source === "api"
      ? { extendedTextMessage: { text } }
      : { conversation: text };
  }
  const { mimetype, kind, filename } = message.media;
  switch (kind) {
    case "image":
      return { imageMessage: { mimetype, caption: text } };
    case "video":
      return { videoMessage: { mimetype, caption: text } };
    case "voice":
      return { audioMessage: { mimetype, ptt: true } };
    case "document":
      return { documentMessage: { mimetype, fileName: filename } };
  }
}

/** What NOWEB answers to a send: the raw engine message. */
export function rawMessage(message: StoredMessage, session: Session) {
  return {
    key: engineKey(message, session),
    message: engineContent(message),
    messageTimestamp: String(message.timestamp),
    status: "PENDING",
  };
}

/** A message as the API and the `message` events show it. */
export function messagePayload(
  message: StoredMessage,
  context: PayloadContext,
) {
  const isGroup = message.chatId.endsWith("@g.us");
  return {
    id: serializeMessageId(message),
    timestamp: message.timestamp,
    from: message.chatId,
    fromMe: message.fromMe,
    source: message.source,
    body: message.body,
    ...(isGroup ? { to: message.chatId } : {}),
    ...(message.participant === null
      ? {}
      : { participant: message.participant }),
    hasMedia: message.media !== null,
    media: mediaOf(message, context),
    ack: message.ack,
    ackName: ACK_NAMES[message.ack],
    replyTo: quotedOf(message, context.session),
    _data:
      message.source === "api"
        ? rawMessage(message, context.session)
        : {
            key: engineKey(message, context.session),
            messageTimestamp: message.timestamp,
            ...(message.pushName === null
              ? {}
              : { pushName: message.pushName }),
            message: engineContent(message),
            status: message.ack + 1,
          },
  };
}

export function ackPayload(message: StoredMessage) {
  return {
    id: serializeMessageId(message),
    from: message.chatId,
    ...(message.participant === null
      ? {}
      : { to: message.chatId, participant: message.participant }),
    fromMe: message.fromMe,
    ack: message.ack,
    ackName: ACK_NAMES[message.ack],
  };
}
