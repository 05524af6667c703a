import type { Gateway } from "./gateway";
import { newBareId, normalizeChatId } from "./ids";
import type { Ack, Media, StoredMessage } from "./model";
import { ackPayload, messagePayload } from "./payloads";
import type { Session } from "./session";

export interface Outgoing {
  chatId: string;
  body: string | null;
  source: "app" | "api";
  bareId: string | null;
  replyToId: string | null;
  media: Media | null;
  acks: "all" | "none" | "error";
}

export interface Incoming {
  chatId: string;
  body: string | null;
  pushName: string | null;
  bareId: string | null;
  /** Milliseconds; older than now for history. */
  sentAt: number;
  replyToId: string | null;
  media: Media | null;
  participant: string | null;
}

/** Stores a message and tells the pages; the caller emits its events. */
function keep(
  gateway: Gateway,
  session: Session,
  message: Omit<StoredMessage, "sequence" | "reaction">,
): StoredMessage {
  const stored: StoredMessage = {
    ...message,
    sequence: gateway.nextSequence(),
    reaction: null,
  };
  const chat = session.book.add(stored);
  session.activityAt = gateway.clock.now();
  gateway.saver.request();
  gateway.feed.changed(session.name, chat.key);
  return stored;
}

/** Moves an ack forward, never back; true when it changed. */
export function advanceAck(
  gateway: Gateway,
  session: Session,
  message: StoredMessage,
  ack: Ack,
): boolean {
  if (ack !== -1 && (message.ack === -1 || ack <= message.ack)) return false;
  message.ack = ack;
  gateway.saver.request();
  gateway.feed.changed(
    session.name,
    session.book.find(message.chatId)?.key ?? null,
  );
  return true;
}

function scheduleAcks(
  gateway: Gateway,
  session: Session,
  message: StoredMessage,
  plan: Outgoing["acks"],
): void {
  if (plan === "none") return;
  const at = (delayMs: number | null, ack: Ack): void => {
    if (delayMs === null) return;
    gateway.clock.after(delayMs, () => {
      if (session.status !== "WORKING") return;
      if (!advanceAck(gateway, session, message, ack)) return;
      const isGroup = message.chatId.endsWith("@g.us");
      gateway.events.emit(
        session,
        isGroup ? "message.ack.group" : "message.ack",
        ackPayload(message),
      );
    });
  };
  const { serverMs, deviceMs, readMs } = gateway.acks;
  at(serverMs, 1);
  if (plan === "error") {
    at(deviceMs ?? serverMs ?? 0, -1);
    return;
  }
  at(deviceMs, 2);
  at(readMs, 3);
}

/** A message leaves the business: by the API, or by the business's own phone. */
export function sendFromBusiness(
  gateway: Gateway,
  session: Session,
  outgoing: Outgoing,
): StoredMessage {
  const message = keep(gateway, session, {
    bareId: outgoing.bareId ?? newBareId(),
    chatId: normalizeChatId(outgoing.chatId),
    fromMe: true,
    source: outgoing.source,
    body: outgoing.body,
    timestamp: Math.floor(gateway.clock.now() / 1000),
    ack: 0,
    media: outgoing.media,
    replyToId: outgoing.replyToId,
    pushName: null,
    participant: null,
  });
  const chat = session.book.open(message.chatId);
  chat.businessTyping = false;
  if (outgoing.source === "api") session.counters.sends += 1;
  // The echo shows the message as it was sent, not as later acks leave it.
  const echo = messagePayload(message, { session, baseUrl: gateway.baseUrl });
  gateway.clock.after(0, () => {
    gateway.events.emit(session, "message.any", echo);
  });
  scheduleAcks(gateway, session, message, outgoing.acks);
  return message;
}

/** A message from a customer reaches the business; while offline it waits for the connection. */
export function receiveFromCustomer(
  gateway: Gateway,
  session: Session,
  incoming: Incoming,
): StoredMessage {
  const message = keep(gateway, session, {
    bareId: incoming.bareId ?? newBareId(),
    chatId: normalizeChatId(incoming.chatId),
    fromMe: false,
    source: "app",
    body: incoming.body,
    timestamp: Math.floor(incoming.sentAt / 1000),
    ack: 1,
    media: incoming.media,
    replyToId: incoming.replyToId,
    pushName: incoming.pushName,
    participant: incoming.participant,
  });
  session.counters.received += 1;
  const deliver = (): void => {
    advanceAck(gateway, session, message, 2);
    const payload = messagePayload(message, {
      session,
      baseUrl: gateway.baseUrl,
    });
    gateway.events.emit(session, "message", payload);
    gateway.events.emit(session, "message.any", payload);
  };
  if (session.status === "WORKING") deliver();
  else session.waiting.push(deliver);
  return message;
}
