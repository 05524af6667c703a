import {
  HttpError,
  sendBytes,
  sendJson,
  type Exchange,
} from "../../shared/http";
import { asString, isRecord, type JsonRecord } from "../../shared/json";
import type { Router } from "../../shared/router";
import { wait } from "../../shared/clock";
import { serverError } from "../errors";
import type { SendFault } from "../faults";
import type { Gateway } from "../gateway";
import { bareIdOf, newBareId } from "../ids";
import { sendFromBusiness, type Outgoing } from "../messenger";
import type { Media, StoredMessage } from "../model";
import { rawMessage } from "../payloads";
import { MAX_MEDIA_JSON_BYTES, readJson } from "../request";
import type { Session } from "../session";

type Accept = (acks: Outgoing["acks"]) => StoredMessage;

interface Attempt {
  gateway: Gateway;
  exchange: Exchange;
  session: Session;
  body: JsonRecord;
  accept: Accept;
}

function failure(attempt: Attempt, message: string): HttpError {
  return serverError({
    now: attempt.gateway.clock.now(),
    message,
    path: attempt.exchange.path,
    method: attempt.exchange.method,
    body: attempt.body,
  });
}

function answerAccepted(attempt: Attempt, acks: Outgoing["acks"]): void {
  const message = attempt.accept(acks);
  sendJson(
    attempt.exchange.response,
    201,
    rawMessage(message, attempt.session),
  );
}

async function answerFaulty(attempt: Attempt, fault: SendFault) {
  const { response } = attempt.exchange;
  switch (fault.kind) {
    case "error_before_accept":
      throw failure(attempt, "Connection Closed");
    case "error_after_accept":
      attempt.accept("all");
      throw failure(attempt, "Timed Out");
    case "restricted":
      throw failure(attempt, "Message send failed: server returned error 463");
    case "rate_limited":
      sendJson(
        response,
        429,
        { statusCode: 429, message: "ThrottlerException: Too Many Requests" },
        { "Retry-After": String(Math.ceil(fault.ms / 1000)) },
      );
      return;
    case "timeout":
      // No answer at all: the caller's own timeout ends the request.
      return;
    case "timeout_after_accept":
      attempt.accept("all");
      return;
    case "lost_answer":
      attempt.accept("all");
      response.destroy();
      return;
    case "garbage":
      attempt.accept("all");
      sendBytes(response, 201, "text/html", "<html>\u0000 upstream oddity");
      return;
    case "slow":
      await wait(attempt.gateway.clock, fault.ms);
      answerAccepted(attempt, "all");
      return;
    case "ack_error":
      answerAccepted(attempt, "error");
      return;
    case "no_ack":
      answerAccepted(attempt, "none");
  }
}

/** Runs one send; `toOutgoing` throws a plain Error for input that makes WAHA answer 500. */
async function runSend(
  gateway: Gateway,
  exchange: Exchange,
  maxBytes: number | undefined,
  toOutgoing: (body: JsonRecord, session: Session) => Omit<Outgoing, "acks">,
): Promise<void> {
  const body = await readJson(exchange, maxBytes);
  const name = asString(body["session"]) ?? "default";
  const session = await gateway.requireStatus(name, ["WORKING"]);
  session.counters.sendAttempts += 1;
  let outgoing: Omit<Outgoing, "acks">;
  try {
    outgoing = toOutgoing(body, session);
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw serverError({
      now: gateway.clock.now(),
      message: error instanceof Error ? error.message : String(error),
      path: exchange.path,
      method: exchange.method,
      body,
    });
  }
  const attempt: Attempt = {
    gateway,
    exchange,
    session,
    body,
    accept: (acks) => sendFromBusiness(gateway, session, { ...outgoing, acks }),
  };
  const fault = gateway.faults.takeSend(name);
  if (fault === null) answerAccepted(attempt, "all");
  else await answerFaulty(attempt, fault);
}

function requireText(body: JsonRecord, field: string): string {
  const value = asString(body[field]);
  if (value === null || value === "") {
    throw new TypeError(
      `Cannot read properties of undefined (reading '${field}')`,
    );
  }
  return value;
}

function replyIdOf(body: JsonRecord): string | null {
  const id = asString(body["reply_to"]);
  return id === null || id === "" ? null : bareIdOf(id);
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/webp": "webp",
  "audio/ogg": "oga",
  "audio/mpeg": "mp3",
  "video/mp4": "mp4",
  "application/pdf": "pdf",
};

export function extensionOf(mimetype: string): string {
  return EXTENSIONS[mimetype.split(";")[0] ?? ""] ?? "bin";
}

/** Keeps the bytes of a base64 file; addresses are refused by name. */
export function storeFile(
  gateway: Gateway,
  session: Session,
  bareId: string,
  file: unknown,
  kind: Media["kind"],
): Media {
  if (!isRecord(file)) throw new TypeError("file must be an object");
  const data = asString(file["data"]);
  if (data === null) {
    throw new HttpError(501, {
      error: "Not Implemented",
      message:
        "The local WAHA stand-in takes file.data, it fetches no file.url.",
      statusCode: 501,
    });
  }
  const mimetype = asString(file["mimetype"]) ?? "application/octet-stream";
  const fileName = `${bareId}.${extensionOf(mimetype)}`;
  gateway.files.put(`${session.name}/${fileName}`, {
    bytes: Buffer.from(data, "base64"),
    mimetype,
  });
  return { fileName, mimetype, filename: asString(file["filename"]), kind };
}

export function addSendRoutes(router: Router, gateway: Gateway): void {
  router.on("POST", "/api/sendText", (exchange) =>
    runSend(gateway, exchange, undefined, (body) => ({
      chatId: requireText(body, "chatId"),
      body: requireText(body, "text"),
      source: "api",
      bareId: asString(body["id"]),
      replyToId: replyIdOf(body),
      media: null,
    })),
  );
  const kinds = [
    ["/api/sendImage", "image"],
    ["/api/sendFile", "document"],
    ["/api/sendVoice", "voice"],
    ["/api/sendVideo", "video"],
  ] as const;
  for (const [path, kind] of kinds) {
    router.on("POST", path, (exchange) =>
      runSend(gateway, exchange, MAX_MEDIA_JSON_BYTES, (body, session) => {
        const chatId = requireText(body, "chatId");
        const bareId = newBareId();
        return {
          chatId,
          body: asString(body["caption"]),
          source: "api",
          bareId,
          replyToId: replyIdOf(body),
          media: storeFile(gateway, session, bareId, body["file"], kind),
        };
      }),
    );
  }
}
