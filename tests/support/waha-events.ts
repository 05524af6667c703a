import {
  BUSINESS_PHONE,
  CUSTOMER_LID,
  CUSTOMER_PHONE,
  DEFAULT_AT,
  DEFAULT_SESSION,
  GROUP_ID,
  chatIdOf,
  envelope,
  newBareId,
  type MessageOptions,
  type WahaBody,
} from "./waha-envelope";

/** A text message from a customer, as `message`. */
export function textMessage(options: MessageOptions = {}): WahaBody {
  const text = options.text === undefined ? "Hello" : options.text;
  return message({ conversation: text }, {}, { ...options, text });
}

/** The same message as `message` and as `message.any`: equal id, new event ids. */
export function bothForms(options: MessageOptions = {}): [WahaBody, WahaBody] {
  const same = { ...options, bareId: options.bareId ?? newBareId() };
  return [textMessage(same), textMessage({ ...same, event: "message.any" })];
}

/** A message in a chat whose phone number WhatsApp hides. */
export function lidMessage(
  options: MessageOptions & { withPhone?: boolean } = {},
): WahaBody {
  const body = textMessage({ ...options, lid: options.lid ?? CUSTOMER_LID });
  if (options.withPhone === false) {
    const { key } = body.payload["_data"] as { key: Record<string, unknown> };
    delete key["remoteJidAlt"];
  }
  return body;
}

/** The echo of a message we sent through the API. */
export function ownEcho(options: MessageOptions = {}): WahaBody {
  return textMessage({
    event: "message.any",
    ...options,
    fromMe: true,
    source: options.source ?? "api",
  });
}

/** A message that somebody typed on the business's own phone. */
export function ownPhoneMessage(options: MessageOptions = {}): WahaBody {
  return ownEcho({ ...options, source: "app" });
}

export type MediaKind =
  "image" | "video" | "voice" | "audio" | "document" | "sticker";

const MEDIA: Record<
  MediaKind,
  { key: string; mimetype: string; ending: string }
> = {
  image: { key: "imageMessage", mimetype: "image/jpeg", ending: "jpeg" },
  video: { key: "videoMessage", mimetype: "video/mp4", ending: "mp4" },
  voice: {
    key: "audioMessage",
    mimetype: "audio/ogg; codecs=opus",
    ending: "oga",
  },
  audio: { key: "audioMessage", mimetype: "audio/mpeg", ending: "mp3" },
  document: {
    key: "documentMessage",
    mimetype: "application/pdf",
    ending: "pdf",
  },
  sticker: { key: "stickerMessage", mimetype: "image/webp", ending: "webp" },
};

/** A message with media; `text` is its caption. `download: "failed"` has no url. */
export function mediaMessage(
  kind: MediaKind,
  options: MessageOptions & {
    filename?: string;
    download?: "done" | "failed" | "none";
  } = {},
): WahaBody {
  const { key, mimetype, ending } = MEDIA[kind];
  const bareId = options.bareId ?? newBareId();
  const session = options.session ?? DEFAULT_SESSION;
  const url = `http://localhost:3000/api/files/${session}/${bareId}.${ending}`;
  const file = { filename: options.filename ?? null, mimetype };
  const media = {
    done: { url, ...file },
    failed: { url: null, ...file, error: { message: "403" } },
    none: null,
  }[options.download ?? "done"];
  return message(
    { [key]: { mimetype, ...(kind === "voice" ? { ptt: true } : {}) } },
    { hasMedia: true, media },
    { text: null, ...options, bareId },
  );
}

export function locationMessage(options: MessageOptions = {}): WahaBody {
  const place = { degreesLatitude: -33.9, degreesLongitude: 18.4 };
  return message(
    { locationMessage: place },
    { location: { latitude: -33.9, longitude: 18.4, description: "Here" } },
    { text: null, ...options },
  );
}

export function contactMessage(options: MessageOptions = {}): WahaBody {
  const vcard = "BEGIN:VCARD\nVERSION:3.0\nFN:Somebody\nEND:VCARD";
  return message(
    { contactMessage: { displayName: "Somebody", vcard } },
    { vCards: [vcard] },
    { text: null, ...options },
  );
}

