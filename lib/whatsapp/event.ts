import { member } from "../json";
import { parseAckLevel, type AckLevel } from "./ack";
import { parseChatId, parseMessageId } from "./chat-id";
import { parseMessage, serializedId, type WahaMessage } from "./message";
import { parsePresence, type WahaPresence } from "./presence";
import { instantOf, textOf } from "./read";

export type { AckLevel, WahaMessage };

export interface Envelope {
  eventId: string | null;
  event: string;
  session: string;
  occurredAt: number | null;
  engine: string | null;
  meId: string | null;
  claimedInstanceId: string | null;
}

export interface WahaAck {
  bareId: string;
  chatId: string | null;
  fromMe: boolean;
  level: AckLevel;
}

export type WahaEvent =
  | { kind: "message"; envelope: Envelope; message: WahaMessage }
  | { kind: "ack"; envelope: Envelope; ack: WahaAck }
  | {
      kind: "session_status";
      envelope: Envelope;
      status: string;
      at: number;
      restrictedUntil: number | null;
    }
  | { kind: "presence"; envelope: Envelope; presence: WahaPresence }
  | { kind: "ignored"; envelope: Envelope; reason: string }
  | { kind: "unreadable"; reason: string; session: string | null };

const UNUSED_EVENTS: ReadonlySet<string> = new Set([
  "message.reaction",
  "message.edited",
  "message.revoked",
  "message.waiting",
  "state.change",
  "group.join",
  "group.leave",
  "group.v2.join",
  "group.v2.leave",
  "group.v2.update",
  "group.v2.participants",
  "poll.vote",
  "poll.vote.failed",
  "chat.archive",
  "call.received",
  "call.accepted",
  "call.rejected",
  "label.upsert",
  "label.deleted",
  "label.chat.added",
  "label.chat.deleted",
  "event.response",
  "event.response.failed",
  "engine.event",
]);

const UNDATED_RESTRICTION_MS = 24 * 60 * 60 * 1_000;

/**
 * Turns the parsed JSON of an authentic WAHA webhook into a closed union. Never
 * throws, whatever the input; reads own members only and never recurses, so
 * depth and prototype keys do not matter. Source: WAHA 2025.10 to 2026.7.
 */
export function parseWahaEvent(body: unknown): WahaEvent {
  const session = textOf(member(body, "session"), 128);
  const event = textOf(member(body, "event"), 64);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return unreadable("not an object", null);
  }
  if (session === null) return unreadable("no session", null);
  if (event === null) return unreadable("no event name", session);
  const envelope = parseEnvelope(body, event, session);
  const payload = member(body, "payload");
  switch (event) {
    case "message":
    case "message.any":
      return messageEvent(envelope, payload);
    case "message.ack":
    case "message.ack.group":
      return ackEvent(envelope, payload);
    case "session.status":
      return statusEvent(envelope, payload);
    case "presence.update":
      return presenceEvent(envelope, payload);
    default:
      return ignored(
        envelope,
        UNUSED_EVENTS.has(event) ? "unused event" : "unknown event",
      );
  }
}

function parseEnvelope(body: object, event: string, session: string): Envelope {
  const meId = textOf(member(body, "me", "id"), 256);
  return {
    eventId: textOf(member(body, "id"), 128),
    event,
    session,
    occurredAt: instantOf(member(body, "timestamp")),
    engine:
      textOf(member(body, "engine"), 32) ??
      textOf(member(body, "environment", "engine"), 32),
    meId: meId === null ? null : parseChatId(meId).chatId,
    claimedInstanceId: textOf(member(body, "metadata", "instance.id"), 128),
  };
}

function messageEvent(envelope: Envelope, payload: unknown): WahaEvent {
  const parsed = parseMessage(payload, envelope);
  return parsed.ok
    ? { kind: "message", envelope, message: parsed.message }
    : unreadable(parsed.reason, envelope.session);
}

function ackEvent(envelope: Envelope, payload: unknown): WahaEvent {
  const id = serializedId(member(payload, "id"));
  if (id === null) return unreadable("ack without an id", envelope.session);
  const level = parseAckLevel(
    member(payload, "ack"),
    member(payload, "ackName"),
  );
  if (level === null) return ignored(envelope, "unknown ack level");
  const parts = parseMessageId(id);
  const from = textOf(member(payload, "from"), 256);
  const fromMe = member(payload, "fromMe");
  const fallbackChat = from === null ? null : parseChatId(from).chatId;
  const isOwn = typeof fromMe === "boolean" ? fromMe : (parts.fromMe ?? true);
  return {
    kind: "ack",
    envelope,
    ack: {
      bareId: parts.bareId,
      chatId:
        parts.chatId ?? (envelope.engine === "WEBJS" ? null : fallbackChat),
      fromMe: isOwn,
      level,
    },
  };
}

function statusEvent(envelope: Envelope, payload: unknown): WahaEvent {
  const status = textOf(member(payload, "status"), 64);
  if (status === null) return unreadable("no status", envelope.session);
  const history = member(payload, "statuses");
  const last: unknown = Array.isArray(history) ? history.at(-1) : null;
  const at = Math.max(
    envelope.occurredAt ?? 0,
    instantOf(member(last, "timestamp")) ?? 0,
  );
  if (at === 0) return unreadable("status without a time", envelope.session);
  const restrictedUntil = restrictionOf(payload, at);
  return { kind: "session_status", envelope, status, at, restrictedUntil };
}

// WhatsApp may restrict without saying how long; a day is then assumed.
function restrictionOf(payload: unknown, at: number): number | null {
  const lock = member(payload, "data", "reachoutTimelock");
  if (member(lock, "isActive") !== true) return null;
  return (
    instantOf(member(lock, "timeEnforcementEnds")) ??
    at + UNDATED_RESTRICTION_MS
  );
}

function presenceEvent(envelope: Envelope, payload: unknown): WahaEvent {
  const presence = parsePresence(payload);
  return presence === null
    ? ignored(envelope, "unused event")
    : { kind: "presence", envelope, presence };
}

function ignored(envelope: Envelope, reason: string): WahaEvent {
  return { kind: "ignored", envelope, reason };
}

function unreadable(reason: string, session: string | null): WahaEvent {
  return { kind: "unreadable", reason, session };
}
