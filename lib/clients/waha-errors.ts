import { member } from "../json";
import type { WahaAnswer } from "./waha-http";

export type SendFailureReason =
  | "unauthorized"
  | "not_connected"
  | "restricted"
  | "rejected"
  | "rate_limited"
  | "unreachable"
  | "server_error"
  | "lost_answer"
  | "malformed_answer";

export interface SendFailure {
  ok: false;
  certainty: "not_sent" | "unknown";
  retryable: boolean;
  reason: SendFailureReason;
  retryAfterMs?: number;
}

export type SessionFailureReason =
  | "unauthorized"
  | "not_found"
  | "already_exists"
  | "not_ready"
  | "rejected"
  | "rate_limited"
  | "unreachable"
  | "timeout"
  | "server_error"
  | "malformed_answer";

export interface SessionFailure {
  ok: false;
  retryable: boolean;
  reason: SessionFailureReason;
}

/** What an answer to a send, other than a good one, says about the message. */
export function sendFailure(answer: WahaAnswer): SendFailure {
  if (answer.kind === "unreachable") return notSent("unreachable", true);
  if (answer.kind === "lost") return unknown("lost_answer");
  const { status } = answer;
  if (status >= 200 && status < 300) return unknown("malformed_answer");
  if (status === 401 || status === 403) return notSent("unauthorized", false);
  if (status === 404) return notSent("not_connected", false);
  if (status === 408) return unknown("lost_answer");
  if (status === 422) return unprocessable(answer);
  if (status === 429) {
    return withRetryAfter(notSent("rate_limited", true), answer.retryAfterMs);
  }
  if (status === 503) {
    return withRetryAfter(notSent("unreachable", true), answer.retryAfterMs);
  }
  if (status >= 500) {
    return isRestricted(answer.json)
      ? notSent("restricted", false)
      : unknown("server_error");
  }
  return notSent("rejected", false);
}

/** Why a call about a session, other than a good one, failed. */
export function sessionFailure(answer: WahaAnswer): SessionFailure {
  if (answer.kind === "unreachable") return failure("unreachable", true);
  if (answer.kind === "lost") return failure("timeout", true);
  const { status } = answer;
  if (status >= 200 && status < 300) return failure("malformed_answer", true);
  if (status === 401 || status === 403) return failure("unauthorized", false);
  if (status === 404) return failure("not_found", false);
  if (status === 422) {
    return messageOf(answer.json).includes("already exists")
      ? failure("already_exists", false)
      : failure("not_ready", true);
  }
  if (status === 429) return failure("rate_limited", true);
  if (status === 503) return failure("unreachable", true);
  if (status >= 500) return failure("server_error", true);
  return failure("rejected", false);
}

/** The human part of WAHA's error shapes, in lower case; "" when none. */
export function messageOf(json: unknown): string {
  const parts = [
    member(json, "message"),
    member(json, "error"),
    member(json, "exception", "message"),
  ];
  return parts
    .flat()
    .filter((part) => typeof part === "string")
    .join(" ")
    .toLowerCase();
}

function unprocessable(answer: WahaAnswer): SendFailure {
  const json = answer.kind === "response" ? answer.json : undefined;
  const status = member(json, "status");
  const isStatusError =
    typeof status === "string" || messageOf(json).includes("session");
  if (!isStatusError) return notSent("rejected", false);
  return notSent("not_connected", status === "STARTING");
}

// Only the exception's own message counts: the answer repeats our request, and
// a customer's text may well contain these digits.
function isRestricted(json: unknown): boolean {
  return /\berror 463\b/.test(messageOf(json));
}

function withRetryAfter(
  failed: SendFailure,
  retryAfterMs: number | null,
): SendFailure {
  return retryAfterMs === null ? failed : { ...failed, retryAfterMs };
}

function notSent(reason: SendFailureReason, retryable: boolean): SendFailure {
  return { ok: false, certainty: "not_sent", retryable, reason };
}

function unknown(reason: SendFailureReason): SendFailure {
  return { ok: false, certainty: "unknown", retryable: false, reason };
}

function failure(
  reason: SessionFailureReason,
  retryable: boolean,
): SessionFailure {
  return { ok: false, retryable, reason };
}
