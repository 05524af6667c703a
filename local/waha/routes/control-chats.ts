import { z } from "zod";

import { sendJson, type Exchange } from "../../shared/http";
import type { Router } from "../../shared/router";
import type { Chat } from "../chat-book";
import type { Gateway } from "../gateway";
import { bareIdOf, digitsOf, newBareId, normalizeChatId } from "../ids";
import { receiveFromCustomer } from "../messenger";
import type { StoredMessage } from "../model";
import { messagePayload } from "../payloads";
import { MAX_MEDIA_JSON_BYTES, param, parseOr400, readJson } from "../request";
import type { Session } from "../session";
import { storeFile } from "./send";

const MAX_WAIT_MS = 120_000;
const DEFAULT_WAIT_MS = 30_000;

const saySchema = z.object({
  /** The customer's number in any form, or a chat id. */
  from: z.string().min(3),
  text: z.string().nullish(),
  /** A burst: several texts, `gapMs` apart. */
  texts: z.array(z.string()).max(200).nullish(),
  gapMs: z.number().min(0).max(60_000).default(0),
  name: z.string().max(100).nullish(),
  /** Write under the hidden id instead of the number. */
  lid: z.boolean().default(false),
  delayMs: z.number().min(0).max(600_000).default(0),
  /** Further deliveries of the same message, as after a reconnect. */
  duplicate: z.number().int().min(0).max(50).default(0),
  /** Epoch milliseconds; in the past for history. */
  sentAt: z.number().nullish(),
  ageSeconds: z.number().min(0).nullish(),
  messageId: z.string().nullish(),
  replyTo: z.string().nullish(),
  /** For a group: the group's id; `from` is then the author. */
  group: z.string().nullish(),
  media: z
    .object({
      kind: z.enum(["image", "video", "voice", "document"]),
      mimetype: z.string(),
      data: z.string(),
      filename: z.string().nullish(),
    })
    .nullish(),
});

type Say = z.infer<typeof saySchema>;

function chatIdOf(
  session: Session,
  say: Pick<Say, "from" | "lid" | "name">,
): string {
  const isId = say.from.includes("@");
  const author = isId
    ? normalizeChatId(say.from)
    : `${digitsOf(say.from)}@c.us`;
  if (!author.endsWith("@c.us")) return author;
  const person = session.book.meet(
    author.split("@")[0] ?? "",
    say.name ?? null,
  );
  return say.lid ? person.lid : author;
}

function redeliver(
  gateway: Gateway,
  session: Session,
  message: StoredMessage,
  times: number,
): void {
  const payload = messagePayload(message, {
    session,
    baseUrl: gateway.baseUrl,
  });
  for (let count = 0; count < times; count += 1) {
    gateway.events.emit(session, "message", payload);
    gateway.events.emit(session, "message.any", payload);
  }
}

function sayOnce(
  gateway: Gateway,
  session: Session,
  say: Say,
  text: string | null,
): StoredMessage {
  const now = gateway.clock.now();
  const author = chatIdOf(session, say);
  const bareId = say.messageId ?? newBareId();
  const group = say.group ?? null;
  const message = receiveFromCustomer(gateway, session, {
    chatId: group ?? author,
    participant: group === null ? null : author,
    body: text,
    pushName: say.name ?? session.book.find(author)?.person?.name ?? null,
    bareId,
    sentAt: say.sentAt ?? now - (say.ageSeconds ?? 0) * 1000,
    replyToId: typeof say.replyTo !== "string" ? null : bareIdOf(say.replyTo),
    media: !say.media
      ? null
      : storeFile(gateway, session, bareId, say.media, say.media.kind),
  });
  redeliver(gateway, session, message, say.duplicate);
  return message;
}

function viewMessage(message: StoredMessage) {
  return {
    sequence: message.sequence,
    bareId: message.bareId,
    chatId: message.chatId,
    fromMe: message.fromMe,
    source: message.source,
    text: message.body,
    timestamp: message.timestamp,
    ack: message.ack,
    reaction: message.reaction,
    media:
      message.media === null
        ? null
        : { kind: message.media.kind, filename: message.media.filename },
  };
}

function viewChat(chat: Chat) {
  const last = chat.messages.at(-1);
  return {
    chatId: chat.key,
    phone: chat.person?.phone ?? null,
    lid: chat.person?.lid ?? null,
    name: chat.person?.name ?? null,
    businessTyping: chat.businessTyping,
    lastMessage: last === undefined ? null : viewMessage(last),
  };
}

