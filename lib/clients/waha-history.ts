import { member } from "../json";
import { type AckLevel, parseAckLevel } from "../whatsapp/ack";
import { parseMessage, type WahaMessage } from "../whatsapp/message";
import { sessionFailure, type SessionFailure } from "./waha-errors";
import { createWahaHttp, type WahaAnswer, type WahaOptions } from "./waha-http";

export interface ListedMessage {
  message: WahaMessage;
  ack: AckLevel | null;
}

export type ListingOutcome =
  | {
      ok: true;
      /** What could be read, oldest first. */
      messages: ListedMessage[];
      /** How many the gateway gave, unreadable ones included. */
      count: number;
    }
  | SessionFailure;

export interface WahaHistory {
  /** Messages of every chat of a session from `since` on, oldest first. */
  listMessages(input: {
    session: string;
    /** Epoch ms; the gateway counts in seconds. */
    since: number;
    offset: number;
    limit: number;
  }): Promise<ListingOutcome>;
  /** One message with its file made ready; null when it is not to be had. */
  getMessage(input: {
    session: string;
    chatId: string;
    bareId: string;
    fromMe: boolean;
  }): Promise<WahaMessage | null>;
}

/** Reads what one WAHA server has stored. No method throws for what it does. */
export function createWahaHistory(options: WahaOptions): WahaHistory {
  const http = createWahaHttp(options);
  return {
    listMessages: async ({ session, since, offset, limit }) => {
      const query = new URLSearchParams({
        limit: String(limit),
        offset: String(offset),
        sortBy: "timestamp",
        sortOrder: "asc",
        downloadMedia: "false",
        "filter.timestamp.gte": String(Math.floor(since / 1_000)),
      });
      const path = `/api/${encodeURIComponent(session)}/chats/all/messages`;
      return listing(await http.get(`${path}?${query.toString()}`));
    },
    getMessage: async ({ session, chatId, bareId, fromMe }) => {
      const id = `${String(fromMe)}_${chatId}_${bareId}`;
      const path = [session, "chats", chatId, "messages", id]
        .map(encodeURIComponent)
        .join("/");
      const answer = await http.get(`/api/${path}?downloadMedia=true`);
      return isGood(answer)
        ? (readMessage(answer.json)?.message ?? null)
        : null;
    },
  };
}

function listing(answer: WahaAnswer): ListingOutcome {
  const json = isGood(answer) ? answer.json : undefined;
  if (!Array.isArray(json)) return sessionFailure(answer);
  const payloads: unknown[] = json;
  return {
    ok: true,
    count: payloads.length,
    messages: payloads
      .map(readMessage)
      .filter((listed) => listed !== null)
      .sort((a, b) => a.message.sentAt - b.message.sentAt),
  };
}

function readMessage(payload: unknown): ListedMessage | null {
  const engine = null;
  const parsed = parseMessage(payload, { engine, occurredAt: null });
  if (!parsed.ok) return null;
  const ack = parseAckLevel(member(payload, "ack"), member(payload, "ackName"));
  return { message: parsed.message, ack };
}

function isGood(
  answer: WahaAnswer,
): answer is Extract<WahaAnswer, { kind: "response" }> {
  return (
    answer.kind === "response" && answer.status >= 200 && answer.status < 300
  );
}
