import { member } from "../json";
import { messageOf, sessionFailure, type SessionFailure } from "./waha-errors";
import type { WahaAnswer, WahaHttp } from "./waha-http";

export interface WahaSession {
  name: string;
  status: string;
  meId: string | null;
}

export type SessionOutcome =
  { ok: true; session: WahaSession } | SessionFailure;
export type QrOutcome =
  { ok: true; mimetype: string; data: string } | SessionFailure;
export type CodeOutcome = { ok: true; code: string } | SessionFailure;
export type DoneOutcome = { ok: true } | SessionFailure;

export interface WahaSessions {
  createSession(input: {
    name: string;
    config: Record<string, unknown>;
  }): Promise<SessionOutcome>;
  getSession(name: string): Promise<SessionOutcome>;
  startSession(name: string): Promise<DoneOutcome>;
  stopSession(name: string): Promise<DoneOutcome>;
  restartSession(name: string): Promise<DoneOutcome>;
  logoutSession(name: string): Promise<DoneOutcome>;
  deleteSession(name: string): Promise<DoneOutcome>;
  qrImage(name: string): Promise<QrOutcome>;
  requestCode(name: string, phone: string): Promise<CodeOutcome>;
}

const WEBHOOK_EVENTS = [
  "session.status",
  "message.any",
  "message.ack",
  "message.reaction",
  "message.edited",
  "message.revoked",
  // Comes only for chats that somebody asked to watch.
  "presence.update",
] as const;

/**
 * The configuration of a session that reports to us: one webhook with its own
 * key, retried for about 4.5 hours (the server's default is 30 seconds), stories,
 * groups and channels left out. The store lets NOWEB list its own messages.
 */
export function webhookConfig(input: {
  url: string;
  hmacKey: string;
  instanceId: string;
}): Record<string, unknown> {
  return {
    metadata: { "instance.id": input.instanceId },
    ignore: { status: true, groups: true, channels: true, broadcast: true },
    // Marked online, the owner's phone would get no notifications any more.
    noweb: { markOnline: false, store: { enabled: true, fullSync: false } },
    webhooks: [
      {
        url: input.url,
        events: [...WEBHOOK_EVENTS],
        hmac: { key: input.hmacKey },
        retries: { policy: "exponential", delaySeconds: 2, attempts: 12 },
      },
    ],
  };
}

/** The session calls of one WAHA server. They never throw. */
export function createWahaSessions(http: WahaHttp): WahaSessions {
  const act = async (name: string, action: string): Promise<DoneOutcome> =>
    done(await http.post(`${sessionPath(name)}/${action}`, {}));
  return {
    createSession: async ({ name, config }) =>
      // `start` is always said: its default differs between versions.
      session(await http.post("/api/sessions", { name, start: true, config })),
    getSession: async (name) => session(await http.get(sessionPath(name))),
    startSession: async (name) => {
      const answer = await http.post(`${sessionPath(name)}/start`, {});
      return isAlreadyStarted(answer) ? { ok: true } : done(answer);
    },
    stopSession: (name) => act(name, "stop"),
    restartSession: (name) => act(name, "restart"),
    logoutSession: (name) => act(name, "logout"),
    deleteSession: async (name) => {
      const answer = await http.delete(sessionPath(name));
      return isStatus(answer, 404) ? { ok: true } : done(answer);
    },
    qrImage: async (name) =>
      qr(await http.get(`/api/${encodeURIComponent(name)}/auth/qr`)),
    requestCode: async (name, phone) => {
      const path = `/api/${encodeURIComponent(name)}/auth/request-code`;
      const phoneNumber = phone.replace(/\D/g, "");
      return code(await http.post(path, { phoneNumber }));
    },
  };
}

function sessionPath(name: string): string {
  return `/api/sessions/${encodeURIComponent(name)}`;
}

function session(answer: WahaAnswer): SessionOutcome {
  const json = isGood(answer) ? answer.json : undefined;
  const name = member(json, "name");
  const status = member(json, "status");
  if (typeof name !== "string" || typeof status !== "string") {
    return sessionFailure(answer);
  }
  const meId = member(json, "me", "id");
  return {
    ok: true,
    session: { name, status, meId: typeof meId === "string" ? meId : null },
  };
}

function qr(answer: WahaAnswer): QrOutcome {
  const json = isGood(answer) ? answer.json : undefined;
  const mimetype = member(json, "mimetype");
  const data = member(json, "data");
  const isImage =
    typeof mimetype === "string" &&
    typeof data === "string" &&
    /^image\/(?:png|jpeg)$/.test(mimetype) &&
    /^[A-Za-z0-9+/]+={0,2}$/.test(data);
  return isImage ? { ok: true, mimetype, data } : sessionFailure(answer);
}

function code(answer: WahaAnswer): CodeOutcome {
  const json = isGood(answer) ? answer.json : undefined;
  const value = member(json, "code");
  return typeof value === "string" && value.length > 0 && value.length <= 32
    ? { ok: true, code: value }
    : sessionFailure(answer);
}

function done(answer: WahaAnswer): DoneOutcome {
  return isGood(answer) ? { ok: true } : sessionFailure(answer);
}

function isAlreadyStarted(answer: WahaAnswer): boolean {
  return (
    answer.kind === "response" &&
    answer.status === 422 &&
    messageOf(answer.json).includes("already started")
  );
}

function isStatus(answer: WahaAnswer, status: number): boolean {
  return answer.kind === "response" && answer.status === status;
}

function isGood(answer: WahaAnswer): boolean {
  return (
    answer.kind === "response" && answer.status >= 200 && answer.status < 300
  );
}