async function say(gateway: Gateway, exchange: Exchange): Promise<void> {
  const input = parseOr400(
    saySchema,
    await readJson(exchange, MAX_MEDIA_JSON_BYTES),
  );
  const session = gateway.requireSession(param(exchange, "session"));
  const texts = input.texts ?? [input.text ?? null];
  const said: StoredMessage[] = [];
  const later: number[] = [];
  texts.forEach((text, index) => {
    const delayMs = input.delayMs + index * input.gapMs;
    const one = index === 0 ? input : { ...input, messageId: null };
    if (delayMs === 0) {
      said.push(sayOnce(gateway, session, one, text));
    } else {
      later.push(delayMs);
      gateway.clock.after(delayMs, () => {
        sayOnce(gateway, session, one, text);
      });
    }
  });
  sendJson(exchange.response, 200, {
    messages: said.map(viewMessage),
    chatId: chatIdOf(session, input),
    delayed: later.length,
  });
}

/** Long poll: answers with the business's messages after a sequence number, or with none at the time limit. */
async function waitForReply(
  gateway: Gateway,
  exchange: Exchange,
): Promise<void> {
  const { query, response } = exchange;
  const session = gateway.requireSession(param(exchange, "session"));
  const chatId = query.get("chat");
  const after = Number(query.get("after") ?? 0);
  const limitMs = Math.min(
    Number(query.get("timeoutMs") ?? DEFAULT_WAIT_MS),
    MAX_WAIT_MS,
  );
  const deadline = performance.now() + limitMs;
  const replies = (): StoredMessage[] => {
    const chats =
      chatId === null
        ? [...session.book.chats.values()]
        : [session.book.find(chatId) ?? []].flat();
    return chats.flatMap((chat) =>
      chat.messages.filter((each) => each.fromMe && each.sequence > after),
    );
  };
  let found = replies();
  while (found.length === 0 && !response.destroyed) {
    const leftMs = deadline - performance.now();
    if (leftMs <= 0) break;
    await gateway.feed.nextChange(session.name, leftMs);
    found = replies();
  }
  sendJson(response, 200, { messages: found.map(viewMessage) });
}

const typingSchema = z.object({
  from: z.string().min(3),
  lid: z.boolean().default(false),
  state: z.enum(["typing", "recording", "paused"]),
});

/** The customer begins or stops to write; heard of only in a chat that is watched. */
async function showTyping(gateway: Gateway, exchange: Exchange): Promise<void> {
  const input = parseOr400(typingSchema, await readJson(exchange));
  const session = gateway.requireSession(param(exchange, "session"));
  const id = chatIdOf(session, { ...input, name: null });
  if (session.book.find(id)?.watched === true) {
    gateway.events.emit(session, "presence.update", {
      id,
      presences: [
        { participant: id, lastKnownPresence: input.state, lastSeen: null },
      ],
    });
  }
  sendJson(exchange.response, 200, {});
}

export function addConversationRoutes(router: Router, gateway: Gateway): void {
  router.on("POST", "/control/sessions/:session/typing", (exchange) =>
    showTyping(gateway, exchange),
  );
  router.on("POST", "/control/sessions/:session/say", (exchange) =>
    say(gateway, exchange),
  );
  router.on("GET", "/control/sessions/:session/wait", (exchange) =>
    waitForReply(gateway, exchange),
  );
  router.on("POST", "/control/sessions/:session/people", async (exchange) => {
    const schema = z.object({
      phone: z.string().min(7),
      name: z.string().max(100).nullish(),
    });
    const input = parseOr400(schema, await readJson(exchange));
    const session = gateway.requireSession(param(exchange, "session"));
    const person = session.book.meet(input.phone, input.name ?? null);
    gateway.feed.changed(session.name, null);
    sendJson(exchange.response, 200, { chatId: `${person.phone}@c.us` });
  });
  router.on("GET", "/control/sessions/:session/chats", (exchange) => {
    const session = gateway.requireSession(param(exchange, "session"));
    const limit = Number(exchange.query.get("limit") ?? 100);
    const chats = [...session.book.chats.values()]
      .sort(
        (one, other) =>
          (other.messages.at(-1)?.sequence ?? 0) -
          (one.messages.at(-1)?.sequence ?? 0),
      )
      .slice(0, limit);
    sendJson(exchange.response, 200, { chats: chats.map(viewChat) });
  });
  router.on("GET", "/control/sessions/:session/chats/:chat", (exchange) => {
    const session = gateway.requireSession(param(exchange, "session"));
    const chat = session.book.open(param(exchange, "chat"));
    const limit = Number(exchange.query.get("limit") ?? 200);
    sendJson(exchange.response, 200, {
      ...viewChat(chat),
      messages: chat.messages.slice(-limit).map(viewMessage),
    });
  });
}
