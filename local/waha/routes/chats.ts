import { sendJson, type Exchange } from "../../shared/http";
import type { Router } from "../../shared/router";
import type { Chat } from "../chat-book";
import { notFound } from "../errors";
import type { Gateway } from "../gateway";
import { bareIdOf, digitsOf, newBareId } from "../ids";
import type { StoredMessage } from "../model";
import { messagePayload } from "../payloads";
import { param } from "../request";
import type { Session } from "../session";
import { markRead } from "./presence";

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 1_000;

function numberOf(query: URLSearchParams, name: string): number | null {
  const value = query.get(name);
  return value === null || value === "" || Number.isNaN(Number(value))
    ? null
    : Number(value);
}

function page(query: URLSearchParams): { limit: number; offset: number } {
  const limit = numberOf(query, "limit") ?? DEFAULT_LIMIT;
  return {
    limit: Math.min(Math.max(limit, 0), MAX_LIMIT),
    offset: Math.max(numberOf(query, "offset") ?? 0, 0),
  };
}

const ACK_VALUES: Readonly<Record<string, number>> = {
  ERROR: -1,
  PENDING: 0,
  SERVER: 1,
  DEVICE: 2,
  READ: 3,
  PLAYED: 4,
};

function matches(message: StoredMessage, query: URLSearchParams): boolean {
  const fromMe = query.get("filter.fromMe");
  const ack = query.get("filter.ack");
  const from = numberOf(query, "filter.timestamp.gte");
  const to = numberOf(query, "filter.timestamp.lte");
  return (
    (fromMe === null || String(message.fromMe) === fromMe) &&
    (ack === null || message.ack === (ACK_VALUES[ack] ?? Number(ack))) &&
    (from === null || message.timestamp >= from) &&
    (to === null || message.timestamp <= to)
  );
}

function messagesOf(session: Session, chatId: string): StoredMessage[] {
  if (chatId !== "all") return session.book.find(chatId)?.messages ?? [];
  return [...session.book.chats.values()].flatMap((chat) => chat.messages);
}

function listMessages(
  gateway: Gateway,
  exchange: Exchange,
  session: Session,
): void {
  const { query } = exchange;
  const { limit, offset } = page(query);
  const direction = query.get("sortOrder") === "asc" ? 1 : -1;
  const found = messagesOf(session, param(exchange, "chatId"))
    .filter((message) => matches(message, query))
    .sort(
      (one, other) =>
        direction *
        (one.timestamp - other.timestamp || one.sequence - other.sequence),
    )
    .slice(offset, offset + limit);
  const context = { session, baseUrl: gateway.baseUrl };
  sendJson(
    exchange.response,
    200,
    found.map((message) => messagePayload(message, context)),
  );
}

function overview(
  gateway: Gateway,
  session: Session,
  ids: readonly string[],
  slice: { limit: number; offset: number },
) {
  const latest = (chat: Chat): number => chat.messages.at(-1)?.sequence ?? 0;
  const wanted = new Set(ids.flatMap((id) => session.book.find(id)?.key ?? []));
  const context = { session, baseUrl: gateway.baseUrl };
  return [...session.book.chats.values()]
    .filter((chat) => ids.length === 0 || wanted.has(chat.key))
    .filter((chat) => chat.messages.length > 0)
    .sort((one, other) => latest(other) - latest(one))
    .slice(slice.offset, slice.offset + slice.limit)
    .map((chat) => {
      const last = chat.messages.at(-1);
      return {
        id: chat.key,
        name: chat.person?.name ?? null,
        picture: null,
        lastMessage: last === undefined ? null : messagePayload(last, context),
        _chat: { id: chat.key },
      };
    });
}

function addContactRoutes(router: Router, gateway: Gateway): void {
  router.on("GET", "/api/contacts/check-exists", async (exchange) => {
    const { query, response } = exchange;
    await gateway.requireStatus(query.get("session") ?? "default", ["WORKING"]);
    const phone = digitsOf(query.get("phone") ?? "");
    const isNumber = phone.length >= 7 && phone.length <= 15;
    sendJson(
      response,
      200,
      isNumber
        ? { numberExists: true, chatId: `${phone}@c.us` }
        : { numberExists: false },
    );
  });
  router.on("GET", "/api/:session/lids", (exchange) => {
    const session = gateway.requireSession(param(exchange, "session"));
    const { limit, offset } = page(exchange.query);
    const people = session.book
      .people()
      .filter((person) => person.phone !== null)
      .slice(offset, offset + limit);
    sendJson(
      exchange.response,
      200,
      people.map(({ lid, phone }) => ({ lid, pn: `${phone}@c.us` })),
    );
  });
  router.on("GET", "/api/:session/lids/:lid", (exchange) => {
    const session = gateway.requireSession(param(exchange, "session"));
    const lid = `${digitsOf(param(exchange, "lid"))}@lid`;
    const phone = session.book.personByLid(lid)?.phone ?? null;
    const pn = phone === null ? null : `${phone}@c.us`;
    sendJson(exchange.response, 200, { lid, pn });
  });
  router.on("GET", "/api/:session/lids/pn/:phone", (exchange) => {
    const session = gateway.requireSession(param(exchange, "session"));
    const pn = `${digitsOf(param(exchange, "phone"))}@c.us`;
    const lid = session.book.find(pn)?.person?.lid ?? null;
    sendJson(exchange.response, 200, { lid, pn });
  });
}

export function addChatRoutes(router: Router, gateway: Gateway): void {
  const working = (exchange: Exchange): Promise<Session> =>
    gateway.requireStatus(param(exchange, "session"), ["WORKING"]);

  router.on("GET", "/api/:session/new-message-id", async (exchange) => {
    await working(exchange);
    sendJson(exchange.response, 200, { id: newBareId() });
  });
  router.on("GET", "/api/:session/chats/overview", async (exchange) => {
    const session = await working(exchange);
    const ids = exchange.query
      .getAll("ids")
      .flatMap((value) => value.split(","))
      .filter((id) => id !== "");
    const slice = page(exchange.query);
    sendJson(exchange.response, 200, overview(gateway, session, ids, slice));
  });
  router.on("GET", "/api/:session/chats/:chatId/messages", async (exchange) => {
    listMessages(gateway, exchange, await working(exchange));
  });
  router.on(
    "GET",
    "/api/:session/chats/:chatId/messages/:messageId",
    async (exchange) => {
      const session = await working(exchange);
      const id = bareIdOf(param(exchange, "messageId"));
      const message = session.book.message(id);
      if (message === null) throw notFound("Message not found");
      const context = { session, baseUrl: gateway.baseUrl };
      sendJson(exchange.response, 200, messagePayload(message, context));
    },
  );
  router.on(
    "POST",
    "/api/:session/chats/:chatId/messages/read",
    async (exchange) => {
      const session = await working(exchange);
      const chat = session.book.find(param(exchange, "chatId"));
      const ids = markRead(gateway, session, chat?.messages ?? []);
      sendJson(exchange.response, 201, { ids });
    },
  );
  addContactRoutes(router, gateway);
}