/** A message in a group, its author hidden behind a lid. */
export function groupMessage(options: MessageOptions = {}): WahaBody {
  const bareId = options.bareId ?? newBareId();
  const author = `${options.lid ?? CUSTOMER_LID}@lid`;
  const body = textMessage({ ...options, bareId });
  body.payload = {
    ...body.payload,
    id: `${options.fromMe ?? false}_${GROUP_ID}_${bareId}_${author}`,
    from: GROUP_ID,
    to: GROUP_ID,
    participant: author,
    _data: {
      key: {
        remoteJid: GROUP_ID,
        fromMe: options.fromMe ?? false,
        id: bareId,
        participant: author,
        participantAlt: `${options.phone ?? CUSTOMER_PHONE}@s.whatsapp.net`,
      },
      pushName: options.pushName ?? "Thandi",
      message: { conversation: options.text ?? "Hello" },
    },
  };
  return body;
}

/** A story. */
export function statusMessage(options: MessageOptions = {}): WahaBody {
  return inChat("status@broadcast", options);
}

export function newsletterMessage(options: MessageOptions = {}): WahaBody {
  return inChat("120363888000000001@newsletter", options);
}

export function broadcastMessage(options: MessageOptions = {}): WahaBody {
  return inChat("1795000000@broadcast", options);
}

/** A message that a reconnect brings up `ageMs` after it was written. */
export function historyMessage(
  ageMs: number,
  options: MessageOptions = {},
): WahaBody {
  const at = options.at ?? DEFAULT_AT;
  return textMessage({ ...options, at, sentAt: at - ageMs });
}

function inChat(chatId: string, options: MessageOptions): WahaBody {
  const bareId = options.bareId ?? newBareId();
  const body = textMessage({ ...options, bareId });
  body.payload = {
    ...body.payload,
    id: `false_${chatId}_${bareId}`,
    from: chatId,
  };
  return body;
}

function message(
  content: Record<string, unknown>,
  extra: Record<string, unknown>,
  options: MessageOptions,
): WahaBody {
  const bareId = options.bareId ?? newBareId();
  const chatId = chatIdOf(options);
  const fromMe = options.fromMe ?? false;
  const seconds = Math.floor(
    (options.sentAt ?? options.at ?? DEFAULT_AT) / 1_000,
  );
  const isWebjs = options.engine === "WEBJS";
  const me = `${BUSINESS_PHONE}@c.us`;
  return envelope(
    "message",
    {
      id: `${fromMe}_${chatId}_${bareId}`,
      timestamp: seconds,
      // On WEBJS the sender of an own message is the business itself.
      from: isWebjs && fromMe ? me : chatId,
      ...(isWebjs ? { to: fromMe ? chatId : me } : {}),
      fromMe,
      source: options.source ?? "app",
      body: options.text ?? null,
      hasMedia: false,
      media: null,
      ack: fromMe ? 0 : 2,
      ackName: fromMe ? "PENDING" : "DEVICE",
      replyTo: options.replyTo ?? null,
      ...extra,
      _data: engineData(bareId, content, fromMe, options, seconds),
    },
    options,
  );
}

function engineData(
  bareId: string,
  content: Record<string, unknown>,
  fromMe: boolean,
  options: MessageOptions,
  seconds: number,
): Record<string, unknown> {
  const phoneJid = `${options.phone ?? CUSTOMER_PHONE}@s.whatsapp.net`;
  const pushName =
    options.pushName === undefined
      ? fromMe
        ? "Kiosk Demo"
        : "Thandi"
      : options.pushName;
  return {
    key: {
      remoteJid: options.lid === undefined ? phoneJid : `${options.lid}@lid`,
      ...(options.lid === undefined ? {} : { remoteJidAlt: phoneJid }),
      fromMe,
      id: bareId,
    },
    messageTimestamp: seconds,
    ...(pushName === null ? {} : { pushName }),
    message: content,
    status: fromMe ? 1 : 3,
  };
}
