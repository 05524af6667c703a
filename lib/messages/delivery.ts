import type { AckLevel } from "../whatsapp/ack";

export type DeliveryStatus =
  | "queued"
  | "sending"
  | "sent"
  | "delivered"
  | "read"
  | "failed"
  | "unknown"
  | "blocked";

export type DeliveryEvent =
  | { kind: "claimed" }
  | { kind: "accepted" }
  | { kind: "refused"; retry: boolean }
  | { kind: "lost" }
  | { kind: "blocked" }
  | { kind: "echoed" }
  | { kind: "acked"; level: AckLevel }
  | { kind: "settled_not_sent" };

export type CreditEffect =
  "none" | "capture" | "release" | "refund" | "late_capture";

export interface DeliveryStep {
  status: DeliveryStatus;
  credits: CreditEffect;
}

/**
 * The next status of an outbound message and what happens to its reservation;
 * null when the event changes nothing. Statuses only move forward, and a
 * reservation is resolved at most once. `late_capture` is proof of delivery for
 * a message that was settled as not sent: its reservation is already released.
 */
export function nextDelivery(
  status: DeliveryStatus,
  event: DeliveryEvent,
): DeliveryStep | null {
  switch (event.kind) {
    case "claimed":
      return status === "queued" ? step("sending", "none") : null;
    case "blocked":
      return status === "queued" ? step("blocked", "release") : null;
    case "accepted":
    case "echoed":
      return proven(status, "sent");
    case "refused":
      if (status !== "sending") return null;
      return event.retry ? step("queued", "none") : step("failed", "release");
    case "lost":
      return status === "sending" ? step("unknown", "none") : null;
    case "settled_not_sent":
      return status === "unknown" ? step("failed", "release") : null;
    case "acked":
      return acked(status, event.level);
  }
}

/** The status an ack level stands for; null where it proves nothing. */
export function ackStatus(level: AckLevel): DeliveryStatus | null {
  switch (level) {
    case "error":
      return "failed";
    case "pending":
      return null;
    case "server":
      return "sent";
    case "device":
      return "delivered";
    case "read":
    case "played":
      return "read";
  }
}

function acked(status: DeliveryStatus, level: AckLevel): DeliveryStep | null {
  const target = ackStatus(level);
  if (target === null) return null;
  if (target !== "failed") return proven(status, target);
  switch (status) {
    case "sending":
    case "unknown":
      return step("failed", "release");
    case "sent":
    case "delivered":
      return step("failed", "refund");
    default:
      return null;
  }
}

function proven(
  status: DeliveryStatus,
  target: DeliveryStatus,
): DeliveryStep | null {
  switch (status) {
    case "sending":
    case "unknown":
      return step(target, "capture");
    case "failed":
      return step(target, "late_capture");
    case "sent":
      return target === "sent" ? null : step(target, "none");
    case "delivered":
      return target === "read" ? step("read", "none") : null;
    default:
      return null;
  }
}

function step(status: DeliveryStatus, credits: CreditEffect): DeliveryStep {
  return { status, credits };
}
