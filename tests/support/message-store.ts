import { vi } from "vitest";
import { messageEvent, type CustomerMessage } from "./deliveries";
import type { Business } from "./product";
import { json } from "./vendors";

type Payload = { id: string; timestamp: number } & Record<string, unknown>;

/** What a number's gateway has stored, whether its webhooks came or not. */
export type MessageStore = {
  /** The gateway receives a message; returns the webhook it would post. */
  receive: (message?: CustomerMessage) => Record<string, unknown>;
  /** Acks of messages that we sent, by their bare id. */
  add: (payload: Payload) => void;
  status: string;
  /** How the list is refused; null answers it. */
  listFailure: number | null;
  /** Whether anything answers at all. */
  isReachable: boolean;
  listings: number;
};

/** Answers a session and its messages in front of the faked vendors. */
export function fakeMessageStore(business: Business): MessageStore {
  const payloads: Payload[] = [];
  const store: MessageStore = {
    receive: (message = {}) => {
      const event = messageEvent(business, message);
      payloads.push(event["payload"] as Payload);
      return event;
    },
    add: (payload) => payloads.push(payload),
    status: "WORKING",
    listFailure: null,
    isReachable: true,
    listings: 0,
  };
  const vendors = globalThis.fetch;
  vi.stubGlobal(
    "fetch",
    (input: string | URL | Request, init?: RequestInit) => {
      const request = new Request(input, init);
      const url = new URL(request.url);
      const answer = answerFor(business, store, payloads, url);
      return answer ?? vendors(request);
    },
  );
  return store;
}

function answerFor(
  { sessionName }: Business,
  store: MessageStore,
  payloads: readonly Payload[],
  url: URL,
): Promise<Response> | null {
  const isList = url.pathname === `/api/${sessionName}/chats/all/messages`;
  const isSession = url.pathname === `/api/sessions/${sessionName}`;
  if (!isList && !isSession) return null;
  if (!store.isReachable) return Promise.reject(new TypeError("fetch failed"));
  if (isSession) {
    const me = { id: "27820000001@c.us" };
    return Promise.resolve(
      json({ name: sessionName, status: store.status, me }),
    );
  }
  store.listings += 1;
  if (store.listFailure !== null) {
    return Promise.resolve(json({ message: "no" }, store.listFailure));
  }
  const since = Number(url.searchParams.get("filter.timestamp.gte"));
  const offset = Number(url.searchParams.get("offset"));
  const limit = Number(url.searchParams.get("limit"));
  const page = payloads
    .filter(({ timestamp }) => timestamp >= since)
    .sort((one, other) => one.timestamp - other.timestamp)
    .slice(offset, offset + limit);
  return Promise.resolve(json(page));
}
