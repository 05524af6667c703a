import { sendEmpty, sendJson, type Exchange } from "../../shared/http";
import { asArray, asString } from "../../shared/json";
import type { Router } from "../../shared/router";
import { notFound } from "../errors";
import type { Gateway } from "../gateway";
import { bareIdOf, newBareId, serializeMessageId } from "../ids";
import { advanceAck } from "../messenger";
import type { StoredMessage } from "../model";
import { param, readJson } from "../request";
import type { Session } from "../session";

/** Marks messages of the customer as read by the business; returns the serialised ids. */
export function markRead(
  gateway: Gateway,
  session: Session,
  messages: readonly StoredMessage[],
): string[] {
  return messages
    .filter((message) => !message.fromMe)
    .filter((message) => advanceAck(gateway, session, message, 3))
    .map(serializeMessageId);
}

async function workingSession(gateway: Gateway, exchange: Exchange) {
  const body = await readJson(exchange);
  const session = await gateway.requireStatus(
    asString(body["session"]) ?? "default",
    ["WORKING"],
  );
  return { body, session };
}

function addTyping(router: Router, gateway: Gateway): void {
  for (const [path, typing] of [
    ["/api/startTyping", true],
    ["/api/stopTyping", false],
  ] as const) {
    router.on("POST", path, async (exchange) => {
      const { body, session } = await workingSession(gateway, exchange);
      const chat = session.book.open(asString(body["chatId"]) ?? "");
      chat.businessTyping = typing;
      session.counters.typing += 1;
      gateway.feed.changed(session.name, chat.key);
      sendJson(exchange.response, 201, { result: true });
    });
  }
}

/** WhatsApp tells of a customer's typing only where somebody asked, as long as the session runs. */
function addWatching(router: Router, gateway: Gateway): void {
  router.on(
    "POST",
    "/api/:session/presence/:chat/subscribe",
    async (exchange) => {
      const session = await gateway.requireStatus(param(exchange, "session"), [
        "WORKING",
      ]);
      session.book.open(param(exchange, "chat")).watched = true;
      sendEmpty(exchange.response, 201);
    },
  );
}

export function addPresenceRoutes(router: Router, gateway: Gateway): void {
  addWatching(router, gateway);
  router.on("POST", "/api/sendSeen", async (exchange) => {
    const { body, session } = await workingSession(gateway, exchange);
    const chat = session.book.open(asString(body["chatId"]) ?? "");
    const ids = new Set(
      asArray(body["messageIds"]).map((id) => bareIdOf(String(id))),
    );
    markRead(
      gateway,
      session,
      chat.messages.filter((each) => ids.size === 0 || ids.has(each.bareId)),
    );
    session.counters.seen += 1;
    sendEmpty(exchange.response, 201);
  });
  addTyping(router, gateway);
  router.on("PUT", "/api/reaction", async (exchange) => {
    const { body, session } = await workingSession(gateway, exchange);
    const target = asString(body["messageId"]) ?? "";
    const message = session.book.message(bareIdOf(target));
    if (message === null) throw notFound("Message not found");
    const text = asString(body["reaction"]) ?? "";
    message.reaction = text === "" ? null : text;
    const own = {
      fromMe: true,
      chatId: message.chatId,
      bareId: newBareId(),
      participant: null,
    };
    const timestamp = Math.floor(gateway.clock.now() / 1000);
    gateway.saver.request();
    gateway.feed.changed(session.name, session.book.open(message.chatId).key);
    gateway.events.emit(session, "message.reaction", {
      id: serializeMessageId(own),
      timestamp,
      from: message.chatId,
      fromMe: true,
      // WAHA says "app" for reactions sent by the API as well.
      source: "app",
      reaction: { text, messageId: serializeMessageId(message) },
    });
    sendJson(exchange.response, 200, {
      key: { fromMe: true, id: own.bareId },
      messageTimestamp: String(timestamp),
      status: "PENDING",
    });
  });
}
