import { member } from "../json";
import { parseMessageId } from "../whatsapp/chat-id";
import { instantOf } from "../whatsapp/read";
import { sendFailure, type SendFailure } from "./waha-errors";
import { createWahaHttp, type WahaAnswer, type WahaOptions } from "./waha-http";
import { createWahaSessions, type WahaSessions } from "./waha-sessions";

export { webhookConfig } from "./waha-sessions";

export type SendOutcome = { ok: true; bareId: string } | SendFailure;

interface ChatRef {
  session: string;
  chatId: string;
}

export interface WahaClient extends WahaSessions {
  /** Whether the server itself answers, whatever its sessions do. */
  isUp(): Promise<boolean>;
  sendText(input: {
    session: string;
    chatId: string;
    text: string;
    messageId: string;
    replyTo?: string;
  }): Promise<SendOutcome>;
  sendSeen(chat: ChatRef): Promise<{ ok: boolean }>;
  startTyping(chat: ChatRef): Promise<{ ok: boolean }>;
  stopTyping(chat: ChatRef): Promise<{ ok: boolean }>;
  /** Asks for `presence.update` events of a chat. */
  watchPresence(chat: ChatRef): Promise<{ ok: boolean }>;
  findSent(input: {
    session: string;
    chatId: string;
    messageId: string;
    text: string;
    since: number;
  }): Promise<"found" | "absent" | "unavailable">;
}

const LOOKUP_LIMIT = 50;
/** The gateway's clock may run behind ours; the id decides, not the time. */
const CLOCK_TOLERANCE_S = 5 * 60;

/**
 * A client for one WAHA server. No method throws for what the server does; each
 * ends within `timeoutMs`, which should be at least 15 seconds because WAHA
 * itself waits up to 10 for a session. Throws a plain Error on an empty key or
 * an unsafe address.
 */
export function createWahaClient(options: WahaOptions): WahaClient {
  const http = createWahaHttp(options);
  const poke = async (path: string, chat: ChatRef) => {
    const answer = await http.post(path, {
      session: chat.session,
      chatId: chat.chatId,
    });
    return { ok: isGood(answer) };
  };
  return {
    ...createWahaSessions(http),
    isUp: async () => {
      const answer = await http.get("/ping");
      return answer.kind === "response" && answer.status < 500;
    },
    sendText: async (input) => {
      const body = {
        session: input.session,
        chatId: input.chatId,
        text: input.text,
        // Chosen by us and stored before, so that the echo and the acks match
        // even when this answer is lost.
        id: input.messageId,
        ...(input.replyTo === undefined ? {} : { reply_to: input.replyTo }),
      };
      return sent(await http.post("/api/sendText", body), input.messageId);
    },
    sendSeen: (chat) => poke("/api/sendSeen", chat),
    startTyping: (chat) => poke("/api/startTyping", chat),
    stopTyping: (chat) => poke("/api/stopTyping", chat),
    watchPresence: async ({ session, chatId }) => {
      const path = `/api/${encodeURIComponent(session)}/presence/${encodeURIComponent(chatId)}/subscribe`;
      return { ok: isGood(await http.post(path, {})) };
    },
    findSent: async (input) => {
      const query = new URLSearchParams({
        limit: String(LOOKUP_LIMIT),
        downloadMedia: "false",
        "filter.fromMe": "true",
        "filter.timestamp.gte": String(
          Math.floor(input.since / 1_000) - CLOCK_TOLERANCE_S,
        ),
      });
      const path = `/api/${encodeURIComponent(input.session)}/chats/${encodeURIComponent(input.chatId)}/messages`;
      return lookUp(await http.get(`${path}?${query.toString()}`), input);
    },
  };
}

function sent(answer: WahaAnswer, messageId: string): SendOutcome {
  const json = isGood(answer) ? answer.json : undefined;
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return sendFailure(answer);
  }
  return { ok: true, bareId: bareIdOf(json) ?? messageId };
}

// The three engines answer in three shapes.
function bareIdOf(message: unknown): string | null {
  const id =
    member(message, "key", "id") ??
    member(message, "id", "_serialized") ??
    member(message, "id");
  if (typeof id !== "string" || id.length > 256) return null;
  const { bareId } = parseMessageId(id);
  return bareId.length > 0 ? bareId : null;
}

function lookUp(
  answer: WahaAnswer,
  wanted: { messageId: string; text: string; since: number },
): "found" | "absent" | "unavailable" {
  const json = isGood(answer) ? answer.json : undefined;
  if (!Array.isArray(json)) return "unavailable";
  const messages: unknown[] = json;
  const sinceSecond = Math.floor(wanted.since / 1_000) * 1_000;
  const isFound = messages.some((message) => {
    if (bareIdOf(message) === wanted.messageId) return true;
    const at = instantOf(member(message, "timestamp"));
    return (
      member(message, "fromMe") === true &&
      member(message, "body") === wanted.text &&
      at !== null &&
      at >= sinceSecond
    );
  });
  if (isFound) return "found";
  // A full page may hide it further down.
  return messages.length >= LOOKUP_LIMIT ? "unavailable" : "absent";
}

function isGood(
  answer: WahaAnswer,
): answer is Extract<WahaAnswer, { kind: "response" }> {
  return (
    answer.kind === "response" && answer.status >= 200 && answer.status < 300
  );
}
