import { createChatBook, type ChatBook, type SavedBook } from "./chat-book";
import type { LoggedDelivery } from "./delivery-log";
import type { Me, SessionConfig, SessionStatus } from "./model";

export interface Counters {
  /** Sends that WhatsApp accepted. */
  sends: number;
  /** Requests to send, the failed ones included. */
  sendAttempts: number;
  seen: number;
  typing: number;
  received: number;
  webhooksPosted: number;
  webhooksAccepted: number;
  webhooksRetried: number;
  webhooksLost: number;
}

export interface Session {
  name: string;
  config: SessionConfig | null;
  status: SessionStatus;
  statuses: { status: SessionStatus; timestamp: number }[];
  me: Me | null;
  /** The value behind the QR code while it is shown. */
  qr: string | null;
  book: ChatBook;
  counters: Counters;
  /** The newest webhook posts, oldest first. */
  deliveries: LoggedDelivery[];
  activityAt: number | null;
  /** Cancels what the session has scheduled. */
  timers: Set<() => void>;
  /** Messages that arrived while it was offline, delivered once WORKING. */
  waiting: (() => void)[];
}

export function newCounters(): Counters {
  return {
    sends: 0,
    sendAttempts: 0,
    seen: 0,
    typing: 0,
    received: 0,
    webhooksPosted: 0,
    webhooksAccepted: 0,
    webhooksRetried: 0,
    webhooksLost: 0,
  };
}

export function createSession(options: {
  name: string;
  config: SessionConfig | null;
  me: Me | null;
  book: SavedBook | null;
}): Session {
  return {
    name: options.name,
    config: options.config,
    status: "STOPPED",
    statuses: [],
    me: options.me,
    qr: null,
    book: createChatBook(options.book),
    counters: newCounters(),
    deliveries: [],
    activityAt: null,
    timers: new Set(),
    waiting: [],
  };
}

export function isRunning(session: Session): boolean {
  return session.status !== "STOPPED" && session.status !== "FAILED";
}

/** A session as `GET /api/sessions` shows it; like WAHA it includes the HMAC key. */
export function sessionInfo(session: Session) {
  return {
    name: session.name,
    status: session.status,
    config: session.config ?? {},
    me: session.me,
    presence: session.status === "WORKING" ? "online" : null,
    timestamps: { activity: session.activityAt },
    assignedWorker: "local",
    engine: { engine: "NOWEB" },
  };
}
